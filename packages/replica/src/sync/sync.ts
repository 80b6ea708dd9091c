import type { SyncBlock } from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import type { Clock, Network } from '../ports.ts';

/** Blocks asked for at once. */
const BLOCKS_ASKED = 64;
/** How long a peer is left alone after each kind of answer, ms. */
const REST_MS = {
  // It may be about to commit what it was believed to have.
  nothing: 300,
  // A broken connection is soon made again.
  unreachable: 500,
  // It sent what no correct peer sends.
  refused: 5000,
} as const;

type Answer = 'blocks' | keyof typeof REST_MS;

export interface SyncEvents {
  /** Verifies and commits blocks in the replica's queue; false when one was refused. */
  apply(peer: string, blocks: readonly SyncBlock[]): Promise<boolean>;
  /** Runs a task that nobody waits for; what it throws stops the node. */
  beside(task: () => Promise<void>): void;
}

/** Blocks asked for before they are needed. */
interface Ahead {
  readonly peer: string;
  readonly from: number;
  readonly blocks: Promise<readonly SyncBlock[] | undefined>;
}

/** Fetches blocks that others have committed and this node has not. */
export class BlockSync {
  readonly #chain: Chain;
  readonly #network: Network;
  readonly #clock: Clock;
  readonly #events: SyncEvents;
  readonly #heights = new Map<string, number>();
  readonly #resting = new Set<string>();
  #ahead: Ahead | undefined;
  #isRunning = false;
  #isStopped = false;

  constructor(chain: Chain, ports: { network: Network; clock: Clock }, events: SyncEvents) {
    this.#chain = chain;
    this.#network = ports.network;
    this.#clock = ports.clock;
    this.#events = events;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Highest block that any peer says it has. */
  get bestHeight(): number {
    return Math.max(this.#chain.height, ...this.#heights.values());
  }

  /** A peer says, or shows by its votes, that it has committed `height`. */
  peerAt(peer: string, height: number): void {
    if (height > (this.#heights.get(peer) ?? 0)) this.#heights.set(peer, height);
  }

  forget(peer: string): void {
    this.#heights.delete(peer);
    this.#resting.delete(peer);
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Fetches until no peer is known to be ahead; one run at a time. */
  run(): void {
    if (this.#isRunning || this.#isStopped) return;
    this.#isRunning = true;
    this.#events.beside(() => this.#run());
  }

  async #run(): Promise<void> {
    try {
      for (let peer = this.#nextPeer(); peer !== undefined; peer = this.#nextPeer()) {
        const answer = await this.#fetchFrom(peer);
        if (answer !== 'blocks') this.#rest(peer, answer);
      }
    } finally {
      this.#isRunning = false;
      this.#ahead = undefined;
    }
  }

  #nextPeer(): string | undefined {
    if (this.#isStopped) return undefined;
    const connected = new Set(this.#network.peers());
    let best: string | undefined;
    for (const [peer, height] of this.#heights) {
      if (height <= this.#chain.height || !connected.has(peer)) continue;
      if (this.#resting.has(peer)) continue;
      if (best === undefined || height > (this.#heights.get(best) ?? 0)) best = peer;
    }
    return best;
  }

  // While blocks are verified and committed here, the next ones are on their way.
  async #fetchFrom(peer: string): Promise<Answer> {
    const from = this.#chain.height + 1;
    const ahead = this.#ahead;
    const isAhead = ahead?.peer === peer && ahead.from === from;
    const blocks = await (isAhead ? ahead.blocks : this.#ask(peer, from));
    this.#ahead = undefined;
    if (blocks === undefined) return 'unreachable';
    if (blocks.length === 0) return 'nothing';
    const next = from + blocks.length;
    if ((this.#heights.get(peer) ?? 0) >= next) {
      this.#ahead = { peer, from: next, blocks: this.#ask(peer, next) };
    }
    if (!(await this.#events.apply(peer, blocks))) return 'refused';
    return this.#chain.height < from ? 'nothing' : 'blocks';
  }

  async #ask(peer: string, from: number): Promise<readonly SyncBlock[] | undefined> {
    const request = { blocks: { from, count: BLOCKS_ASKED, attachments: true } };
    try {
      const { blocks } = await this.#network.request(peer, request);
      return blocks?.blocks ?? [];
    } catch {
      // The peer went away: it rests, and another serves.
      return undefined;
    }
  }

  #rest(peer: string, answer: keyof typeof REST_MS): void {
    this.#resting.add(peer);
    // What it claimed may be wrong; it will say so again.
    if (answer !== 'unreachable') this.#heights.delete(peer);
    if (this.#isStopped) return;
    // By a timer and not by the time of day, which may be set back.
    this.#clock.schedule(REST_MS[answer], () => {
      this.#resting.delete(peer);
      this.run();
    });
  }
}
