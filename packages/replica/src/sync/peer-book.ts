/** How long a peer is left alone after each kind of failure, ms. */
const REST_MS = {
  // It may be about to commit what it was believed to have.
  nothing: 300,
  // A broken connection is soon made again.
  unreachable: 500,
  // It did not answer in time, or only in drops.
  stalled: 5000,
  // It sent what no correct peer sends.
  refused: 5000,
} as const;
/** What grows with every further lie or stall, up to this, ms. */
const REST_MAX_MS = 300_000;

export type Failure = keyof typeof REST_MS;

interface Known {
  height: number;
  /** Rests that are not over. */
  rests: number;
  /** Lies and stalls since its last good answer. */
  strikes: number;
  asked: number;
}

/** What block sync knows of each peer: how far it is, how it answered, what it is asked. */
export class PeerBook {
  readonly #peers = new Map<string, Known>();

  /** Highest block that any peer says it has. */
  get bestHeight(): number {
    let best = 0;
    for (const { height } of this.#peers.values()) best = Math.max(best, height);
    return best;
  }

  /** Whether a peer says that it has more than `height`. */
  isAhead(peer: string, height: number): boolean {
    return (this.#peers.get(peer)?.height ?? 0) > height;
  }

  /** A peer says, or shows by its votes, that it has committed `height`. */
  peerAt(peer: string, height: number): void {
    const known = this.#known(peer);
    known.height = Math.max(known.height, height);
  }

  /** It is not connected any more. What it did is remembered: it may come back at once. */
  forget(peer: string): void {
    const known = this.#peers.get(peer);
    if (known === undefined) return;
    if (known.strikes === 0) this.#peers.delete(peer);
    else known.height = 0;
  }

  /** The least busy peer that has `height`, is connected and not left alone; undefined: none. */
  pick(
    height: number,
    { connected, askedMax }: { connected: readonly string[]; askedMax: number },
  ): string | undefined {
    let best: string | undefined;
    let bestAsked = askedMax;
    for (const peer of connected) {
      const known = this.#peers.get(peer);
      if (known === undefined || known.height < height || known.rests > 0) continue;
      if (known.asked >= bestAsked) continue;
      best = peer;
      bestAsked = known.asked;
    }
    return best;
  }

  asked(peer: string): void {
    this.#known(peer).asked += 1;
  }

  answered(peer: string): void {
    const known = this.#peers.get(peer);
    if (known !== undefined) known.asked = Math.max(0, known.asked - 1);
  }

  /** What it sent was right. */
  served(peer: string): void {
    const known = this.#peers.get(peer);
    if (known !== undefined) known.strikes = 0;
  }

  /** Leaves a peer alone until `rested`; answers after how long that is due, ms. */
  failed(peer: string, failure: Failure): number {
    const known = this.#known(peer);
    const isStrike = failure === 'refused' || failure === 'stalled';
    const restMs = isStrike
      ? Math.min(REST_MS[failure] * 2 ** Math.min(known.strikes, 16), REST_MAX_MS)
      : REST_MS[failure];
    if (isStrike) known.strikes += 1;
    known.rests += 1;
    // What it claimed may be wrong; it will say so again.
    if (failure === 'nothing' || failure === 'refused') known.height = 0;
    return restMs;
  }

  rested(peer: string): void {
    const known = this.#peers.get(peer);
    if (known !== undefined) known.rests = Math.max(0, known.rests - 1);
  }

  #known(peer: string): Known {
    let known = this.#peers.get(peer);
    if (known === undefined) {
      known = { height: 0, rests: 0, strikes: 0, asked: 0 };
      this.#peers.set(peer, known);
    }
    return known;
  }
}
