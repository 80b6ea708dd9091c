import { assert } from '@mingjing/crypto';
import type {
  BlockCommit,
  FrozenState,
  OlderBlock,
  StoredBlock,
  StoredChange,
  StoredState,
  StoreInstall,
} from '@mingjing/replica';
import { blockParts, decodeBlock } from './block-record.ts';
import { ChainInstall, removeUnfinished } from './chain-install.ts';
import { decodeChangeProof } from './change-proof.ts';
import { assertCommit, HASH_BYTES, nextTip } from './commit-rules.ts';
import { StorageError } from './errors.ts';
import { SUMMARY_KEY, TIP_KEY } from './format.ts';
import { frozenState } from './frozen-state.ts';
import type { Entry, KeyValue, WriteBatch } from './key-value.ts';
import { bytesKey, isStorable, numberKey, numberOfKey, prefixRange } from './keys.ts';
import { checkMarks, deadMark, isMarked } from './marks.ts';
import * as prefix from './prefixes.ts';
import { damaged, openValue, sealValue } from './sealed-value.ts';
import { decodeTip, encodeTip, type Tip } from './tip.ts';
import { findTransaction, putTransactions } from './transaction-index.ts';

/** What the programs may choose and the tests replace. */
export interface ChainStoreOptions {
  /** Lets other work run while a large block is put together. */
  readonly yield?: () => Promise<void>;
}

/** Blocks and the state after the last of them: one database, so that a height is one batch. */
export class ChainStore {
  readonly #database: KeyValue;
  readonly #yield: () => Promise<void>;
  #tip: Tip | undefined;
  #isCommitting = false;
  /** After a write that failed nobody knows what the disk holds; only opening it again tells. */
  #failure: unknown;

  private constructor(database: KeyValue, options: ChainStoreOptions, tip: Tip | undefined) {
    this.#database = database;
    this.#yield = options.yield ?? (() => Promise.resolve());
    this.#tip = tip;
  }

  /** Over a database whose format has been checked. */
  static async load(database: KeyValue, options: ChainStoreOptions): Promise<ChainStore> {
    await removeUnfinished(database);
    const stored = await database.get(TIP_KEY);
    if (stored === undefined) return new ChainStore(database, options, undefined);
    const tip = decodeTip(openValue(TIP_KEY, stored));
    if (tip === undefined) throw damaged(TIP_KEY);
    await checkMarks(database, tip);
    return new ChainStore(database, options, tip);
  }

  latestHeight(): number | undefined {
    return this.#tip?.height;
  }

  /** The first height it holds: above 1 when it began with a state from elsewhere. */
  firstHeight(): number | undefined {
    return this.#tip?.first;
  }

  async commit(commit: BlockCommit): Promise<void> {
    assert(!this.#isCommitting, 'one commit at a time');
    assertCommit(this.#tip, commit);
    const before = this.#tip;
    const tip = nextTip(before, commit);
    await this.#inOneBatch(tip, [commit], (batch) => {
      putBlock(batch, commit);
      putState(batch, commit, tip);
      putDeletions(batch, before, tip);
    });
  }

