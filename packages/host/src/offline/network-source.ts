import type { ChainNetwork } from '@mingjing/network';
import { RefusalCode, type Request, type Response, type SyncBlock } from '@mingjing/protocol';
import type { Clock } from '@mingjing/replica';
import type { BlockSource, Content } from './rebuild.ts';

/** How long peers have to take the connection. */
const CONNECT_MS = 15_000;
/** How long a peer may be busy, as one is that has just started, before it counts as without. */
const BUSY_MS = 15_000;
const POLL_MS = 50;
/** Blocks asked for at once, as block sync does. */
const BLOCKS_ASKED = 64;

type Connected = Pick<ChainNetwork, 'peers' | 'request'>;
type Time = Pick<Clock, 'now' | 'schedule'>;

/** Resolves when all of these peers are connected, or after a while with those that are. */
export async function reach(
  network: Pick<Connected, 'peers'>,
  wanted: readonly string[],
  clock: Time,
): Promise<readonly string[]> {
  const endsAt = clock.now() + CONNECT_MS;
  const isAway = (peer: string) => !network.peers().includes(peer);
  while (wanted.some(isAway) && clock.now() < endsAt) await pause(clock);
  return network.peers();
}

/** Connected peers as a source: each is asked in its turn until one answer holds. */
export class NetworkSource implements BlockSource {
  readonly #network: Connected;
  readonly #clock: Time;
  /** Blocks that came with one that was asked for. */
  #ahead = new Map<number, SyncBlock>();
  /** Until when a peer that is busy is waited for. */
  readonly #busyUntil = new Map<string, number>();

  constructor(network: Connected, clock: Time) {
    this.#network = network;
    this.#clock = clock;
  }

  async *blocks(height: number): AsyncGenerator<SyncBlock, void> {
    const known = this.#ahead.get(height);
    this.#ahead.delete(height);
    if (known !== undefined) yield known;
    const asked = { blocks: { from: height, count: BLOCKS_ASKED, attachments: false } };
    for await (const { blocks } of this.#answers(asked)) {
      const [first, ...rest] = blocks?.blocks ?? [];
      if (first === undefined) continue;
      this.#ahead = new Map(rest.map((block, index) => [height + 1 + index, block]));
      yield first;
    }
  }

  async *contents(commitment: Uint8Array): AsyncGenerator<Content, void> {
    for await (const { attachment } of this.#answers({ attachment: { commitment } })) {
      if (attachment) yield attachment;
    }
  }

  async *#answers(request: Omit<Request, 'id'>): AsyncGenerator<Response, void> {
    const waiting = [...this.#network.peers()];
    const busy = new Set<string>();
    for (let peer = waiting.shift(); peer !== undefined; peer = waiting.shift()) {
      // All others were asked meanwhile.
      if (busy.has(peer)) await pause(this.#clock);
      // Who went away has nothing.
      const answer = await this.#network.request(peer, request).catch(() => undefined);
      if (this.#isWaitedFor(peer, answer)) {
        busy.add(peer);
        waiting.push(peer);
      } else if (answer !== undefined) yield answer;
    }
  }

  #isWaitedFor(peer: string, answer: Response | undefined): boolean {
    if (answer?.refusal?.code !== RefusalCode.busy) {
      this.#busyUntil.delete(peer);
      return false;
    }
    const until = this.#busyUntil.get(peer) ?? this.#clock.now() + BUSY_MS;
    // It stays, so that who is never ready is waited for once and not at every content.
    this.#busyUntil.set(peer, until);
    return this.#clock.now() < until;
  }
}

function pause(clock: Time): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(POLL_MS, resolve);
  });
}
