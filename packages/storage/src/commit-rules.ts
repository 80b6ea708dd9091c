import { assert } from '@mingjing/crypto';
import type { BlockCommit } from '@mingjing/replica';
import { isStorable } from './keys.ts';
import type { Tip } from './tip.ts';

/** Ids, leaf hashes and commitments. */
export const HASH_BYTES = 32;

/** Everything that can be wrong with a commit is found before a byte of it is written. */
export function assertCommit(tip: Tip | undefined, commit: BlockCommit): void {
  assert(isStorable(commit.height), 'a height is a whole number below 2^48');
  assert(isStorable(commit.recordsBefore), 'a tree size is a whole number below 2^48');
  assert(isStorable(commit.replayFloor), 'a replay floor is a height');
  if (tip !== undefined) {
    assert(
      commit.height === tip.height + 1,
      `height ${commit.height} does not follow ${tip.height}`,
    );
    assert(
      commit.recordsBefore === tip.records,
      `${commit.recordsBefore} records before height ${commit.height}, stored are ${tip.records}`,
    );
  }
  const ids = commit.transactionIds;
  assert(commit.results.length === ids.length, 'one result for each transaction');
  assert(ids.every(isHash), 'a transaction id has 32 bytes');
  assert(commit.recordLeaves.every(isHash), 'a leaf hash has 32 bytes');
  assert(
    commit.registry.every(([key]) => key.length > 0),
    'a registry key is not empty',
  );
}

/** Where the store stands after a commit that `assertCommit` let through. */
export function nextTip(tip: Tip | undefined, commit: BlockCommit): Tip {
  return {
    first: tip?.first ?? commit.height,
    height: commit.height,
    firstRecord: tip?.firstRecord ?? commit.recordsBefore,
    records: commit.recordsBefore + commit.recordLeaves.length,
    // A floor may lie above the height (then this block's record is dead at birth), never go back.
    replayFrom: Math.max(
      tip?.replayFrom ?? commit.height,
      Math.min(commit.replayFloor, commit.height + 1),
    ),
  };
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}
