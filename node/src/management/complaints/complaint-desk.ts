import type { RoleName } from '@mingjing/protocol';
import { type Collection, type DocumentChange, LISTED_MAX, type Shelf } from '@mingjing/storage';
import type { AgendaSource, DueItem } from '../agenda.ts';
import type { Watch } from '../clockwork.ts';
import { type ActWriter, recordProgramAct } from '../own-act.ts';
import { type Complaint, closedComplaintsOn, openComplaintsOn } from './complaint.ts';
import { escalated, isOverdue } from './complaint-rules.ts';
import {
  countsAfter,
  type MonthCounts,
  monthOf,
  monthsOn,
  totalOf,
} from './complaint-statistics.ts';

/** Complaints open at once, held in memory; beyond it the telephone is left. */
const OPEN_MAX = LISTED_MAX;
/** Years of months. */
const MONTHS_MAX = 600;

/** The complaints of this organisation: those under way in memory and on the shelf. */
export class ComplaintDesk implements AgendaSource, Watch {
  readonly area = 'complaints';
  readonly closed: Collection<Complaint>;
  readonly #writer: ActWriter;
  readonly #shelf: Shelf;
  readonly #onShelf: Collection<Complaint>;
  readonly #months: Collection<MonthCounts>;
  readonly #open: Map<string, Complaint>;

  private constructor(shelf: Shelf, writer: ActWriter, open: Map<string, Complaint>) {
    this.#shelf = shelf;
    this.#writer = writer;
    this.#open = open;
    this.#onShelf = openComplaintsOn(shelf);
    this.#months = monthsOn(shelf);
    this.closed = closedComplaintsOn(shelf);
  }

  static async open(shelf: Shelf, writer: ActWriter): Promise<ComplaintDesk> {
    const found = await openComplaintsOn(shelf).list({ limit: OPEN_MAX });
    const open = new Map(found.map(({ id, value }) => [id, value]));
    return new ComplaintDesk(shelf, writer, open);
  }

  get isFull(): boolean {
    return this.#open.size >= OPEN_MAX;
  }

  /** Those under way, in the order in which they came. */
  get underWay(): readonly (readonly [id: string, complaint: Complaint])[] {
    return [...this.#open];
  }

  async find(id: string): Promise<Complaint | undefined> {
    return this.#open.get(id) ?? (await this.closed.get(id));
  }

  /** Keeps a complaint as it is now, with the counts of its month; in the shelf's turn. */
  async keep(id: string, after: Complaint): Promise<void> {
    const month = monthOf(after);
    const counts = countsAfter(await this.#months.get(month), this.#open.get(id), after);
    const isOver = after.closed !== null;
    const changes: DocumentChange[] = isOver
      ? [this.#onShelf.remove(id), this.closed.put(id, after)]
      : [this.#onShelf.put(id, after)];
    await this.#shelf.change([...changes, this.#months.put(month, counts)]);
    if (isOver) this.#open.delete(id);
    else this.#open.set(id, after);
  }

  async statistics(now: number) {
    const months = await this.#months.list({ limit: MONTHS_MAX, reverse: true });
    const open = [...this.#open.values()];
    return {
      total: totalOf(months.map(({ value }) => value)),
      under_way: open.length,
      overdue: open.filter((each) => each.answer === null && isOverdue(each, now)).length,
      months: months.map(({ id, value }) => ({ month: id, ...value })),
    };
  }

  /** Tells on whose term has run without an answer: an entry for each, then it is kept. */
  async tick(now: number): Promise<void> {
    const late = this.underWay.filter(([, each]) => escalated(each, now) !== undefined);
    for (const [id] of late) {
      await this.#shelf.inTurn(async () => {
        const complaint = this.#open.get(id);
        const after = complaint === undefined ? undefined : escalated(complaint, now);
        if (after === undefined) return;
        await recordProgramAct(this.#writer, { event: 'complaint-overdue', object: id });
        await this.keep(id, after);
      });
    }
  }

  due(now: number): DueItem[] {
    return this.underWay.map(([id, complaint]) => dueItem(id, complaint, now));
  }
}

const HANDLERS: readonly RoleName[] = ['duty', 'reviewer', 'security-admin'];

/** Whoever handles complaints; once nobody did in time, also who watches over them. */
function dueItem(id: string, complaint: Complaint, now: number): DueItem {
  const { answer, term } = complaint;
  const isLate = answer === null && isOverdue(complaint, now);
  const waiting = isLate ? 'overdue' : 'unanswered';
  return {
    ...{ area: 'complaints', kind: answer === null ? waiting : 'unclosed', reference: id },
    roles: isLate ? [...HANDLERS, 'audit-admin'] : HANDLERS,
    dueAt: term?.dueAt ?? null,
  };
}
