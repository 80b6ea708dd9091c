import type { JournalSourceName } from '@mingjing/protocol';
import type { EntryInput } from '../entry/entry-input.ts';
import { JournalError } from '../errors.ts';
import { Summary } from './summary.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What strangers may cost, with the reasons in `defaultStrangerLimits`. */
export interface StrangerLimits {
  readonly entriesPerAddress: number;
  readonly addressesMax: number;
  readonly entriesPerMinute: number;
  readonly entriesPerDay: number;
  readonly pendingMax: number;
}

export const defaultStrangerLimits: StrangerLimits = {
  /** Refusals of one source address and minute that are entries of their own. */
  entriesPerAddress: 20,
  /** Addresses told apart in a minute; all further ones share one summary. */
  addressesMax: 512,
  /** All addresses together: a tenth of what the log takes in that time with ease. */
  entriesPerMinute: 2000,
  /** The disk budget: some 80 MB a day. Beyond it one summary a minute is written. */
  entriesPerDay: 100_000,
  /** Waiting for the disk at once: a sixteenth of the queue, so members keep the rest. */
  pendingMax: 1024,
};

/** An act of someone not authenticated, that was refused. */
export interface StrangerAct {
  readonly address: string;
  readonly port: number;
  readonly event: string;
  readonly reason?: string;
  readonly method?: string;
  readonly resource?: string;
  readonly destination?: EntryInput['destination'];
}

export interface StrangersOptions {
  /** The log of strangers alone, so that they push nothing out of another. */
  readonly source: JournalSourceName;
  readonly limits: StrangerLimits;
  /** Ms since the epoch. */
  readonly now: () => number;
  readonly append: (entry: EntryInput) => Promise<unknown>;
}

/** What became of an act: durable as its own entry, or counted in the summary of its minute. */
export type StrangerOutcome = 'entry' | 'counted';

interface Visitor {
  entries: number;
  summary: Summary | undefined;
}

/**
 * Journals refusals of the unauthenticated within a budget of their own. What is only counted is
 * lost by a crash in that minute; what was acknowledged as an entry is not.
 */
export class Strangers {
  readonly #options: StrangersOptions;
  #minute = -1;
  #day = -1;
  #visitors = new Map<string, Visitor>();
  /** Of all addresses that are not told apart. */
  #overflow: Summary | undefined;
  #entriesOfMinute = 0;
  #entriesOfDay = 0;
  #pending = 0;

  constructor(options: StrangersOptions) {
    this.#options = options;
  }

  /** Journals one refusal. Rejects only when the journal cannot be written at all. */
  async record(act: StrangerAct): Promise<StrangerOutcome> {
    await this.endMinute();
    const visitor = this.#visitorOf(act.address);
    if (visitor === undefined || !this.#mayWrite(visitor)) {
      this.#count(visitor, act);
      return 'counted';
    }
    visitor.entries++;
    this.#entriesOfMinute++;
    try {
      await this.#append(entryOf(this.#options.source, act));
      return 'entry';
    } catch (cause) {
      if (!isForNow(cause)) throw cause;
      this.#count(visitor, act);
      return 'counted';
    }
  }

  /** Writes the summaries of a minute that is over; to be called every few seconds. */
  async endMinute(): Promise<void> {
    const now = this.#options.now();
    const minute = Math.floor(now / MINUTE_MS);
    if (minute === this.#minute) return;
    this.#minute = minute;
    const day = Math.floor(now / DAY_MS);
    if (day !== this.#day) this.#entriesOfDay = 0;
    this.#day = day;
    await this.flush();
  }

  /** Writes all summaries now, as at the end of a minute. */
  async flush(): Promise<void> {
    const summaries = [...this.#visitors.values()].map(({ summary }) => summary);
    if (this.#overflow !== undefined) summaries.push(this.#overflow);
    this.#visitors = new Map();
    this.#overflow = undefined;
    this.#entriesOfMinute = 0;
    const due = summaries.filter((summary) => summary !== undefined);
    const written = await Promise.allSettled(due.map((summary) => this.#writeSummary(summary)));
    const failed = written.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async #writeSummary(summary: Summary): Promise<void> {
    const isOverflow = summary.address === undefined;
    if (!isOverflow && !this.#isWithinBudget()) {
      this.#addToOverflow(summary);
      return;
    }
    try {
      await this.#append(summary.entry(this.#options.source));
    } catch (cause) {
      // Nothing is lost by a busy or failed disk: it is told with the next minute's overflow.
      this.#addToOverflow(summary);
      if (!isForNow(cause)) throw cause;
    }
  }

  async #append(entry: EntryInput): Promise<void> {
    this.#entriesOfDay++;
    this.#pending++;
    try {
      await this.#options.append(entry);
    } finally {
      this.#pending--;
    }
  }

  #visitorOf(address: string): Visitor | undefined {
    const known = this.#visitors.get(address);
    if (known !== undefined) return known;
    if (this.#visitors.size >= this.#options.limits.addressesMax) return undefined;
    const visitor: Visitor = { entries: 0, summary: undefined };
    this.#visitors.set(address, visitor);
    return visitor;
  }

  #mayWrite(visitor: Visitor): boolean {
    const { entriesPerAddress, entriesPerMinute } = this.#options.limits;
    return (
      visitor.entries < entriesPerAddress &&
      this.#entriesOfMinute < entriesPerMinute &&
      this.#isWithinBudget()
    );
  }

  #isWithinBudget(): boolean {
    const { entriesPerDay, pendingMax } = this.#options.limits;
    return this.#entriesOfDay < entriesPerDay && this.#pending < pendingMax;
  }

  #count(visitor: Visitor | undefined, { address, port }: StrangerAct): void {
    const now = this.#options.now();
    if (visitor === undefined) {
      this.#overflow ??= new Summary(undefined);
      this.#overflow.add(now, port);
    } else {
      visitor.summary ??= new Summary(address);
      visitor.summary.add(now, port);
    }
  }

  #addToOverflow(summary: Summary): void {
    this.#overflow ??= new Summary(undefined);
    this.#overflow.merge(summary);
  }
}

function entryOf(source: JournalSourceName, act: StrangerAct): EntryInput {
  const { address, port, event, ...rest } = act;
  return {
    source,
    event,
    result: 'refused',
    actor: { type: 'stranger', id: '' },
    personal: { sourceAddress: address, sourcePort: port },
    ...rest,
  };
}

/** What is not taken at present is counted; it is told when there is room again. */
function isForNow(cause: unknown): boolean {
  return (
    cause instanceof JournalError &&
    (cause.code === 'JOURNAL_BUSY' || cause.code === 'JOURNAL_FULL')
  );
}
