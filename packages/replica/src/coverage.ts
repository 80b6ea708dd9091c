import { equalBytes } from '@mingjing/crypto';
import { commitmentOf } from '@mingjing/protocol';
import type { CommittedBlock } from './chain/chain.ts';
import { bytesKey } from './chain/limits.ts';
import type { AttachmentItem, Network, Store } from './ports.ts';

/** Gaps remembered one by one; beyond them only the count grows. */
const GAPS_MAX = 10_000;
/** Fetches tried after a block: the tip must not wait for old gaps. */
const TRIES_PER_BLOCK = 8;

/** An attachment that the chain says exists and this node does not hold. */
export interface CoverageGap {
  readonly commitment: Uint8Array;
  readonly height: number;
  /** Peers that were asked and did not give it. */
  readonly withheldBy: Set<string>;
}

/** Knows which attachments of committed blocks are not here, and fetches them. */
export class Coverage {
  readonly #chainId: string;
  readonly #store: Store;
  readonly #network: Network;
  readonly #gaps = new Map<string, CoverageGap>();
  #isFetching = false;

  constructor(chainId: string, ports: { store: Store; network: Network }) {
    this.#chainId = chainId;
    this.#store = ports.store;
    this.#network = ports.network;
  }

  gaps(): readonly CoverageGap[] {
    return [...this.#gaps.values()];
  }

  /**
   * Notes what a committed block needs and tries to get what is not here. `isKept` says which
   * commitments were stored with the block, so that the common case asks the disk nothing.
   */
  async committed(
    { executed }: CommittedBlock,
    isKept: (commitment: Uint8Array) => boolean,
  ): Promise<void> {
    const refs = executed.transactions
      .flatMap(({ attachments }) => attachments)
      .filter(({ commitment }) => !isKept(commitment));
    if (refs.length > 0) {
      const commitments = refs.map(({ commitment }) => commitment);
      const held = await this.#store.hasAttachments(commitments);
      commitments.forEach((commitment, index) => {
        if (held[index] || this.#gaps.size >= GAPS_MAX) return;
        const gap = { commitment, height: executed.header.height, withheldBy: new Set<string>() };
        this.#gaps.set(bytesKey(commitment), gap);
      });
    }
    if (this.#gaps.size > 0) void this.fetch();
  }

  /** Asks peers for what is missing, one attachment at a time. */
  async fetch(): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    try {
      let tries = 0;
      for (const [key, gap] of this.#gaps) {
        if (tries >= TRIES_PER_BLOCK) break;
        tries += 1;
        const item = await this.#askAll(gap);
        if (item === undefined) continue;
        await this.#store.putAttachments([item]);
        this.#gaps.delete(key);
      }
    } finally {
      this.#isFetching = false;
    }
  }

  async #askAll(gap: CoverageGap): Promise<AttachmentItem | undefined> {
    const { commitment } = gap;
    for (const peer of this.#network.peers()) {
      try {
        const { attachment } = await this.#network.request(peer, { attachment: { commitment } });
        if (attachment) {
          const { salt, content } = attachment;
          const opened = commitmentOf(this.#chainId, salt, content);
          if (equalBytes(opened, commitment)) return { commitment, salt, content };
        }
        gap.withheldBy.add(peer);
      } catch {
        // Not connected any more: it withheld nothing.
      }
    }
    return undefined;
  }
}
