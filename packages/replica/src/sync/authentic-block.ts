import { equalBytes } from '@mingjing/crypto';
import { resultsRoot } from '@mingjing/execution';
import {
  type Block,
  blockCodec,
  blockId,
  type Checked,
  certificateHash,
  type Header,
  headerCodec,
  parseResults,
  passed,
  refused,
  transactionCodec,
  transactionHash,
  transactionId,
} from '@mingjing/protocol';
import { leafHash, rootOf } from '@mingjing/tlog';

/** A block whose id was known before: every byte of it follows from that. */
export interface AuthenticBlock {
  readonly bytes: Uint8Array;
  readonly block: Block;
  readonly header: Header;
  readonly results: readonly number[];
  readonly transactionIds: readonly Uint8Array[];
}

export type AuthenticRefusal =
  | 'block-malformed'
  | 'other-block'
  | 'transactions-differ'
  | 'results-differ'
  | 'parent-certificate-differs';

/**
 * Holds a block and its results against its id: header, transactions root, results root and the
 * hash of the parent's certificate. Nothing is executed. `results` as `encodeResults` writes them.
 */
export function readBlock(
  chainId: string,
  bytes: Uint8Array,
  results: Uint8Array,
  id: Uint8Array,
): Checked<AuthenticBlock, AuthenticRefusal> {
  const block = blockCodec.parse(bytes);
  if (!block.ok) return refused('block-malformed');
  const { header: headerBytes, parentCertificate, transactions } = block.value;
  if (!equalBytes(blockId(chainId, headerBytes), id)) return refused('other-block');
  const header = headerCodec.parse(headerBytes);
  if (!header.ok) return refused('block-malformed');
  const certificate = certificateHash(chainId, parentCertificate);
  if (!equalBytes(certificate, header.value.parentCertificateHash)) {
    return refused('parent-certificate-differs');
  }
  const leaves = transactions.map((each) => leafHash(transactionHash(chainId, each)));
  if (!equalBytes(rootOf(leaves), header.value.transactionsRoot)) {
    return refused('transactions-differ');
  }
  const codes = parseResults(results, transactions.length);
  if (codes === undefined || !equalBytes(resultsRoot(codes), header.value.resultsRoot)) {
    return refused('results-differ');
  }
  const transactionIds: Uint8Array[] = [];
  for (const each of transactions) {
    const transaction = transactionCodec.parse(each);
    if (!transaction.ok) return refused('block-malformed');
    transactionIds.push(transactionId(chainId, transaction.value.body));
  }
  return passed({
    bytes,
    block: block.value,
    header: header.value,
    results: codes,
    transactionIds,
  });
}
