import type { Journal } from '@mingjing/journal';
import type { CommittedBlock } from '@mingjing/replica';

/** Blocks that have no entry: the first height, the last, and how many from there to there. */
interface Missed {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface BlockEntriesParts {
  readonly journal: Pick<Journal, 'append'>;
  readonly onError: (error: unknown) => void;
}

/**
 * Journals committed blocks. The chain does not wait for the journal: which blocks have no entry,
 * since it took none, is an entry of its own once it takes entries again.
 */
export class BlockEntries {
  readonly #parts: BlockEntriesParts;
  #missed: Missed | undefined;

  constructor(parts: BlockEntriesParts) {
    this.#parts = parts;
  }

  /** Journals a block. Empty blocks and anchors are no acts: nobody did anything. */
  committed({ executed }: Pick<CommittedBlock, 'executed'>): void {
    const { header, transactions } = executed;
    const acts = transactions.filter(({ message }) => message.type !== 'retentionAnchor');
    if (acts.length === 0) return;
    const { height, proposer } = header;
    this.#parts.journal
      .append({
        ...{ source: 'consensus', event: 'block-committed', result: 'done' },
        actor: { type: 'node', id: proposer },
        blockHeight: height,
        counts: [transactions.length],
      })
      .catch((error) => {
        this.#miss({ from: height, to: height, count: 1 });
        this.#parts.onError(error);
      });
  }

  /** Writes which blocks have no entry; throws, and keeps them, when the journal takes none yet. */
  async tellMissed(): Promise<void> {
    const missed = this.#missed;
    if (missed === undefined) return;
    this.#missed = undefined;
    const { from, to, count } = missed;
    try {
      await this.#parts.journal.append({
        ...{ source: 'consensus', event: 'blocks-not-journalled', result: 'failed' },
        blockHeight: to,
        counts: [from, to, count],
      });
    } catch (error) {
      this.#miss(missed);
      throw error;
    }
  }

  #miss({ from, to, count }: Missed): void {
    const { from: first = from, to: last = to, count: before = 0 } = this.#missed ?? {};
    this.#missed = {
      from: Math.min(first, from),
      to: Math.max(last, to),
      count: before + count,
    };
  }
}
