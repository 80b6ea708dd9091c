import { equalBytes } from '@mingjing/crypto';
import { commitmentOf, isQuorum, totalPower, type ValidatorSet } from '@mingjing/protocol';
import { bytesKey, keyBytes } from '../chain/limits.ts';
import type { AttachmentItem, Network, Store } from '../ports.ts';

/** Commitments whose holders are remembered: bounds what announcements can make us keep. */
const ANNOUNCED_MAX = 20_000;
/** Fetches under way at once: each may bring 8 MiB. */
const FETCHES_MAX = 4;

/**
 * Large attachments travel apart from their bodies: fetched from whoever announced them, stored,
 * then announced; a proposer waits until validators with more than 2/3 of the power hold them.
 */
export class LargeAttachments {
  readonly #chainId: string;
  readonly #store: Store;
  readonly #network: Network;
  readonly #onHeld: (commitments: readonly Uint8Array[]) => void;
  readonly #holders = new Map<string, Set<string>>();
  readonly #held = new Set<string>();
  readonly #wanted = new Map<string, { sizeBytes: number; sources: Set<string> }>();
  #fetching = 0;

  /** `onHeld` is called when an attachment became durable here. */
  constructor(
    chainId: string,
    ports: { store: Store; network: Network },
    onHeld: (commitments: readonly Uint8Array[]) => void,
  ) {
    this.#chainId = chainId;
    this.#store = ports.store;
    this.#network = ports.network;
    this.#onHeld = onHeld;
  }

  /** Stores what came with a local submission. */
  async keep(items: readonly AttachmentItem[]): Promise<void> {
    await this.#store.putAttachments(items);
    this.#note(items.map(({ commitment }) => commitment));
  }

  /** Wants an attachment that `source` may give. */
  want(commitment: string, sizeBytes: number, source: string): void {
    if (this.#held.has(commitment)) return;
    const wanted = this.#wanted.get(commitment) ?? { sizeBytes, sources: new Set<string>() };
    wanted.sources.add(source);
    this.#wanted.set(commitment, wanted);
    this.#fetchNext();
  }

  isHeld(commitment: string): boolean {
    return this.#held.has(commitment);
  }

  /** A peer says what it holds. */
  announced(peer: string, commitments: readonly string[]): void {
    for (const commitment of commitments) {
      const holders = this.#holders.get(commitment) ?? new Set<string>();
      if (holders.size === 0 && this.#holders.size >= ANNOUNCED_MAX) return;
      holders.add(peer);
      this.#holders.set(commitment, holders);
      this.#wanted.get(commitment)?.sources.add(peer);
    }
    this.#fetchNext();
  }

  /** Whether more than two thirds of the power hold it, this node included when it does. */
  isSpread(commitment: string, set: ValidatorSet, self: string): boolean {
    const holders = this.#holders.get(commitment);
    let power = 0;
    for (const { nodeId, power: weight } of set.validators) {
      const holds = nodeId === self ? this.#held.has(commitment) : holders?.has(nodeId);
      if (holds) power += weight;
    }
    return isQuorum(power, totalPower(set));
  }

  /** Forgets commitments that a block has carried or that expired. */
  forget(commitments: readonly string[]): void {
    for (const commitment of commitments) {
      this.#holders.delete(commitment);
      this.#held.delete(commitment);
      this.#wanted.delete(commitment);
    }
  }

  #note(commitments: readonly Uint8Array[]): void {
    for (const commitment of commitments) {
      const key = bytesKey(commitment);
      this.#held.add(key);
      this.#wanted.delete(key);
    }
    this.#onHeld(commitments);
  }

  #fetchNext(): void {
    for (const [commitment, { sources }] of this.#wanted) {
      if (this.#fetching >= FETCHES_MAX) return;
      const [source] = sources;
      if (source === undefined) continue;
      sources.delete(source);
      this.#fetching += 1;
      void this.#fetch(commitment, source).finally(() => {
        this.#fetching -= 1;
        this.#fetchNext();
      });
    }
  }

  async #fetch(commitment: string, source: string): Promise<void> {
    const wanted = this.#wanted.get(commitment);
    const bytes = keyBytes(commitment);
    const item = await this.#ask(bytes, source);
    if (item === undefined || wanted === undefined) return;
    if (item.content.length !== wanted.sizeBytes) return;
    await this.#store.putAttachments([item]);
    this.#note([bytes]);
  }

  async #ask(commitment: Uint8Array, source: string): Promise<AttachmentItem | undefined> {
    try {
      const { attachment } = await this.#network.request(source, { attachment: { commitment } });
      if (!attachment) return undefined;
      const opened = commitmentOf(this.#chainId, attachment.salt, attachment.content);
      return equalBytes(opened, commitment) ? { commitment, ...attachment } : undefined;
    } catch {
      // The peer went away or refused: another source, or the next announcement, serves.
      return undefined;
    }
  }
}
