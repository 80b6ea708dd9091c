import { bytesToHex, type VerifySignature } from '@mingjing/crypto';
import type { Checked, SignedTip, ValidatorSet } from '@mingjing/protocol';
import { type Agreement, agreementOf, isSilent } from './agreement.ts';
import { AlarmBook, type AlarmEvent, type AlarmRule, type OwnBlock } from './alarms.ts';
import { CoverageWatch, type Gap } from './coverage.ts';
import type { Equivocation } from './equivocation.ts';
import { boundsFor, type OversightBounds } from './limits.ts';
import type { Member } from './members.ts';
import { type BlockOfOrders, type HeldOrder, OrderWatch } from './orders.ts';
import { type Finding, TipBook, type TipRefusal } from './tips.ts';

export interface OversightOptions {
  readonly chainId: string;
  /** Node id of the supervision node itself. */
  readonly nodeId: string;
  /** Strict Ed25519 over enrolled keys. */
  readonly verify: VerifySignature;
  /** Events of the runs before this one, in order. */
  readonly history?: Iterable<AlarmEvent>;
}

/** A block that was verified by executing it here. */
export interface VerifiedBlock {
  readonly height: number;
  readonly blockId: Uint8Array;
  readonly stateRoot: Uint8Array;
}

/** How long the room of the own journal lasts, as the program measured it. */
export interface OwnRoom {
  readonly level: 'unknown' | 'ample' | 'low' | 'critical';
  readonly limit: 'budget' | 'disk';
  readonly roomBytes: number;
  /** Undefined: not known. */
  readonly daysLeft: number | undefined;
  readonly neededBytes: number | undefined;
}

/** The three judgements together, at one instant. */
export interface Judgement extends Agreement {
  /** Blocks 1 to this height were verified here. */
  readonly verifiedHeight: number;
  /** Blocks that are missing here against the organisations' tip. */
  readonly lag: number;
  /** Attachments that are not here. */
  readonly gaps: readonly Gap[];
}

/** What a correct node's tip may be refused for. */
const HARMLESS: ReadonlySet<TipRefusal> = new Set([
  'replayed',
  'unknown-node',
  'key-not-known-yet',
] as const);

/**
 * The supervision node's judgement: tips, coverage, equivocation. It acts on nothing and reads no
 * clock; each input carries its time (ms, not falling), and what changed is told by `takeEvents`.
 */
export class Oversight {
  readonly alarms = new AlarmBook();
  readonly #options: OversightOptions;
  readonly #tips: TipBook;
  readonly #coverage: CoverageWatch;
  readonly #orders: OrderWatch;
  #set: ValidatorSet = { validators: [] };
  /** Of a chain without members, the shortest there are. */
  #bounds = boundsFor(0);
  /** The bound of silence before it became shorter holds on until then. */
  #silenceBefore = { silenceMs: 0, until: 0 };
  #gaps: readonly Gap[] = [];
  /** A height that organisations had reached at a time, and that is not verified here yet. */
  #owed: { readonly height: number; readonly since: number } | undefined;

  constructor(options: OversightOptions) {
    this.#options = options;
    this.alarms.restore(options.history ?? []);
    this.#tips = new TipBook(options.chainId, options.verify);
    this.#coverage = new CoverageWatch(this.alarms);
    this.#orders = new OrderWatch(this.alarms);
  }

  /**
   * Who is followed, who votes, and how long things may take from now on: what the registry says
   * after the latest block.
   */
  setMembers(
    members: readonly Member[],
    set: ValidatorSet,
    bounds: OversightBounds,
    now: number,
  ): void {
    this.#tips.setMembers(members, now);
    this.#set = set;
    this.#setBounds(bounds, now);
    const listed = new Set(members.map(({ nodeId }) => nodeId));
    for (const { rule, subject } of this.alarms.standing()) {
      if (rule === 'tip-stalled' && !listed.has(subject)) this.alarms.clear(rule, subject, now);
    }
  }

