import { BlockDraft, headerOf, ResultCode, transactionRefusal } from '@mingjing/execution';
import { blockId, headerCodec, type ParsedTransaction } from '@mingjing/protocol';
import { recordAuthors } from '../chain/authors.ts';
import type { Chain } from '../chain/chain.ts';
import type { ExecutedBlock } from '../chain/judge.ts';
import { addUse, fitsAlone, noUse } from '../chain/limits.ts';
import { verifyWith } from '../chain/verify-with.ts';
import { BEYOND_LIMITS, codeNow, isOver } from '../mempool/final-refusal.ts';
import type { LargeAttachments } from '../mempool/large-attachments.ts';
import type { Pool, PoolEntry } from '../mempool/pool.ts';
import type { ReplicaPorts } from '../ports.ts';

/** Transactions executed before other work gets its turn: about 2 ms. */
const SLICE = 64;

export interface BuildInput {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly large: LargeAttachments;
  readonly nodeId: string;
  readonly ports: Pick<ReplicaPorts, 'clock' | 'verifier' | 'store'>;
}

interface RefusedEntry {
  readonly entry: PoolEntry;
  readonly code: ResultCode;
}

export interface BuiltBlock {
  readonly executed: ExecutedBlock;
  readonly entries: readonly PoolEntry[];
  /** What the committed state refuses, too: to be dropped from the pool, with its code. */
  readonly refused: readonly RefusedEntry[];
  /** What no block may carry any more: expired, replayed, its signer revoked. */
  readonly stale: readonly PoolEntry[];
}

/**
 * Builds and executes the next block from the pool, oldest first, within the limits. What would be
 * refused in it is left out: an honest block has no refused result. It waits on in the pool when
 * only this block refuses it (`mempool/final-refusal.ts`).
 */
export async function buildBlock(input: BuildInput): Promise<BuiltBlock> {
  const { chain, ports } = input;
  const time = Math.max(ports.clock.now(), chain.state.time + 1);
  const { picked, refused, stale } = pick(input, time);
  const authors = await recordAuthors(
    ports.store,
    picked.map(({ transaction }) => transaction),
  );
  const verify = verifyWith(ports.verifier);
  const draft = new BlockDraft(chain.state, time, verify, authors);
  const entries: PoolEntry[] = [];
  for (const [index, entry] of picked.entries()) {
    if (index % SLICE === SLICE - 1) await ports.clock.yield();
    if (draft.applyUnlessRefused(entry.transaction) === ResultCode.done) {
      entries.push(entry);
      continue;
    }
    const code = codeNow(chain.state, entry.transaction, verify, authors);
    if (code !== ResultCode.done) refused.push({ entry, code });
  }
  const outcome = draft.finish();
  const transactions: ParsedTransaction[] = entries.map(({ transaction }) => transaction);
  const { parentCertificate } = chain;
  const header = headerOf(chain.state, outcome, input.nodeId, parentCertificate);
  const headerBytes = headerCodec.encode(header);
  const executed: ExecutedBlock = {
    id: blockId(chain.chainId, headerBytes),
    header,
    headerBytes,
    block: {
      header: headerBytes,
      parentCertificate,
      transactions: transactions.map(({ bytes }) => bytes),
    },
    transactions,
    outcome,
  };
  return { executed, entries, refused, stale };
}

function pick({ chain, pool, large, nodeId }: BuildInput, time: number) {
  const { state } = chain;
  const use = noUse();
  const picked: PoolEntry[] = [];
  const refused: RefusedEntry[] = [];
  const stale: PoolEntry[] = [];
  const isHere = (key: string) =>
    large.isHeld(key) && large.isSpread(key, state.validators, nodeId);
  for (const entry of pool.entries()) {
    if (transactionRefusal(state, entry.transaction, time) !== undefined) {
      if (isOver(state, entry.transaction)) stale.push(entry);
      continue;
    }
    const isReady = entry.large.every(isHere);
    if (isReady && addUse(use, entry.transaction, state.parameters)) picked.push(entry);
    // They were lowered since it was admitted: nothing may wait behind it.
    else if (!fitsAlone(entry.transaction, state.parameters)) {
      refused.push({ entry, code: BEYOND_LIMITS });
    } else if (isReady) break;
  }
  return { picked, refused, stale };
}