  async #inOneBatch(
    tip: Tip,
    indexed: readonly Pick<BlockCommit, 'height' | 'transactionIds'>[],
    fill: (batch: WriteBatch) => void,
  ): Promise<void> {
    assert(!this.#isCommitting, 'one commit at a time');
    if (this.#failure !== undefined) {
      const message = 'the store failed to write before; open it again';
      throw new StorageError('STORE_WRITE_FAILED', message, this.#failure);
    }
    this.#isCommitting = true;
    const batch = this.#database.batch();
    try {
      fill(batch);
      for (const block of indexed) await putTransactions(batch, block, this.#yield);
      await this.#write(batch);
      this.#tip = tip;
    } catch (error) {
      await batch.discard();
      throw error;
    } finally {
      this.#isCommitting = false;
    }
  }

  async block(height: number): Promise<StoredBlock | undefined> {
    const tip = this.#tip;
    if (tip === undefined || !isStorable(height)) return undefined;
    if (height < tip.first || height > tip.height) return undefined;
    const key = numberKey(prefix.BLOCK, height);
    const block = decodeBlock(height, await this.#mustRead(key));
    if (block === undefined) throw damaged(key);
    return block;
  }

  async findTransaction(id: Uint8Array): Promise<{ height: number; index: number } | undefined> {
    return findTransaction(this.#database, id);
  }

  async validatorChanges(): Promise<StoredChange[]> {
    const proofs = new Map<number, StoredChange['proof']>();
    await this.#database.visit(prefixRange(prefix.CHANGE_PROOF), (key, value) => {
      const proof = decodeChangeProof(openValue(key, value));
      if (proof === undefined) throw damaged(key);
      proofs.set(mustBeNumber(key), proof);
    });
    const changes: StoredChange[] = [];
    await this.#database.visit(prefixRange(prefix.VALIDATOR_CHANGE), (key, value) => {
      const height = mustBeNumber(key);
      changes.push({ height, next: openValue(key, value), proof: proofs.get(height) });
    });
    return changes;
  }

  heldFrom(): number {
    return this.#tip?.first ?? 1;
  }

  async freeze(): Promise<FrozenState | undefined> {
    const tip = this.#tip;
    if (tip === undefined) return undefined;
    assert(!this.#isCommitting, 'a state is frozen between two commits');
    const view = this.#database.view();
    const block = (await this.block(tip.height)) as StoredBlock;
    return frozenState(view, block);
  }

  install(): Promise<StoreInstall> {
    assert(this.#tip === undefined, 'a snapshot goes into an empty store');
    return ChainInstall.begin(this.#database, this.#yield, (tip) => {
      this.#tip = tip;
    });
  }

  async putOlder(blocks: readonly OlderBlock[]): Promise<void> {
    const before = this.#tip;
    assert(before !== undefined, 'older blocks follow on what is here');
    let tip = before;
    for (const { height, transactionIds, results } of blocks) {
      assert(height === tip.first - 1 && height > 0, 'older blocks come in descending order');
      assert(results.length === transactionIds.length, 'one result for each transaction');
      tip = { ...tip, first: height };
    }
    await this.#inOneBatch(tip, blocks, (batch) => {
      for (const block of blocks) {
        putSealed(batch, numberKey(prefix.BLOCK, block.height), ...blockParts(block));
        if (isMarked(tip, block.height)) {
          putSealed(batch, numberKey(prefix.COMMIT_MARK, block.height));
        }
      }
      putSealed(batch, TIP_KEY, encodeTip(tip));
    });
  }

  async recordLeaves(from: number, to: number): Promise<readonly Uint8Array[]> {
    const tip = this.#tip;
    assert(isStorable(from) && isStorable(to) && from <= to, 'a range of leaves is ascending');
    if (from === to) return [];
    assert(tip !== undefined && to <= tip.records, 'the record tree has no such leaf');
    assert(from >= tip.firstRecord, 'leaves before the first stored height are not here');
    const leaves: Uint8Array[] = [];
    let next = from;
    await this.#database.visit(await this.#packsFrom(from, to), (key, value) => {
      const first = mustBeNumber(key);
      const pack = openValue(key, value);
      const end = first + pack.length / HASH_BYTES;
      if (first > next || !Number.isInteger(end)) throw damaged(key);
      for (; next < Math.min(end, to); next++) {
        const at = (next - first) * HASH_BYTES;
        leaves.push(pack.subarray(at, at + HASH_BYTES));
      }
    });
    if (next !== to) throw damaged(numberKey(prefix.RECORD_LEAVES, next));
    return leaves;
  }

  async loadState(): Promise<StoredState | undefined> {
    const tip = this.#tip;
    if (tip === undefined) return undefined;
    const { block, certificate } = (await this.block(tip.height)) as StoredBlock;
    const stateSummary = await this.#mustRead(SUMMARY_KEY);
    const registry: [Uint8Array, Uint8Array][] = [];
    await this.#database.visit(prefixRange(prefix.REGISTRY), (key, value) => {
      registry.push([new Uint8Array(key).subarray(1), openValue(key, value)]);
    });
    const replay: { height: number; ids: Uint8Array }[] = [];
    await this.#database.visit(prefixRange(prefix.REPLAY), (key, value) => {
      replay.push({ height: mustBeNumber(key), ids: openValue(key, value) });
    });
    if (replay.some((record, index) => record.height !== tip.replayFrom + index)) {
      throw new StorageError('STORE_CORRUPT', 'a replay record is missing');
    }
    if (replay.length !== tip.height + 1 - tip.replayFrom) {
      throw new StorageError('STORE_CORRUPT', 'replay records are missing');
    }
    return { height: tip.height, block, certificate, stateSummary, registry, replay };
  }

  /** Where it stands, and all its entries as they are at this moment. */
  view(): { tip: Tip | undefined; entries: AsyncGenerator<readonly Entry[]> } {
    return { tip: this.#tip, entries: this.#database.entries() };
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #write(batch: WriteBatch): Promise<void> {
    try {
      await batch.write();
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  async #mustRead(key: Uint8Array): Promise<Uint8Array> {
    const value = await this.#database.get(key);
    if (value === undefined) throw damaged(key);
    return openValue(key, value);
  }

  /** The packs that hold leaves of a range: the last one that begins at or before it, and on. */
  async #packsFrom(from: number, to: number): Promise<{ from: Uint8Array; to: Uint8Array }> {
    let first = numberKey(prefix.RECORD_LEAVES, from);
    const before = {
      from: Uint8Array.of(prefix.RECORD_LEAVES),
      to: numberKey(prefix.RECORD_LEAVES, from + 1),
      reverse: true,
      limit: 1,
    };
    await this.#database.visit(before, (key) => {
      first = key;
    });
    return { from: first, to: numberKey(prefix.RECORD_LEAVES, to) };
  }
}

