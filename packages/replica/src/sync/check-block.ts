import { equalBytes } from '@mingjing/crypto';
import { signerOf } from '@mingjing/execution';
import { verifyCommitCertificate } from '@mingjing/proofs';
import {
  blockId,
  type Checked,
  commitmentOf,
  type ParsedTransaction,
  parseTransaction,
  passed,
  refused,
  type SyncBlock,
  transactionSigningBytes,
} from '@mingjing/protocol';
import type { Authors } from '../chain/authors.ts';
import type { Chain, CommittedBlock } from '../chain/chain.ts';
import { type BlockRefusal, judgeBlock } from '../chain/judge.ts';
import { bytesKey } from '../chain/limits.ts';
import { type ProofRefusal, proofRefusals } from '../chain/proofs.ts';
import { verifyWith } from '../chain/verify-with.ts';
import type { AttachmentItem, ReplicaPorts, SignatureCheck } from '../ports.ts';
import type { OpenedBlock } from './open-block.ts';

export type SyncRefusal =
  | BlockRefusal
  | ProofRefusal
  | 'certificate-of-another-block'
  | 'certificate-invalid'
  | 'transaction-malformed'
  | 'signature-invalid'
  // Nothing is wrong with the block as far as it could be judged: an author is not known here yet.
  | 'author-unknown';

export interface CheckedBlock extends CommittedBlock {
  readonly attachments: readonly AttachmentItem[];
}

/** How a block that others committed is verified. */
export interface CheckOptions {
  readonly ports: Pick<ReplicaPorts, 'clock' | 'verifier'>;
  readonly authors: Pick<Authors, 'of'>;
  /** False: the quorum of the certificate is believed to have verified signatures and proofs. */
  readonly isVerifyingSignatures: boolean;
}

/**
 * Verifies a block that a peer sent: its certificate against the set that this node knows, every
 * signature and proof unless told otherwise, and by executing it every root.
 */
export async function checkBlock(
  chain: Chain,
  opened: OpenedBlock,
  options: CheckOptions,
): Promise<Checked<CheckedBlock, SyncRefusal>> {
  const { block, header, sent } = opened;
  const { ports } = options;
  const fault = certificateFault(chain, opened, ports);
  if (fault !== undefined) return refused(fault);
  const read = openTransactions(chain, block.transactions);
  if (!read.ok) return read;
  const { transactions, checks } = read.value;
  if (options.isVerifyingSignatures) {
    const verdicts = await ports.verifier.verifyMany(checks);
    if (verdicts.includes(false)) return refused('signature-invalid');
    const refusals = await proofRefusals(chain.state.registry, transactions, ports.verifier);
    const refusal = refusals.find((each) => each !== undefined);
    if (refusal !== undefined) return refused(refusal);
  }
  const { authors, isComplete } = await options.authors.of(transactions, header.height);
  const { header: headerBytes, parentCertificate } = block;
  const parts = { header, headerBytes, parentCertificate, transactions };
  const executed = await judgeBlock(chain, parts, authors, ports);
  // Its roots are certified. Were the missing author none, they would be the roots we computed.
  if (!executed.ok) return isComplete ? executed : refused('author-unknown');
  const attachments = attachmentsOf(chain.chainId, transactions, sent);
  return passed({ executed: executed.value, certificate: sent.certificate, attachments });
}

function certificateFault(
  chain: Chain,
  { block, certificate }: OpenedBlock,
  { verifier }: CheckOptions['ports'],
): SyncRefusal | undefined {
  const { chainId, state } = chain;
  const isOfBlock =
    certificate.height === state.height + 1 &&
    equalBytes(certificate.blockId, blockId(chainId, block.header));
  if (!isOfBlock) return 'certificate-of-another-block';
  const verify = verifyWith(verifier);
  const verdict = verifyCommitCertificate({ chainId, set: state.validators, certificate, verify });
  return verdict.ok ? undefined : 'certificate-invalid';
}

interface ReadTransactions {
  readonly transactions: readonly ParsedTransaction[];
  readonly checks: readonly SignatureCheck[];
}

function openTransactions(
  chain: Chain,
  bodies: readonly Uint8Array[],
): Checked<ReadTransactions, SyncRefusal> {
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
  return passed({ transactions, checks });
}

/**
 * Contents that came with a block, by commitment. What opens none is left out: it proves nothing
 * against the block itself.
 */
export function attachmentsOf(
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
