import type { Watch } from '@mingjing/host/desk';
import { type ActWriter, recordProgramAct } from '@mingjing/host/desk';
import type { Collection, Shelf } from '@mingjing/storage';
import type { OpenVisit } from '../reads/subject-reads.ts';
import { stateOf, VISITS_MAX, type Visit, visitsOn } from './visit.ts';
import { endOf } from './visit-rules.ts';

export interface VisitDeskParts {
  readonly shelf: Shelf;
  readonly writer: ActWriter;
  /** Whether a session goes on. */
  isSession(session: string): boolean;
  now(): number;
}

/** Visits: those under way in memory and on the shelf, the ended ones on the shelf. */
export class VisitDesk implements Watch {
  readonly area = 'visits';
  readonly visits: Collection<Visit>;
  readonly #parts: VisitDeskParts;
  readonly #underWay = new Map<string, Visit>();

  private constructor(parts: VisitDeskParts) {
    this.#parts = parts;
    this.visits = visitsOn(parts.shelf);
  }

  /** Sessions end with their program: what an earlier run left open ends at the first tick. */
  static async open(parts: VisitDeskParts): Promise<VisitDesk> {
    const desk = new VisitDesk(parts);
    const latest = await desk.visits.list({ reverse: true, limit: VISITS_MAX });
    for (const { id, value } of latest) {
      if (stateOf(value) !== 'ended') desk.#underWay.set(id, value);
    }
    return desk;
  }

  get isFull(): boolean {
    return this.#underWay.size >= VISITS_MAX;
  }

  get underWay(): readonly Visit[] {
    return [...this.#underWay.values()];
  }

  async find(id: string): Promise<Visit | undefined> {
    return this.#underWay.get(id) ?? (await this.visits.get(id));
  }

  /** The visit that a session is at, if both officers are there and its time is not over. */
  openOf(session: string): OpenVisit | undefined {
    for (const [id, visit] of this.#underWay) {
      const isOpen = stateOf(visit) === 'open' && this.#endOf(visit) === undefined;
      const isThere = [visit.begun, visit.joined].some((each) => each?.session === session);
      if (isOpen && isThere) return { id, organisation: visit.organisation };
    }
    return undefined;
  }

  /** Keeps a visit as it is now; in the shelf's turn, after its entry. */
  async keep(id: string, visit: Visit): Promise<void> {
    await this.#parts.shelf.change([this.visits.put(id, visit)]);
    if (stateOf(visit) === 'ended') this.#underWay.delete(id);
    else this.#underWay.set(id, visit);
  }

  /** Ends what is over by itself, with an entry for each. */
  async tick(): Promise<void> {
    for (const id of [...this.#underWay.keys()]) {
      await this.#parts.shelf.inTurn(async () => {
        const visit = this.#underWay.get(id);
        const reason = visit && this.#endOf(visit);
        if (visit === undefined || reason === undefined) return;
        const event = reason === 'expired' ? 'visit-expired' : 'visit-ended';
        await recordProgramAct(this.#parts.writer, {
          ...{ source: 'supervision', event, object: id, reason },
        });
        await this.keep(id, { ...visit, ended: { at: this.#parts.now(), reason, by: null } });
      });
    }
  }

  #endOf(visit: Visit) {
    return endOf(visit, this.#parts.now(), (session) => this.#parts.isSession(session));
  }
}