function putBlock(batch: WriteBatch, commit: BlockCommit): void {
  putSealed(batch, numberKey(prefix.BLOCK, commit.height), ...blockParts(commit));
  putSealed(batch, numberKey(prefix.COMMIT_MARK, commit.height));
  if (commit.nextValidators !== undefined) {
    putSealed(batch, numberKey(prefix.VALIDATOR_CHANGE, commit.height), commit.nextValidators);
  }
  if (commit.recordLeaves.length > 0) {
    const key = numberKey(prefix.RECORD_LEAVES, commit.recordsBefore);
    putSealed(batch, key, ...commit.recordLeaves);
  }
}

function putState(batch: WriteBatch, commit: BlockCommit, tip: Tip): void {
  for (const [name, value] of commit.registry) {
    const key = bytesKey(prefix.REGISTRY, name);
    if (value === undefined) batch.delete(key);
    else putSealed(batch, key, value);
  }
  putSealed(batch, SUMMARY_KEY, commit.stateSummary);
  if (tip.replayFrom <= commit.height) {
    putSealed(batch, numberKey(prefix.REPLAY, commit.height), commit.replay);
  }
  putSealed(batch, TIP_KEY, encodeTip(tip));
}

function putDeletions(batch: WriteBatch, before: Tip | undefined, tip: Tip): void {
  if (before !== undefined) {
    const dead = Math.min(tip.replayFrom, tip.height);
    for (let height = before.replayFrom; height < dead; height++) {
      batch.delete(numberKey(prefix.REPLAY, height));
    }
  }
  const mark = deadMark(tip);
  if (mark !== undefined) batch.delete(numberKey(prefix.COMMIT_MARK, mark));
}

function putSealed(batch: WriteBatch, key: Uint8Array, ...parts: readonly Uint8Array[]): void {
  batch.put(key, sealValue(key, ...parts));
}

function mustBeNumber(key: Uint8Array): number {
  const number = numberOfKey(key);
  if (number === undefined) throw damaged(key);
  return number;
}
