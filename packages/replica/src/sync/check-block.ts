import { equalBytes } from '@mingjing/crypto';
import { signerOf } from '@mingjing/execution';
import { verifyCommitCertificate } from '@mingjing/proofs';
import {
  blockCodec,
  blockId,
  type Checked,
  commitCertificateCodec,
  commitmentOf,
  headerCodec,
  type ParsedTransaction,
  parseTransaction,
  passed,
  refused,
  type SyncBlock,
  transactionSigningBytes,
} from '@mingjing/protocol';
import { recordAuthors } from '../chain/authors.ts';
import type { Chain, CommittedBlock } from '../chain/chain.ts';
import { type BlockRefusal, judgeBlock } from '../chain/judge.ts';
import { bytesKey } from '../chain/limits.ts';
import { verifyWith } from '../chain/verify-with.ts';
import type { AttachmentItem, ReplicaPorts, SignatureCheck } from '../ports.ts';

export type SyncRefusal =
  | BlockRefusal
  | 'block-malformed'
  | 'certificate-malformed'
  | 'certificate-of-another-block'
  | 'certificate-invalid'
  | 'transaction-malformed'
  | 'signature-invalid';

export interface CheckedBlock extends CommittedBlock {
  readonly attachments: readonly AttachmentItem[];
}

type CheckPorts = Pick<ReplicaPorts, 'clock' | 'verifier' | 'store'>;

/**
 * Verifies a block that a peer sent, taking nobody's word: its certificate against the set that
 * this node knows, every signature, and by executing it every root.
 */
export async function checkBlock(
  chain: Chain,
  sent: SyncBlock,
  ports: CheckPorts,
): Promise<Checked<CheckedBlock, SyncRefusal>> {
  const block = blockCodec.parse(sent.block);
  if (!block.ok) return refused('block-malformed');
  const header = headerCodec.parse(block.value.header);
  if (!header.ok) return refused('block-malformed');
  const fault = certificateFault(chain, block.value.header, sent.certificate, ports);
  if (fault !== undefined) return refused(fault);
  const opened = await openTransactions(chain, block.value.transactions, ports);
  if (!opened.ok) return opened;
  const transactions = opened.value;
  const authors = await recordAuthors(ports.store, transactions);
  const parts = {
    header: header.value,
    headerBytes: block.value.header,
    parentCertificate: block.value.parentCertificate,
    transactions,
  };
  const executed = await judgeBlock(chain, parts, authors, ports);
  if (!executed.ok) return executed;
  const attachments = attachmentsOf(chain.chainId, transactions, sent);
  return passed({ executed: executed.value, certificate: sent.certificate, attachments });
}

function certificateFault(
  chain: Chain,
  header: Uint8Array,
  bytes: Uint8Array,
  { verifier }: CheckPorts,
): SyncRefusal | undefined {
  const parsed = commitCertificateCodec.parse(bytes);
  if (!parsed.ok) return 'certificate-malformed';
  const certificate = parsed.value;
  const { chainId, state } = chain;
  const isOfBlock =
    certificate.height === state.height + 1 &&
    equalBytes(certificate.blockId, blockId(chainId, header));
  if (!isOfBlock) return 'certificate-of-another-block';
  const verify = verifyWith(verifier);
  const verdict = verifyCommitCertificate({ chainId, set: state.validators, certificate, verify });
  return verdict.ok ? undefined : 'certificate-invalid';
}

async function openTransactions(
  chain: Chain,
  bodies: readonly Uint8Array[],
  { verifier }: CheckPorts,
): Promise<Checked<ParsedTransaction[], SyncRefusal>> {
  const { state } = chain;
  const transactions: ParsedTransaction[] = [];
  const checks: SignatureCheck[] = [];
  if (bodies.length > state.parameters.transactionsMax) return refused('limits');
  for (const bytes of bodies) {
    const parsed = parseTransaction(bytes, state.chainId, state.parameters);
    if (!parsed.ok) return refused('transaction-malformed');
    const publicKey = signerOf(state, parsed.value)?.publicKey;
    if (publicKey === undefined) return refused('signer-unknown');
    const { bodyBytes, signature } = parsed.value;
    const message = transactionSigningBytes(state.chainId, bodyBytes);
    transactions.push(parsed.value);
    checks.push({ publicKey, message, signature });
  }
  const verdicts = await verifier.verifyMany(checks);
  return verdicts.includes(false) ? refused('signature-invalid') : passed(transactions);
}

// What opens no commitment of the block is left out: it proves nothing against the block itself.
function attachmentsOf(
  chainId: string,
  transactions: readonly ParsedTransaction[],
  { attachments }: SyncBlock,
): AttachmentItem[] {
  const sizes = new Map<string, number>();
  for (const transaction of transactions) {
    for (const { commitment, sizeBytes } of transaction.attachments) {
      sizes.set(bytesKey(commitment), sizeBytes);
    }
  }
  return attachments.flatMap(({ salt, content }) => {
    const commitment = commitmentOf(chainId, salt, content);
    const isNamed = sizes.get(bytesKey(commitment)) === content.length;
    return isNamed ? [{ commitment, salt, content }] : [];
  });
}
