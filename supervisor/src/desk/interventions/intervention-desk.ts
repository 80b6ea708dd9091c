import { hexToBytes } from '@mingjing/crypto';
import { type ActWriter, recordProgramAct, type Watch } from '@mingjing/host/desk';
import { type Collection, LISTED_MAX, type Shelf } from '@mingjing/storage';
import {
  type Intervention,
  interventionsOn,
  organisationsOf,
  type Posting,
  stateOf,
} from './intervention.ts';
import type { Poster, PostTarget } from './poster.ts';

/** Drafts and interventions under way at once, held in memory. */
const UNDER_WAY_MAX = 200;
/** An advisory is tried for a week; after that the letter goes by post. */
const ADVISORY_MS = 7 * 24 * 60 * 60_000;

export interface InterventionDeskParts {
  readonly shelf: Shelf;
  readonly writer: ActWriter;
  readonly poster: Poster;
  /** Time of the latest block, ms: what a transaction is held against. */
  blockTime(): number;
  /** Whether a block that was verified here carries an order: then every node has it. */
  isOrdered(order: string): boolean;
}

/** Interventions: what was signed is posted until a block has it, or enough organisations do. */
export class InterventionDesk implements Watch {
  readonly area = 'interventions';
  readonly interventions: Collection<Intervention>;
  readonly #parts: InterventionDeskParts;
  readonly #underWay = new Map<string, Intervention>();

  private constructor(parts: InterventionDeskParts) {
    this.#parts = parts;
    this.interventions = interventionsOn(parts.shelf);
  }

  static async open(parts: InterventionDeskParts): Promise<InterventionDesk> {
    const desk = new InterventionDesk(parts);
    const latest = await desk.interventions.list({ reverse: true, limit: LISTED_MAX });
    for (const { id, value } of latest) if (isUnderWay(value)) desk.#underWay.set(id, value);
    return desk;
  }

  get isFull(): boolean {
    return this.#underWay.size >= UNDER_WAY_MAX;
  }

  async find(id: string): Promise<Intervention | undefined> {
    return this.#underWay.get(id) ?? (await this.interventions.get(id));
  }

  /** Keeps one as it is now; in the shelf's turn, after its entry. */
  async keep(id: string, value: Intervention): Promise<void> {
    await this.#parts.shelf.change([this.interventions.put(id, value)]);
    if (isUnderWay(value)) this.#underWay.set(id, value);
    else this.#underWay.delete(id);
  }

  async tick(now: number): Promise<void> {
    for (const id of [...this.#underWay.keys()]) await this.post(id, now);
  }

  /** Posts one to all nodes that do not have it yet; nothing of it waits in the shelf's turn. */
  async post(id: string, now: number): Promise<void> {
    const before = this.#underWay.get(id);
    if (before === undefined || stateOf(before) !== 'posting') return;
    const has = new Set(before.postings.flatMap(({ node, taken }) => (taken ? [node] : [])));
    const waiting = this.#targetsOf(before).filter(({ node_id: node }) => !has.has(node));
    const posted = await Promise.all(waiting.map((target) => this.#postTo(target, id, before)));
    await this.#parts.shelf.inTurn(() => this.#settle(id, posted, now));
  }

  #targetsOf({ draft }: Intervention): PostTarget[] {
    const { targets } = this.#parts.poster;
    if (draft.kind !== 'advisory') return targets;
    return targets.filter(({ organisation }) => organisation === draft.organisation);
  }

  #postTo(target: PostTarget, id: string, { draft, signed }: Intervention): Promise<Posting> {
    const { bytes = '', by: officer = '' } = signed ?? {};
    const { poster } = this.#parts;
    return draft.kind === 'advisory'
      ? poster.advisory(target, { id, draft, officer, signature: bytes })
      : poster.order(target, hexToBytes(bytes) ?? new Uint8Array(0));
  }

  async #settle(id: string, posted: readonly Posting[], now: number): Promise<void> {
    const before = this.#underWay.get(id);
    if (before === undefined || stateOf(before) !== 'posting') return;
    const postings = merged(before.postings, posted);
    const outcome = this.#outcomeOf({ ...before, postings }, now);
    const isNews = postings.some(({ taken }, i) => taken && !before.postings[i]?.taken);
    if (isNews || outcome !== undefined) {
      const taken = postings.filter((each) => each.taken).length;
      const event = outcome === undefined ? 'intervention-posted' : `intervention-${outcome}`;
      await recordProgramAct(this.#parts.writer, {
        ...{ source: 'supervision', event, object: id, counts: [taken, postings.length] },
      });
    }
    const settled = outcome === undefined ? null : { at: now, outcome };
    await this.keep(id, { ...before, postings, settled });
  }

  #outcomeOf(value: Intervention, now: number): 'taken' | 'lapsed' | undefined {
    const { draft, postings, signed } = value;
    const order = signed?.order ?? '';
    if (order !== '' && this.#parts.isOrdered(order)) return 'taken';
    const taken = postings.filter((each) => each.taken);
    const isTaken =
      draft.kind === 'advisory'
        ? taken.length > 0
        : this.#parts.poster.isEnough(organisationsOf(postings));
    const isAll = this.#targetsOf(value).every(({ node_id: node }) =>
      taken.some((each) => each.node === node),
    );
    const end = draft.kind === 'advisory' ? (signed?.at ?? 0) + ADVISORY_MS : signed?.validUntil;
    const time = draft.kind === 'advisory' ? now : this.#parts.blockTime();
    const isOver = time >= (end ?? 0);
    // All nodes are tried as long as one could still take it.
    if (isTaken && (isAll || isOver)) return 'taken';
    return isOver ? 'lapsed' : undefined;
  }
}

function merged(before: readonly Posting[], posted: readonly Posting[]): Posting[] {
  const byNode = new Map(before.map((each) => [each.node, each]));
  for (const each of posted) byNode.set(each.node, each);
  return [...byNode.values()];
}

function isUnderWay(value: Intervention): boolean {
  const state = stateOf(value);
  return state === 'drafted' || state === 'posting';
}
