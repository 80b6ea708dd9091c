import {
  type Header,
  type ParsedTransaction,
  parseTransaction,
  passed,
  type Receipt,
  type Result,
  resultCodec,
  resultLeaf,
} from '@mingjing/protocol';
import { leafHash, verifyInclusion } from '@mingjing/tlog';
import { type ReceiptRefusal, refusedPart } from './facts.ts';
import { widestParameters } from './limits.ts';

/** The transaction of a receipt, shown to be in the block at its position. */
export function includedTransaction(
  receipt: Receipt,
  chainId: string,
  header: Header,
): { ok: true; value: ParsedTransaction } | ReceiptRefusal {
  const parsed = parseTransaction(receipt.transaction, chainId, widestParameters);
  if (!parsed.ok) return refusedPart('transaction', parsed.reason);
  const verdict = verifyInclusion({
    index: receipt.index,
    size: receipt.count,
    leafHash: leafHash(parsed.value.hash),
    proof: receipt.transactionProof,
    root: header.transactionsRoot,
  });
  return verdict.ok ? parsed : refusedPart(blamed('transaction', receipt), verdict.reason);
}

/** The result of a receipt, shown to be the one of its transaction. */
export function includedResult(
  receipt: Receipt,
  header: Header,
): { ok: true; value: Result } | ReceiptRefusal {
  const parsed = resultCodec.parse(receipt.result);
  if (!parsed.ok) return refusedPart('result', parsed.reason);
  const verdict = verifyInclusion({
    index: receipt.index,
    size: receipt.count,
    leafHash: leafHash(resultLeaf(receipt.count, receipt.result)),
    proof: receipt.resultProof,
    root: header.resultsRoot,
  });
  return verdict.ok ? passed(parsed.value) : refusedPart(blamed('result', receipt), verdict.reason);
}

/**
 * A leaf and the hashes beside it make one root: when it differs, either may have been changed,
 * and the proof is named. With a single transaction there is no other hash, so it is the leaf.
 */
function blamed<T extends 'transaction' | 'result'>(leaf: T, { count }: Receipt) {
  return count === 1 ? leaf : (`${leaf}-proof` as const);
}