  // Who was in time by the longer bound is late once the shorter one has passed since.
  #setBounds(bounds: OversightBounds, now: number): void {
    const { silenceMs } = bounds;
    if (silenceMs < this.#bounds.silenceMs) {
      this.#silenceBefore = { silenceMs: this.#silenceMs(now), until: now + silenceMs };
    }
    this.#bounds = bounds;
  }

  #silenceMs(now: number): number {
    const { silenceMs, until } = this.#silenceBefore;
    return Math.max(now < until ? silenceMs : 0, this.#bounds.silenceMs);
  }

  /**
   * A signed tip as it came from a peer. A refusal says why; a bad signature is an alarm, above the
   * own height once that height is verified: `key-not-known-yet`, and one a node waits for it.
   */
  tip(peer: string, signed: SignedTip, now: number): Checked<undefined, TipRefusal> {
    const taken = this.#receive(peer, signed, now);
    if (!taken.ok) return taken;
    const { ownHeight } = this.#tips;
    this.#orders.told(peer, taken.value.height, ownHeight);
    this.#orders.wentOn(peer, taken.value.height, ownHeight, now);
    this.#report(now);
    return { ok: true, value: undefined };
  }

  /** A block that was executed here; earlier ones on request of `takeWanted`. */
  verified({ height, blockId, stateRoot }: VerifiedBlock, now: number): void {
    const own = { height, blockId: bytesToHex(blockId), stateRoot: bytesToHex(stateRoot) };
    const isNew = height > this.#tips.ownHeight;
    this.#tips.verified(own);
    // Of orders they say nothing any more: that goes by when a tip came.
    const held = isNew ? this.#tips.takeHeld() : [];
    for (const { peer, signed } of held) this.#receive(peer, signed, now);
    this.#report(now);
  }

  /** Heights of own blocks to hand in by `verified`: a tip speaks of them. */
  takeWanted(): readonly number[] {
    return this.#tips.takeWanted();
  }

  /** A peer passed on an order, whose officer's signature was verified here. */
  orderHeld(peer: string, order: HeldOrder): void {
    this.#orders.held(peer, order, this.#tips.ownHeight);
  }

  /** The same block as of `verified`, by what of the known orders it carries. */
  ordersOf(block: BlockOfOrders, now: number): void {
    this.#orders.block(block, now);
  }

  /** Ids of the orders that the state after the block of `height` takes. */
  ordersWaiting(height: number, ids: readonly Uint8Array[], now: number): void {
    this.#orders.waiting(height, ids);
    // Who is ahead told of this block before it was verified here.
    for (const { member, latest } of this.#tips.nodes()) {
      if (latest) this.#orders.wentOn(member.nodeId, latest.height, this.#tips.ownHeight, now);
    }
  }

  /** The connection to a peer ended. */
  peerLeft(peer: string): void {
    this.#orders.left(peer);
  }

  /** Two conflicting signatures of `nodeId` that the chain recorded. */
  equivocated(nodeId: string, { statements }: Equivocation, now: number): void {
    this.alarms.raise({
      rule: 'equivocation',
      subject: `${nodeId}@${statements.height}`,
      nodes: [nodeId],
      since: now,
      evidence: { kind: 'statements', statements },
    });
  }

  /** A peer sent what no correct peer sends. */
  misbehaved(peer: string, reason: string, now: number): void {
    const evidence = { kind: 'reason', reason } as const;
    const subject = `${peer} ${reason}`;
    this.alarms.raise({ rule: 'peer-misbehaved', subject, nodes: [peer], since: now, evidence });
  }

  /** The own journal runs out of room, or has enough again; not known takes no alarm back. */
  ownRoom({ level, limit, roomBytes, daysLeft, neededBytes }: OwnRoom, now: number): void {
    if (level === 'unknown') return;
    const { nodeId } = this.#options;
    for (const each of ['low', 'critical'] as const) {
      const rule = `journal-space-${each}` as const;
      if (each !== level) {
        this.alarms.clear(rule, nodeId, now);
        continue;
      }
      this.alarms.raise({
        ...{ rule, subject: nodeId, nodes: [nodeId], since: now },
        evidence: {
          ...{ kind: 'room', limit, roomBytes },
          ...{ daysLeft: daysLeft ?? null, neededBytes: neededBytes ?? null },
        },
      });
    }
  }

  /**
   * A search index of this node said what its sources contradict; `undefined`: it was built anew
   * and says again what they say.
   */
  searchIndex(index: string, reason: string | undefined, now: number): void {
    const rule = 'search-index-altered';
    if (reason === undefined) {
      this.alarms.clear(rule, index, now);
      return;
    }
    const evidence = { kind: 'reason', reason } as const;
    const { nodeId } = this.#options;
    this.alarms.raise({ rule, subject: index, nodes: [nodeId], since: now, evidence });
  }

  /** Lets time pass; to be called about once a second, with all gaps of the moment. */
  tick(gaps: readonly Gap[], now: number): void {
    this.#gaps = gaps;
    this.#coverage.observe(gaps, this.#bounds.gapMs, now);
    this.#watchSilence(now);
    this.#watchLag(now);
  }

  /** Where everything stands at `now`. */
  judgement(now: number): Judgement {
    const agreement = agreementOf(this.#tips.nodes(), this.#set, {
      ...{ now, silenceMs: this.#silenceMs(now) },
      differing: this.#differing(),
    });
    const verifiedHeight = this.#tips.ownHeight;
    const lag = Math.max(0, agreement.expectedHeight - verifiedHeight);
    return { ...agreement, verifiedHeight, lag, gaps: this.#gaps };
  }

  /** What changed in the list of alarms since the last call. */
  takeEvents(): readonly AlarmEvent[] {
    return this.alarms.takeEvents();
  }

  // One node alone in an alarm about heads: it is known to have signed another one.
  #differing(): ReadonlySet<string> {
    const rules: readonly AlarmRule[] = ['fork', 'state-root-differs'];
    const found = this.alarms
      .standing()
      .filter(({ rule, nodes }) => rules.includes(rule) && nodes.length === 1);
    return new Set(found.flatMap(({ nodes }) => nodes));
  }

  #receive(peer: string, signed: SignedTip, now: number): ReturnType<TipBook['receive']> {
    const taken = this.#tips.receive(peer, signed, now);
    if (!taken.ok && !HARMLESS.has(taken.reason)) {
      this.misbehaved(peer, `tip-${taken.reason}`, now);
    }
    return taken;
  }

  #watchSilence(now: number): void {
    const silenceMs = this.#silenceMs(now);
    for (const node of this.#tips.nodes()) {
      const { nodeId } = node.member;
      if (!isSilent(node, now, silenceMs)) {
        // An alarm of an earlier run stands until the node is heard again.
        if (node.roseAt !== undefined) this.alarms.clear('tip-stalled', nodeId, now);
        continue;
      }
      this.alarms.raise({
        rule: 'tip-stalled',
        subject: nodeId,
        nodes: [nodeId],
        since: node.roseAt ?? node.expectedSince,
        evidence: { kind: 'silence', lastHead: node.latest ?? null },
      });
    }
  }

  #watchLag(now: number): void {
    const { nodeId } = this.#options;
    const { lag, verifiedHeight, expectedHeight, isExpectedKnown } = this.judgement(now);
    if (!isExpectedKnown) return;
    if (lag === 0) {
      this.#owed = undefined;
      this.alarms.clear('verification-behind', nodeId, now);
      return;
    }
    // Under load the next block is always on its way: late is a height, not that there is one.
    if (this.#owed === undefined || verifiedHeight >= this.#owed.height) {
      this.#owed = { height: expectedHeight, since: now };
    }
    if (now - this.#owed.since <= this.#bounds.behindMs) return;
    this.alarms.raise({
      rule: 'verification-behind',
      subject: nodeId,
      nodes: [nodeId],
      since: this.#owed.since,
      evidence: { kind: 'lag', verified: verifiedHeight, expected: expectedHeight },
    });
  }

  #report(now: number): void {
    for (const finding of this.#tips.takeFindings()) this.#raise(finding, now);
  }

  #raise(finding: Finding, since: number): void {
    if (finding.type === 'caught-up') {
      this.alarms.clear('roll-back', finding.nodeId, since);
      return;
    }
    if (finding.type === 'fork' || finding.type === 'rolled-back') {
      const isFork = finding.type === 'fork';
      const [first, second] = isFork
        ? [finding.first, finding.second]
        : [finding.before, finding.after];
      const nodes = [...new Set([first.nodeId, second.nodeId])].sort((a, b) => (a < b ? -1 : 1));
      const rule = isFork ? 'fork' : 'roll-back';
      const evidence = { kind: 'heads', first, second } as const;
      this.alarms.raise({ rule, subject: nodes.join(' '), nodes, since, evidence });
      return;
    }
    const { head, own, agreeing } = finding;
    const rule = finding.type === 'differs-from-own' ? 'fork' : 'state-root-differs';
    const evidence = { kind: 'head-against-own', head, own, agreeing: agreeing ?? null } as const;
    const nodes = [head.nodeId];
    const subject = `${head.nodeId} ${this.#options.nodeId}`;
    this.alarms.raise({ rule, subject, nodes, since, evidence });
    this.#settlePairs(head.nodeId, own, since);
  }

  // An alarm that named two nodes, before the true block was here, makes way for the one that
  // names the node that differs. Both stay in the list.
  #settlePairs(nodeId: string, { height, blockId }: OwnBlock, now: number): void {
    for (const { rule, subject, nodes, evidence } of this.alarms.standing()) {
      if (rule !== 'fork' || evidence.kind !== 'heads' || nodes.length !== 2) continue;
      const { first, second } = evidence;
      const isSettled =
        first.height === height &&
        nodes.includes(nodeId) &&
        (first.blockId === blockId || second.blockId === blockId);
      if (isSettled) this.alarms.clear(rule, subject, now);
    }
  }
}
