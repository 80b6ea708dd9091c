import { bytesToHex } from '@mingjing/crypto';
import { statementKeys } from '@mingjing/execution';
import {
  type Alarm,
  type AlarmEvent,
  boundsFor,
  equivocationsIn,
  membersAmong,
  Oversight,
  storedEquivocations,
} from '@mingjing/oversight';
import type { Node, ParsedTransaction, SignedTip } from '@mingjing/protocol';
import type { CommittedBlock } from '@mingjing/replica';
import { type SignatureKind, worldVerifier } from '../world/keys.ts';
import type { SimulatedNode } from '../world/node.ts';

const TICK_MS = 1000;

/**
 * The supervision node's judgement beside the follower, fed as the supervision program feeds it.
 * Its alarm events are durable as they come, and a restart goes on from them.
 */
export class SimulatedObserver {
  readonly #kind: SignatureKind;
  readonly #onAlarm: (alarm: Alarm) => void;
  readonly #history: AlarmEvent[] = [];
  #oversight: Oversight | undefined;
  #tickedAt = 0;

  constructor(kind: SignatureKind, onAlarm: (alarm: Alarm) => void) {
    this.#kind = kind;
    this.#onAlarm = onAlarm;
  }

  /** Blocks 1 to this height were verified; 0 before the first start. */
  verifiedHeight(now: number): number {
    return this.#oversight?.judgement(now).verifiedHeight ?? 0;
  }

  open(): readonly Alarm[] {
    return this.#oversight?.alarms.open() ?? [];
  }

  started(node: SimulatedNode): void {
    const { replica } = node;
    if (replica === undefined) return;
    const { chainId, state } = replica.chain;
    const { verify } = worldVerifier(this.#kind);
    this.#oversight = new Oversight({
      ...{ chainId, nodeId: node.name, history: this.#history },
      verify: (publicKey, message, signature) => verify({ publicKey, message, signature }),
    });
    this.#updateMembers(node);
    if (state.height > 0) this.#oversight.verified(state, node.now());
    this.#flush();
    void this.#recordedEvidence(node, this.#oversight);
  }

  // A crash between a block and its alarm must not lose the alarm: the registry remembers. What the
  // disk does not give is no judgement's business; the node itself stops over it.
  async #recordedEvidence(node: SimulatedNode, oversight: Oversight): Promise<void> {
    const { replica, store } = node;
    if (replica === undefined || store === undefined) return;
    const { chainId, registry } = replica.chain.state;
    for (const { height, nodeId, recordedHeight } of registry.all('evidence')) {
      if (oversight.alarms.isOpen('equivocation', `${nodeId}@${height}`)) continue;
      const stored = await store.block(recordedHeight).catch(() => undefined);
      if (stored === undefined || this.#oversight !== oversight) return;
      const block = { ...stored, height: recordedHeight };
      for (const found of storedEquivocations(block, chainId)) {
        oversight.equivocated(nodeId, found, node.now());
      }
    }
    this.#flush();
  }

  committed(node: SimulatedNode, { executed }: CommittedBlock): void {
    const { header, id, outcome, transactions } = executed;
    if (outcome.registry.length > 0) this.#updateMembers(node);
    const { height } = header;
    const { stateRoot } = outcome;
    this.#oversight?.verified({ height, blockId: id, stateRoot }, node.now());
    for (const found of equivocationsIn(height, transactions, outcome.results)) {
      const holder = node.replica?.chain.state.registry.get('key', found.voteKey)?.holder;
      this.#oversight?.equivocated(holder ?? bytesToHex(found.voteKey), found, node.now());
    }
    const { time, proposer } = header;
    const carried = transactions.map((each) => each.id);
    const window = node.replica?.chain.state.parameters.replayWindowMs ?? 0;
    const block = { height, time, proposer, carried, validUntilMax: time + window };
    this.#oversight?.ordersOf(block, node.now());
    this.#flush();
  }

  tip(node: SimulatedNode, peer: string, signed: SignedTip): void {
    this.#oversight?.tip(peer, signed, node.now());
    this.#flush();
  }

  order(peer: string, { id, body }: ParsedTransaction): void {
    this.#oversight?.orderHeld(peer, { id, validUntil: body.validUntil });
  }

  left(peer: string): void {
    this.#oversight?.peerLeft(peer);
  }

  ordersWaiting(node: SimulatedNode, height: number, orders: readonly ParsedTransaction[]): void {
    const ids = orders.map(({ id }) => id);
    this.#oversight?.ordersWaiting(height, ids, node.now());
    this.#flush();
  }

  misbehaved(node: SimulatedNode, peer: string, reason: string): void {
    this.#oversight?.misbehaved(peer, reason, node.now());
    this.#flush();
  }

  /** To be called often; acts once a second. */
  passed(node: SimulatedNode, time: number): void {
    if (time - this.#tickedAt < TICK_MS || node.replica === undefined) return;
    this.#tickedAt = time;
    const gaps = node.replica.gaps().map(({ commitment, height, withheldBy }) => {
      return { commitment: bytesToHex(commitment), height, withheldBy: [...withheldBy] };
    });
    this.#oversight?.tick(gaps, node.now());
    this.#flush();
  }

  #updateMembers(node: SimulatedNode): void {
    const { replica } = node;
    if (replica === undefined) return;
    const { parameters, registry, validators } = replica.chain.state;
    const keysOf = (node: Node) => statementKeys(registry, node);
    const members = membersAmong(registry.all('node'), keysOf);
    const bounds = boundsFor(parameters.emptyBlockMs);
    this.#oversight?.setMembers(members, validators, bounds, node.now());
  }

  #flush(): void {
    for (const event of this.#oversight?.takeEvents() ?? []) {
      this.#history.push(event);
      if (event.type === 'raised') this.#onAlarm(event.alarm);
    }
  }
}
