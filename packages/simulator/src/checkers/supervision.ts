import { bytesToHex } from '@mingjing/crypto';
import { EVIDENCE_PER_KEY_MAX } from '@mingjing/execution';
import type { Alarm } from '@mingjing/oversight';
import {
  EvidenceKind,
  type MisbehaviourEvidence,
  type ParsedTransaction,
  positionOf,
  proposalStatementCodec,
  signedStatement,
  Tag,
  type ValidatorSet,
  validatorAt,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { CommittedBlock, Envelope, Verifier } from '@mingjing/replica';
import { SimulatedObserver } from '../supervision/observer.ts';
import { FOLLOWER } from '../world/genesis.ts';
import { type SignatureKind, worldVerifier } from '../world/keys.ts';
import type { SimulatedNode } from '../world/node.ts';
import type { World } from '../world/world.ts';
import type { Checker, Violate } from './checker.ts';
import type { History } from './history.ts';

/** What only a Byzantine node can be the cause of; the other rules are about what stays away. */
const ACCUSING = new Set([
  ...['fork', 'state-root-differs', 'equivocation', 'roll-back', 'order-withheld'],
]);
/** A conflict that came this long before its height was over was looked at in time, ms. */
const LOOKED_AT_MS = 500;
/** Rounds that every node looks at, whatever round it is in itself. */
const NEAR_ROUNDS = 16;
/** Evidence of the last seconds may still be on its way, ms. */
const ON_ITS_WAY_MS = 12_000;

interface Seen {
  readonly value: string;
  readonly start: number;
}

interface Conflict {
  readonly traitor: string;
  readonly height: number;
  readonly witness: SimulatedNode;
  readonly start: number;
  readonly at: number;
}

/**
 * The supervision node sees every block, accuses nobody who keeps to the rules, and has evidence of
 * every height at which a correct validator was shown an equivocation, unless that one crashed
 * since (it holds evidence in memory until a block has it) or the state has enough against the key.
 */
export class SupervisionChecker implements Checker {
  readonly #history: History;
  readonly #verifier: Verifier;
  readonly #violate: Violate;
  readonly #observer: SimulatedObserver;
  readonly #flagged = new Set<string>();
  readonly #starts = new Map<string, number>();
  readonly #seen = new Map<string, Seen>();
  readonly #shown: Conflict[] = [];
  readonly #looked: Conflict[] = [];
  /** The highest block of all nodes, and when the first one had it, ms. */
  #latest = { height: 0, at: 0 };
  /** When blocks came again after the chain had stood still, ms. */
  #resumedAt = Number.NEGATIVE_INFINITY;
  #elapsedMs: () => number = () => 0;
  #hasJumped: (name: string) => boolean = () => false;

  constructor(
    history: History,
    kind: SignatureKind,
    traitors: ReadonlySet<string>,
    violate: Violate,
  ) {
    this.#history = history;
    this.#verifier = worldVerifier(kind);
    this.#violate = violate;
    this.#observer = new SimulatedObserver(kind, (alarm) => this.#judge(alarm, traitors));
  }

  /** The run's clock; to be given before anything happens. */
  watch(world: World): void {
    this.#elapsedMs = () => world.elapsedMs;
    const { duplication, reordering } = world.options.faults;
    // Where no message is overtaken, a set clock explains nothing.
    this.#hasJumped = (name) => duplication + reordering > 0 && world.node(name).hasJumped;
  }

  /** Lets time pass for the judgement. */
  passed(world: World): void {
    this.#observer.passed(world.node(FOLLOWER), world.elapsedMs);
  }

  started(node: SimulatedNode): void {
    this.#starts.set(node.name, this.#startOf(node) + 1);
    if (node.name === FOLLOWER) this.#observer.started(node);
  }

  committed(node: SimulatedNode, block: CommittedBlock): void {
    if (node.name === FOLLOWER) this.#observer.committed(node, block);
    const { height } = block.executed.header;
    const [now, start] = [this.#elapsedMs(), this.#startOf(node)];
    this.#moved(height, now);
    for (const conflict of this.#shown.filter((shown) => shown.witness === node)) {
      if (conflict.height !== height) continue;
      const isLookedAt = conflict.start === start && now - conflict.at > LOOKED_AT_MS;
      if (isLookedAt) this.#looked.push({ ...conflict, at: now });
    }
  }

  #moved(height: number, now: number): void {
    if (height <= this.#latest.height) return;
    if (now - this.#latest.at > ON_ITS_WAY_MS) this.#resumedAt = now;
    this.#latest = { height, at: now };
  }

  tip(node: SimulatedNode, peer: string, tip: Parameters<SimulatedObserver['tip']>[2]): void {
    if (node.name === FOLLOWER) this.#observer.tip(node, peer, tip);
  }

  order(node: SimulatedNode, peer: string, order: ParsedTransaction): void {
    if (node.name === FOLLOWER) this.#observer.order(peer, order);
  }

  left(node: SimulatedNode, peer: string): void {
    if (node.name === FOLLOWER) this.#observer.left(peer);
  }

  ordersWaiting(node: SimulatedNode, height: number, orders: readonly ParsedTransaction[]): void {
    if (node.name === FOLLOWER) this.#observer.ordersWaiting(node, height, orders);
  }

  misbehaviour(node: SimulatedNode, peer: string, reason: string): void {
    if (node.name === FOLLOWER) this.#observer.misbehaved(node, peer, reason);
  }

  delivered(from: SimulatedNode, to: SimulatedNode, { vote, proposal }: Envelope): void {
    if (!from.isTraitor || to.isTraitor || to.name === FOLLOWER || (!vote && !proposal)) return;
    const said = vote ? this.#vote(from.name, vote) : undefined;
    if (said === undefined || to.replica?.chain.height !== said.height - 1) return;
    const key = `${to.name} ${said.step} ${said.height}/${said.round}`;
    const start = this.#startOf(to);
    const before = this.#seen.get(key);
    if (before?.start !== start) this.#seen.set(key, { value: said.value, start });
    else if (before.value !== said.value) {
      const { height } = said;
      this.#shown.push({ traitor: from.name, height, witness: to, start, at: this.#elapsedMs() });
    }
  }

  async atEnd(world: World): Promise<void> {
    const follower = world.node(FOLLOWER);
    if (follower.isLost) return;
    const verified = this.#observer.verifiedHeight(follower.now());
    if (verified < world.maxHeight) {
      this.#violate('supervision', FOLLOWER, `saw ${verified} of ${world.maxHeight} blocks`);
    }
    for (const conflict of this.#looked) {
      const { traitor, height, witness, start } = conflict;
      const isHeld = this.#startOf(witness) === start && !witness.isLost;
      if (!isHeld || this.#isOnItsWay(conflict)) continue;
      if (this.#flagged.has(`${traitor}@${height}`) || this.#isEnough(traitor)) continue;
      const detail = `no evidence of ${traitor} at ${height}, shown to ${witness.name}`;
      this.#violate('supervision', FOLLOWER, detail);
    }
  }

  // While the chain stood still no block could carry it. Once it goes on, evidence that still waits
  // in the pool of who was shown it has time again; what left that pool without a block is lost.
  #isOnItsWay({ traitor, height, witness, at }: Conflict): boolean {
    const now = this.#elapsedMs();
    if (now - at < ON_ITS_WAY_MS) return true;
    if (now - this.#resumedAt >= ON_ITS_WAY_MS || witness.replica === undefined) return false;
    const { chain, pool } = witness.replica;
    return [...pool.entries()].some(({ transaction: { message } }) => {
      if (message.type !== 'misbehaviourEvidence') return false;
      const { holder } = chain.state.registry.get('key', message.value.voteKey) ?? {};
      return holder === traitor && heightOf(message.value) === height;
    });
  }

  #judge({ rule, subject, nodes, evidence }: Alarm, traitors: ReadonlySet<string>): void {
    if (rule === 'equivocation') {
      const hasEvidence = evidence.kind === 'statements';
      if (hasEvidence) this.#flagged.add(subject);
      else this.#violate('supervision', FOLLOWER, `${subject} without statements`);
    }
    const isAccused = ACCUSING.has(rule) || rule === 'peer-misbehaved';
    // An order may stay out of blocks that a Byzantine proposer alone kept it from.
    const isNobody = rule === 'order-withheld' && nodes.length === 0;
    // By its own words: the later height at the earlier time. Of one connection that never is, for
    // there no message overtakes another; here they do.
    const isOfItsClock = rule === 'roll-back' && nodes.every((name) => this.#hasJumped(name));
    if (!isAccused || isNobody || isOfItsClock) return;
    if (nodes.some((name) => traitors.has(name))) return;
    this.#violate('supervision', FOLLOWER, `false alarm ${rule} of ${nodes.join(' ')}`);
  }

  // No key is replaced in a run: what is known of a node is known of its key.
  #isEnough(traitor: string): boolean {
    const known = [...this.#flagged].filter((subject) => subject.startsWith(`${traitor}@`));
    return known.length >= EVIDENCE_PER_KEY_MAX;
  }

  #startOf({ name }: SimulatedNode): number {
    return this.#starts.get(name) ?? 0;
  }

  #vote(from: string, vote: NonNullable<Envelope['vote']>) {
    const parsed = voteStatementCodec.parse(vote.statement);
    if (!parsed.ok) return undefined;
    const { type, height, round, blockId } = parsed.value;
    const set = this.#history.validators(height);
    if (set === undefined || round > NEAR_ROUNDS || positionOf(set, from) !== vote.validator) {
      return undefined;
    }
    if ((blockId.length !== 0 && blockId.length !== 32) || (type !== 1 && type !== 2)) {
      return undefined;
    }
    if (!this.#isGenuine(set, vote.validator, Tag.vote, vote)) return undefined;
    return { height, round, step: `vote ${type}`, value: bytesToHex(blockId) };
  }

  #isGenuine(
    set: ValidatorSet,
    position: number,
    tag: string,
    { statement, signature }: { statement: Uint8Array; signature: Uint8Array },
  ): boolean {
    const publicKey = validatorAt(set, position)?.voteKey ?? new Uint8Array(0);
    const message = signedStatement(tag, this.#history.chainId, statement);
    return this.#verifier.verify({ publicKey, message, signature });
  }
}

function heightOf({ kind, first }: MisbehaviourEvidence): number | undefined {
  const codec = kind === EvidenceKind.votes ? voteStatementCodec : proposalStatementCodec;
  const parsed = codec.parse(first);
  return parsed.ok ? parsed.value.height : undefined;
}
