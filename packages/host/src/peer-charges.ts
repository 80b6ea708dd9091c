/** What a peer may be charged with at once: more than a correct one is in its whole life. */
export const CHARGES_MAX = 256;
/** Charges forgotten in a second. */
export const FORGIVEN_PER_SECOND = 16;
/** A peer over its budget is not connected for this long. */
export const CUT_OFF_MS = 30_000;

/**
 * What each peer did that no correct peer does, forgotten with time. Every forged signature costs
 * this node a check; beyond the budget the peer is cut off and costs nothing.
 */
export class PeerCharges {
  readonly #now: () => number;
  readonly #peers = new Map<string, { charges: number; at: number }>();

  /** Peers are nodes of the registry: the map is as small as it. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Charges a peer; true when that was once too often, and then the count begins anew. */
  charge(peer: string): boolean {
    const now = this.#now();
    const known = this.#peers.get(peer) ?? { charges: 0, at: now };
    const forgiven = (Math.max(0, now - known.at) / 1000) * FORGIVEN_PER_SECOND;
    const charges = Math.max(0, known.charges - forgiven) + 1;
    const isOver = charges > CHARGES_MAX;
    if (isOver) this.#peers.delete(peer);
    else this.#peers.set(peer, { charges, at: now });
    return isOver;
  }
}
