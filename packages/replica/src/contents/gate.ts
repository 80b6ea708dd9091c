import { isQuorum, totalPower } from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import type { ReplicaPorts } from '../ports.ts';

/** A node whose home is its own opens after this time alone; one with a backup in it does not. */
const ALONE_MS = 5000;

export interface GateParts {
  readonly chain: Chain;
  readonly ports: Pick<ReplicaPorts, 'clock' | 'signer'>;
  readonly nodeId: string;
  /** What the home holds came out of a backup, and this node was not at the tip since. */
  readonly isRestored: boolean;
}

/**
 * Whether contents may leave this node. Closed from each start on until it is as far as validators
 * with more than two thirds of the power, itself included, said that they were: what was taken down
 * while it was away, or since a backup was made, it hears of on the way.
 */
export class ContentGate {
  readonly #parts: GateParts;
  readonly #opened: () => void;
  /** What it signed outlives a restore: whoever signed at a height held the one before it. */
  readonly #signedHeight: number;
  /** First word of each peer since this start on how far it is. */
  readonly #heights = new Map<string, number>();
  #isOpen = false;
  #cancel: (() => void) | undefined;

  /** `opened` is told once. */
  constructor(parts: GateParts, opened: () => void) {
    this.#parts = parts;
    this.#opened = opened;
    const last = parts.ports.signer?.lastSigned();
    const isKnown = typeof last === 'object' && last.round !== 'all';
    this.#signedHeight = isKnown ? last.height : 0;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  start(): void {
    if (this.#isOpen) return;
    const { ports, isRestored } = this.#parts;
    if (!isRestored) this.#cancel = ports.clock.schedule(ALONE_MS, () => this.#open());
    this.review();
  }

  stop(): void {
    this.#cancel?.();
  }

  /** A peer told its height when it connected. */
  told(peer: string, height: number): void {
    if (this.#isOpen || this.#heights.has(peer)) return;
    this.#heights.set(peer, height);
    this.review();
  }

  /** Looks again: a block was committed. */
  review(): void {
    const { chain, nodeId } = this.#parts;
    if (this.#isOpen || chain.height + 1 < this.#signedHeight) return;
    const set = chain.state.validators;
    const power = set.validators
      .filter((each) => each.nodeId === nodeId || this.#isCaughtUpWith(each.nodeId))
      .reduce((sum, each) => sum + each.power, 0);
    if (isQuorum(power, totalPower(set))) this.#open();
  }

  #isCaughtUpWith(nodeId: string): boolean {
    const height = this.#heights.get(nodeId);
    return height !== undefined && height <= this.#parts.chain.height;
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#cancel?.();
    this.#heights.clear();
    this.#opened();
  }
}
