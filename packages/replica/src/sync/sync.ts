import { isOneCorrect, type SyncBlock, totalPower } from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import type { Clock, Network } from '../ports.ts';
import { type OpenedBlock, openBlocks, sentBytes } from './open-block.ts';
import { type Failure, PeerBook } from './peer-book.ts';
import { BYTES_AHEAD_MAX, type Range, RangePlan } from './range-plan.ts';

/** Blocks of one request; fewer when blocks are large. */
const BLOCKS_ASKED = 64;
/** What a peer puts into one answer, about. */
const ANSWER_BYTES = 4 * 1024 * 1024;
/** Requests under way at one peer: one is answered while the next waits there. */
const ASKED_OF_PEER_MAX = 2;
/** Requests under way altogether. */
const ASKED_MAX = 8;
/** An answer that is not here whole by then: nothing came, or only drops. */
const ANSWER_MS = 6000;
/** Blocks that the others may be ahead of a node at the tip, and of one that has been there. */
const AT_TIP = 2;
const FALLEN_BACK = 32;
/** Until a block that could not be judged yet is tried again. */
const LATER_MS = 500;

/** What came of blocks: committed; refused, so their sender lied; or not to be judged yet. */
export type Applied = 'done' | 'refused' | 'later';

export interface SyncEvents {
  /** Verifies and commits blocks in the replica's queue. */
  apply(peer: string, blocks: readonly OpenedBlock[]): Promise<Applied>;
  /** A peer sent what no correct peer sends. */
  misbehaviour(peer: string, reason: string): void;
  /** A peer did not answer in time and is left alone for a while. */
  stalled(peer: string): void;
}

/**
 * Fetches blocks that others have committed and this node has not: successive ranges from several
 * peers at once, verified and committed in order while the next ones are on their way.
 */
export class BlockSync {
  readonly #chain: Chain;
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #events: SyncEvents;
  readonly #peers = new PeerBook();
  readonly #plan = new RangePlan();
  #blockBytes = 0;
  #asked = 0;
  #isApplying = false;
  #isPaused = false;
  #isStopped = false;
  #isLater = false;
  #wasAtTip = false;

  constructor(chain: Chain, ports: { network: Network; clock: Clock }, events: SyncEvents) {
    this.#chain = chain;
    this.#network = ports.network;
    this.#clock = ports.clock;
    this.#events = events;
  }

  /** Blocks are being fetched or executed. */
  get isRunning(): boolean {
    return this.#isApplying || !this.#plan.isEmpty;
  }

