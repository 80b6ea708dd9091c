import { equalBytes } from '@mingjing/crypto';
import {
  type AttachmentRef,
  blockCodec,
  commitmentOf,
  type ParsedTransaction,
  parseTransaction,
  RefusalCode,
  widestParameters,
} from '@mingjing/protocol';
import type { Chain, CommittedBlock } from './chain/chain.ts';
import { bytesKey } from './chain/limits.ts';
import type { AttachmentItem, ReplicaPorts } from './ports.ts';

/** Gaps remembered one by one; beyond them a gap is found again by a later start. */
const GAPS_MAX = 10_000;
/** Fetches under way at once. */
const AT_ONCE = 4;
/** Fetches in a row that bring nothing, until the next block: nobody is asked without end. */
const FAILURES_MAX = 8;
/** Latest blocks looked through at a start: gaps are kept in memory only. */
const SCANNED_BLOCKS_MAX = 10_000;

/** An attachment that the chain says exists and this node does not hold. */
export interface CoverageGap {
  readonly commitment: Uint8Array;
  readonly height: number;
  /** Peers that were asked and did not give it. */
  readonly withheldBy: Set<string>;
}

export interface CoverageEvents {
  /** Runs a task that nobody waits for; what it throws stops the node. */
  beside(task: () => Promise<void>): void;
  isTakenDown(commitment: Uint8Array): boolean;
  /** Whether blocks are still missing that may have taken down what earlier ones name. */
  isBehind(): boolean;
}

/**
 * Knows which attachments of committed blocks are not here, and fetches them: what the current
 * state says must exist, so nothing before this node is at the tip.
 */
export class Coverage {
  readonly #chain: Chain;
  readonly #ports: Pick<ReplicaPorts, 'store' | 'network' | 'clock'>;
  readonly #events: CoverageEvents;
  readonly #gaps = new Map<string, CoverageGap>();
  #isFetching = false;

  constructor(
    chain: Chain,
    ports: Pick<ReplicaPorts, 'store' | 'network' | 'clock'>,
    events: CoverageEvents,
  ) {
    this.#chain = chain;
    this.#ports = ports;
    this.#events = events;
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
    await this.#note(executed.header.height, refs);
    if (this.#gaps.size > 0) this.#events.beside(() => this.fetch());
  }

  /** What must not exist any more is no gap. */
  takenDown(commitments: readonly Uint8Array[]): void {
    for (const commitment of commitments) this.#gaps.delete(bytesKey(commitment));
  }

  /** Notes what an older block needs that is not here. */
  async older(
    height: number,
    transactions: readonly Pick<ParsedTransaction, 'attachments'>[],
  ): Promise<void> {
    await this.#note(
      height,
      transactions.flatMap(({ attachments }) => attachments),
    );
  }

  /** Finds the gaps that an earlier life knew of, in the blocks that are here. */
  async scan(): Promise<void> {
    const { chainId, height: last } = this.#chain.state;
    for (let height = Math.max(1, last - SCANNED_BLOCKS_MAX); height <= last; height += 1) {
      const stored = await this.#ports.store.block(height);
      const bodies = stored ? blockCodec.decode(stored.block).transactions : [];
      const refs = bodies.flatMap((bytes) => {
        const parsed = parseTransaction(bytes, chainId, widestParameters);
        return parsed.ok ? parsed.value.attachments : [];
      });
      await this.#note(height, refs);
      await this.#ports.clock.yield();
    }
  }

  /**
   * Asks peers for what is missing, as long as they give: a chain that has become quiet makes few
   * blocks, and what is missing must not wait for them.
   */
  async fetch(): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    try {
      const missing = [...this.#gaps];
      let failures = 0;
      for (let at = 0; at < missing.length && failures < FAILURES_MAX; at += AT_ONCE) {
        if (this.#events.isBehind()) return;
        const asked = missing.slice(at, at + AT_ONCE);
        const got = await Promise.all(asked.map(([key, gap]) => this.#fetchOne(key, gap)));
        failures = got.includes(true) ? 0 : failures + asked.length;
      }
    } finally {
      this.#isFetching = false;
    }
  }

  /** Whether it is no gap any more. */
  async #fetchOne(key: string, gap: CoverageGap): Promise<boolean> {
    if (!this.#gaps.has(key)) return true;
    const item = await this.#askAll(gap);
    if (item !== undefined) await this.#ports.store.putAttachments([item]);
    // Last in the row, so that what nobody has keeps nothing else waiting.
    if (this.#gaps.delete(key) && item === undefined) this.#gaps.set(key, gap);
    return item !== undefined;
  }

  async #note(height: number, refs: readonly AttachmentRef[]): Promise<void> {
    if (refs.length === 0) return;
    const commitments = refs.map(({ commitment }) => commitment);
    const held = await this.#ports.store.hasAttachments(commitments);
    commitments.forEach((commitment, index) => {
      const key = bytesKey(commitment);
      if (held[index] || this.#events.isTakenDown(commitment)) return;
      if (this.#gaps.has(key) || this.#gaps.size >= GAPS_MAX) return;
      this.#gaps.set(key, { commitment, height, withheldBy: new Set<string>() });
    });
  }

  async #askAll(gap: CoverageGap): Promise<AttachmentItem | undefined> {
    const { commitment } = gap;
    const { network } = this.#ports;
    for (const peer of network.peers()) {
      const answer = await network.request(peer, { attachment: { commitment } }).catch(() => {
        // Not connected any more: it withheld nothing.
        return undefined;
      });
      // Nor does a node that does not know yet what it may show.
      if (answer === undefined || answer.refusal?.code === RefusalCode.busy) continue;
      if (answer.attachment) {
        const { salt, content } = answer.attachment;
        const opened = commitmentOf(this.#chain.chainId, salt, content);
        if (equalBytes(opened, commitment)) return { commitment, salt, content };
      }
      gap.withheldBy.add(peer);
    }
    return undefined;
  }
}
