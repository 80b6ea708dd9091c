import type { Host } from '@mingjing/host';
import type { Watch } from '@mingjing/host/desk';
import { Collection, LISTED_MAX, type Shelf } from '@mingjing/storage';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { counted, type DayCounts, dayOf, daysOn, NO_READS } from './day-counts.ts';
import { type ReadEntry, readEntryOf } from './read-entry.ts';

const SOURCE = 'supervision';
/** Entries of one step: some milliseconds of work, and one batch of the shelf. */
const STEP = 256;
/** Entries looked through for one page of reads: a page is quick to make even where few fit. */
const SCANNED_MAX = 4096;
const CURSOR = 'cursor';

const cursor = Type.Object({ next: Type.Integer({ minimum: 0 }) });

/** What a page of reads is narrowed to. */
export interface ReadFilter {
  readonly officer?: string | undefined;
  readonly purpose?: string | undefined;
  readonly order?: string | undefined;
}

/**
 * The own reads, counted by day. It follows the own journal and remembers how far, in one batch
 * with the counts: so the counts are those of the journal, whatever crashes.
 */
export class ReadLedger implements Watch {
  readonly area = 'accountability';
  readonly #journal: Host['journal'];
  readonly #shelf: Shelf;
  readonly #days: Collection<DayCounts>;
  readonly #cursor: Collection<{ next: number }>;
  #catchingUp: Promise<void> = Promise.resolve();

  constructor(journal: Host['journal'], shelf: Shelf) {
    this.#journal = journal;
    this.#shelf = shelf;
    this.#days = daysOn(shelf);
    this.#cursor = new Collection(shelf, {
      name: 'read-cursor',
      isValid: (value): value is { next: number } => Value.Check(cursor, value),
    });
  }

  tick(): Promise<void> {
    return this.catchUp();
  }

  /** Counts what is durable in the journal by now; one after the other. */
  catchUp(): Promise<void> {
    const done = this.#catchingUp.then(() => this.#follow());
    this.#catchingUp = done.catch(() => undefined);
    return done;
  }

  /** Counts of the latest days, newest first. */
  async days(limit: number): Promise<{ readonly day: string; readonly counts: DayCounts }[]> {
    await this.catchUp();
    const found = await this.#days.list({ reverse: true, limit: Math.min(limit, LISTED_MAX) });
    return found.map(({ id, value }) => ({ day: id, counts: value }));
  }

  /** Reads before an index, newest first; `next` where to go on, 0 at the end of the journal. */
  async reads(filter: ReadFilter, before: number | undefined, limit: number) {
    const end = Math.min(before ?? Number.MAX_SAFE_INTEGER, this.#journal.durableSize(SOURCE));
    const start = Math.max(0, end - SCANNED_MAX);
    const items: ReadEntry[] = [];
    let next = end;
    while (next > start && items.length < limit) {
      const from = Math.max(start, next - STEP);
      for (const entry of (await this.#journal.readRange(SOURCE, from, next)).reverse()) {
        const read = readEntryOf(entry);
        next = entry.stub.index;
        if (read !== undefined && isWanted(read, filter)) items.push(read);
        if (items.length === limit) break;
      }
    }
    return { items, next };
  }

  async #follow(): Promise<void> {
    let next = (await this.#cursor.get(CURSOR))?.next ?? 0;
    while (next < this.#journal.durableSize(SOURCE)) {
      const entries = await this.#journal.readRange(SOURCE, next, next + STEP);
      next += entries.length;
      const days = await this.#counted(entries.flatMap((entry) => readEntryOf(entry) ?? []));
      const changes = [...days].map(([day, counts]) => this.#days.put(day, counts));
      await this.#shelf.change([...changes, this.#cursor.put(CURSOR, { next })]);
    }
  }

  async #counted(reads: readonly ReadEntry[]): Promise<Map<string, DayCounts>> {
    const days = new Map<string, DayCounts>();
    for (const read of reads) {
      const day = dayOf(read.time);
      const before = days.get(day) ?? (await this.#days.get(day)) ?? NO_READS;
      days.set(day, counted(before, read));
    }
    return days;
  }
}

function isWanted(read: ReadEntry, { officer, purpose, order }: ReadFilter): boolean {
  if (officer !== undefined && read.actor !== officer) return false;
  if (purpose !== undefined && read.purpose !== purpose) return false;
  return order === undefined || read.order === order;
}