  /**
   * Whether this node has to catch up first, by the word of validators with more than a third of
   * the power, so of a correct one. Who was at the tip is behind only when he falls far back: under
   * load others are always a block ahead.
   */
  isBehind(): boolean {
    const { height, state } = this.#chain;
    const near = height + (this.#wasAtTip ? FALLEN_BACK : AT_TIP);
    const power = state.validators.validators
      .filter(({ nodeId }) => this.#peers.isAhead(nodeId, near))
      .reduce((sum, validator) => sum + validator.power, 0);
    this.#wasAtTip = !isOneCorrect(power, totalPower(state.validators));
    return !this.#wasAtTip;
  }

  /** Highest block that any peer says it has. */
  get bestHeight(): number {
    return Math.max(this.#chain.height, this.#peers.bestHeight);
  }

  /** A peer says, or shows by its votes, that it has committed `height`. */
  peerAt(peer: string, height: number): void {
    this.#peers.peerAt(peer, height);
  }

  forget(peer: string): void {
    this.#peers.forget(peer);
  }

  /** Fetches nothing until `resume`: the node joins by a snapshot first. */
  pause(): void {
    this.#isPaused = true;
    this.#plan.clear();
  }

  resume(): void {
    this.#isPaused = false;
    this.run();
  }

  stop(): void {
    this.#isStopped = true;
    this.#plan.clear();
  }

  /** Goes on until no peer is known to be ahead. */
  run(): void {
    if (this.#isStopped || this.#isPaused) return;
    const { height } = this.#chain;
    // While blocks are executed their range is still in the plan, and stays whole.
    if (!this.#isApplying) this.#plan.trim(height);
    this.#plan.cut(this.#peers.bestHeight);
    this.#plan.extend(height, this.#peers.bestHeight, this.#blocksAsked());
    this.#askForWanted();
    this.#applyReady();
  }

  #blocksAsked(): number {
    if (this.#blockBytes === 0) return BLOCKS_ASKED;
    return Math.max(1, Math.min(BLOCKS_ASKED, Math.floor(ANSWER_BYTES / this.#blockBytes)));
  }

  #askForWanted(): void {
    const connected = this.#network.peers();
    for (const range of this.#plan.wanted()) {
      if (this.#asked >= ASKED_MAX) return;
      const isRoom = this.#plan.bytes + this.#asked * ANSWER_BYTES < BYTES_AHEAD_MAX;
      // What everything else waits for is asked for whatever the room.
      if (!isRoom && !this.#plan.isFirst(range)) return;
      const limits = { connected, askedMax: ASKED_OF_PEER_MAX };
      const peer = this.#peers.pick(range.from, limits);
      if (peer !== undefined) void this.#ask(peer, range);
    }
  }

  async #ask(peer: string, range: Range): Promise<void> {
    range.peer = peer;
    this.#peers.asked(peer);
    this.#asked += 1;
    let isTimely = true;
    const { from, count } = range;
    const cancel = this.#clock.schedule(ANSWER_MS, () => {
      isTimely = false;
      if (!this.#plan.isAskedOf(range, peer)) return;
      this.#plan.again(range);
      this.#events.stalled(peer);
      this.#rest(peer, 'stalled');
      this.run();
    });
    const blocks = await this.#answer(peer, from, count);
    cancel();
    this.#asked -= 1;
    this.#peers.answered(peer);
    if (isTimely && this.#plan.isAskedOf(range, peer)) {
      this.#arrived(range, { peer, from, count }, blocks);
    }
    this.run();
  }

  async #answer(peer: string, from: number, count: number) {
    const request = { blocks: { from, count, attachments: true } };
    try {
      const { blocks } = await this.#network.request(peer, request);
      return blocks?.blocks ?? [];
    } catch {
      // The peer went away: it rests, and another serves.
      return undefined;
    }
  }

  // The chain may have passed a part of the range since: `asked` is what the answer is for.
  #arrived(
    range: Range,
    asked: { readonly peer: string; readonly from: number; readonly count: number },
    sent: readonly SyncBlock[] | undefined,
  ): void {
    const { peer, from, count } = asked;
    const opened = sent && openBlocks(sent, from, count);
    if (opened?.ok && opened.value.length > 0) {
      const bytes = opened.value.reduce((sum, block) => sum + sentBytes(block.sent), 0);
      this.#blockBytes = bytes / opened.value.length;
      const ahead = opened.value.slice(range.from - from);
      if (ahead.length > 0) this.#plan.arrived(range, ahead, bytes);
      else this.#plan.again(range);
      return;
    }
    this.#plan.again(range);
    if (opened === undefined) this.#rest(peer, 'unreachable');
    else if (opened.ok) this.#rest(peer, 'nothing');
    else {
      this.#events.misbehaviour(peer, `sync-${opened.reason}`);
      this.#refuse(peer);
    }
  }

  #applyReady(): void {
    const range = this.#plan.ready();
    if (range === undefined || this.#isApplying || this.#isLater) return;
    this.#isApplying = true;
    const done = () => {
      this.#isApplying = false;
      this.run();
    };
    // What failed stops the node, which says why; there is nothing left to fetch for.
    this.#apply(range).then(done, () => this.stop());
  }

  async #apply(range: Range): Promise<void> {
    const peer = range.peer ?? '';
    const applied = await this.#events.apply(peer, range.blocks ?? []);
    if (applied === 'done') this.#peers.served(peer);
    if (applied === 'refused') this.#refuse(peer);
    if (applied !== 'later') return;
    this.#isLater = true;
    this.#clock.schedule(LATER_MS, () => {
      this.#isLater = false;
      this.run();
    });
  }

  #refuse(peer: string): void {
    this.#plan.disown(peer);
    this.#rest(peer, 'refused');
  }

  #rest(peer: string, failure: Failure): void {
    const restMs = this.#peers.failed(peer, failure);
    // A timer, not a time of day: a clock that is set back must leave nobody out.
    this.#clock.schedule(restMs, () => {
      this.#peers.rested(peer);
      this.run();
    });
  }
}
