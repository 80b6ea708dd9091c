import { bytesToHex, equalBytes } from '@mingjing/crypto';
import type { BlockCommit, ChainBase } from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import { indexedPlace } from './indexed-place.ts';

/** The part of a height's commit that the store holds otherwise. */
export type Difference = 'results' | 'transaction-index' | 'record-leaves' | 'validator-change';

/**
 * A store in which a chain that is executed again writes nothing: what a commit would write is
 * held against what is stored. It begins as an empty one, so that the chain begins at genesis.
 */
export class ComparedStore implements ChainBase {
  readonly #store: NodeStore;
  readonly #changes: ReadonlyMap<number, Uint8Array>;
  readonly #onDifference: (place: string | number, what: Difference) => void;
  /** Transactions, and changes of the validator set, that execution gave. */
  transactions = 0;
  changes = 0;
  /** What execution gave last: the state that must be stored with the tip. */
  last: BlockCommit | undefined;

  private constructor(
    store: NodeStore,
    changes: ReadonlyMap<number, Uint8Array>,
    onDifference: (place: string | number, what: Difference) => void,
  ) {
    this.#store = store;
    this.#changes = changes;
    this.#onDifference = onDifference;
  }

  static async over(
    store: NodeStore,
    onDifference: (place: string | number, what: Difference) => void,
  ): Promise<ComparedStore> {
    const changes = await store.validatorChanges();
    const byHeight = new Map(changes.map(({ height, next }) => [height, next]));
    return new ComparedStore(store, byHeight, onDifference);
  }

  async loadState(): Promise<undefined> {
    return undefined;
  }

  async commit(commit: BlockCommit): Promise<void> {
    const { height } = commit;
    this.last = commit;
    const stored = await this.#store.block(height);
    if (stored?.results.join() !== commit.results.join()) this.#onDifference(height, 'results');
    await this.#compareIndex(commit);
    await this.#compareLeaves(commit);
    const next = this.#changes.get(height);
    if (next !== undefined || commit.nextValidators !== undefined) {
      this.changes += 1;
      const isSame = next && commit.nextValidators && equalBytes(next, commit.nextValidators);
      if (!isSame) this.#onDifference(height, 'validator-change');
    }
  }

  validatorChanges() {
    return this.#store.validatorChanges();
  }

  async #compareIndex({ height, transactionIds }: BlockCommit): Promise<void> {
    this.transactions += transactionIds.length;
    for (const [index, id] of transactionIds.entries()) {
      const found = await indexedPlace(this.#store, id);
      if (found?.height === height && found.index === index) continue;
      this.#onDifference(bytesToHex(id), 'transaction-index');
    }
  }

  async #compareLeaves({ height, recordLeaves, recordsBefore }: BlockCommit): Promise<void> {
    const to = recordsBefore + recordLeaves.length;
    let stored: readonly Uint8Array[] = [];
    try {
      stored = await this.#store.recordLeaves(recordsBefore, to);
    } catch {
      // Damaged, missing, or beyond the tip's count: all of them are this difference.
    }
    const isSame =
      stored.length === recordLeaves.length &&
      stored.every((leaf, index) => equalBytes(leaf, recordLeaves[index] as Uint8Array));
    if (!isSame) this.#onDifference(height, 'record-leaves');
  }
}
