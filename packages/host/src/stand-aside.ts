import { type Envelope, heldBack, type Network, type NetworkHandler } from '@mingjing/replica';

/** Longest that a node stands aside at once: others go on without it, and it has to catch up. */
export const ASIDE_MS_MAX = 60_000;

/**
 * Lets a validator stand aside from consensus for a short while, as a node that is cut off: it
 * takes and tells no proposal, vote or certificate. Its journal, pool and answers go on, and after
 * that it catches up as any node does that was away.
 */
export class StandAside {
  readonly #now: () => number;
  #until = 0;

  /** `now` is ms of a clock that never falls. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get isAside(): boolean {
    return this.#now() < this.#until;
  }

  /** From now on for so long; it ends by itself, whatever becomes of who asked. */
  begin(ms: number): void {
    this.#until = this.#now() + Math.min(ms, ASIDE_MS_MAX);
  }

  end(): void {
    this.#until = 0;
  }

  /** A handler that hears nothing of consensus meanwhile. */
  before(handler: NetworkHandler): NetworkHandler {
    return {
      envelope: (peer, envelope) => {
        if (!this.#isHeld(envelope)) handler.envelope(peer, envelope);
      },
      connected: (peer) => handler.connected(peer),
      disconnected: (peer) => handler.disconnected(peer),
      request: (peer, request) => handler.request(peer, request),
    };
  }

  /** A network that says nothing of consensus meanwhile. */
  network(network: Network): Network {
    return heldBack(network, (envelope) => this.#isHeld(envelope));
  }

  #isHeld({ certificate, proposal, vote }: Envelope): boolean {
    return this.isAside && (Boolean(proposal) || Boolean(vote) || Boolean(certificate));
  }
}
