import { assert } from '@mingjing/crypto';
import type { InstalledState, StoredState, StoreInstall } from '@mingjing/replica';
import { blockParts } from './block-record.ts';
import { changeProofParts } from './change-proof.ts';
import { HASH_BYTES } from './commit-rules.ts';
import { INSTALLING_KEY, SUMMARY_KEY, TIP_KEY } from './format.ts';
import type { KeyValue, WriteBatch } from './key-value.ts';
import { bytesKey, numberKey } from './keys.ts';
import * as prefix from './prefixes.ts';
import { sealValue } from './sealed-value.ts';
import { encodeTip, type Tip } from './tip.ts';
import { putTransactions } from './transaction-index.ts';

// A snapshot is larger than one batch should be. Its parts are written one after the other while a
// mark says so, and the last batch takes the mark away as it puts the tip in place. Where the mark
// is found when the store is opened, everything is removed: the store was empty before.

/** Keys removed in one batch. */
const REMOVED_AT_ONCE = 4096;

/** Puts a snapshot into a database in which nothing is committed. */
export class ChainInstall implements StoreInstall {
  readonly #database: KeyValue;
  readonly #installed: (tip: Tip) => void;
  readonly #yield: () => Promise<void>;
  #records = 0;

  private constructor(
    database: KeyValue,
    yieldToOthers: () => Promise<void>,
    installed: (tip: Tip) => void,
  ) {
    this.#database = database;
    this.#yield = yieldToOthers;
    this.#installed = installed;
  }

  /** `installed` is told the tip once it is durable. */
  static async begin(
    database: KeyValue,
    yieldToOthers: () => Promise<void>,
    installed: (tip: Tip) => void,
  ): Promise<ChainInstall> {
    const batch = database.batch();
    put(batch, INSTALLING_KEY);
    await batch.write();
    return new ChainInstall(database, yieldToOthers, installed);
  }

  async registry(entries: StoredState['registry']): Promise<void> {
    const batch = this.#database.batch();
    for (const [name, value] of entries) put(batch, bytesKey(prefix.REGISTRY, name), value);
    await batch.write();
  }

  async recordLeaves(from: number, leaves: Uint8Array): Promise<void> {
    assert(from === this.#records, 'leaves are given in order');
    assert(leaves.length % HASH_BYTES === 0, 'leaves are whole hashes');
    const batch = this.#database.batch();
    put(batch, numberKey(prefix.RECORD_LEAVES, from), leaves);
    await batch.write();
    this.#records += leaves.length / HASH_BYTES;
  }

  async finish(state: InstalledState): Promise<void> {
    const { block, records, replay, changes, transactionIds } = state;
    const { height } = block;
    assert(records === this.#records, 'every leaf of the record tree was given');
    const replayFrom = replay[0]?.height ?? height + 1;
    assert(replayFrom + replay.length === height + 1, 'replay records have no gap');
    const tip: Tip = { first: height, height, firstRecord: 0, records, replayFrom };
    const batch = this.#database.batch();
    put(batch, numberKey(prefix.BLOCK, height), ...blockParts(block));
    put(batch, numberKey(prefix.COMMIT_MARK, height));
    await putTransactions(batch, { height, transactionIds }, this.#yield);
    for (const { height: at, next, proof } of changes) {
      put(batch, numberKey(prefix.VALIDATOR_CHANGE, at), next);
      if (proof !== undefined) {
        put(batch, numberKey(prefix.CHANGE_PROOF, at), ...changeProofParts(proof));
      }
    }
    for (const { height: at, ids } of replay) put(batch, numberKey(prefix.REPLAY, at), ids);
    put(batch, SUMMARY_KEY, state.stateSummary);
    put(batch, TIP_KEY, encodeTip(tip));
    batch.delete(INSTALLING_KEY);
    await batch.write();
    this.#installed(tip);
  }

  discard(): Promise<void> {
    return removeInstall(this.#database);
  }
}

/** Removes what an earlier life put in and did not finish. */
export async function removeUnfinished(database: KeyValue): Promise<void> {
  if ((await database.get(INSTALLING_KEY)) !== undefined) await removeInstall(database);
}

// The mark goes last: a crash in between finds it again.
async function removeInstall(database: KeyValue): Promise<void> {
  for (const kind of [prefix.REGISTRY, prefix.RECORD_LEAVES]) {
    for (;;) {
      const keys: Uint8Array[] = [];
      const range = { from: Uint8Array.of(kind), to: Uint8Array.of(kind + 1) };
      await database.visit({ ...range, limit: REMOVED_AT_ONCE }, (key) => {
        keys.push(Uint8Array.from(key));
      });
      if (keys.length === 0) break;
      const batch = database.batch();
      for (const key of keys) batch.delete(key);
      await batch.write();
    }
  }
  const batch = database.batch();
  batch.delete(INSTALLING_KEY);
  await batch.write();
}

function put(batch: WriteBatch, key: Uint8Array, ...parts: readonly Uint8Array[]): void {
  batch.put(key, sealValue(key, ...parts));
}
