/** Share of the usual timeouts after so many failed turns in a row, and after more. */
const SHARES = [1, 1 / 4, 1 / 8] as const;

/**
 * How the latest turns of each proposer went, as this node saw it. Who failed his last turns is
 * waited for shorter in the next one, so that a proposer who withholds, equivocates or is gone does
 * not cost a full timeout each time. It moves this node's timeouts and nothing else; each round
 * still waits longer than the one before, so some round is long enough for any network.
 */
export class Turns {
  readonly #failures = new Map<string, number>();

  /** Share of the usual timeouts that a proposer gets. */
  share(nodeId: string): number {
    return SHARES[this.#failures.get(nodeId) ?? 0] ?? 1;
  }

  /** A round of his ended without a decision. */
  failed(nodeId: string): void {
    const failures = (this.#failures.get(nodeId) ?? 0) + 1;
    this.#failures.set(nodeId, Math.min(failures, SHARES.length - 1));
  }

  /** His block was found valid after its round had ended: the wait was too short. */
  late(nodeId: string): void {
    this.#failures.delete(nodeId);
  }

  /** A round of his decided. */
  succeeded(nodeId: string): void {
    this.#failures.delete(nodeId);
  }
}
