import { equalBytes } from '@mingjing/crypto';
import {
  BlockDraft,
  type HeaderRefusal,
  headerRefusal,
  type Outcome,
  outcomeRefusal,
  type RecordAuthors,
  transactionRefusal,
  type ValidityRefusal,
} from '@mingjing/execution';
import { verifyCommitCertificate } from '@mingjing/proofs';
import {
  type Block,
  blockId,
  type Checked,
  commitCertificateCodec,
  type Header,
  type ParsedTransaction,
  passed,
  refused,
} from '@mingjing/protocol';
import type { Clock, Verifier } from '../ports.ts';
import type { Chain } from './chain.ts';
import { areOrdersFirst, withinLimits } from './limits.ts';
import { verifyWith } from './verify-with.ts';

/** Transactions executed before other work gets its turn: about 2 ms. */
const SLICE = 64;

/** A block that was executed on the current state. */
export interface ExecutedBlock {
  readonly id: Uint8Array;
  readonly header: Header;
  readonly headerBytes: Uint8Array;
  readonly block: Block;
  readonly transactions: readonly ParsedTransaction[];
  readonly outcome: Outcome;
}

export interface BlockParts {
  readonly header: Header;
  readonly headerBytes: Uint8Array;
  readonly parentCertificate: Uint8Array;
  /** Parsed, with verified signatures. */
  readonly transactions: readonly ParsedTransaction[];
}

export type BlockRefusal =
  | HeaderRefusal
  | ValidityRefusal
  | 'limits'
  | 'repeated-transaction'
  | 'order-not-first'
  | 'parent-certificate-invalid';

export interface JudgePorts {
  readonly clock: Clock;
  readonly verifier: Verifier;
}

/** Judges a whole block against the state before it, in slices. */
export async function judgeBlock(
  chain: Chain,
  parts: BlockParts,
  authors: RecordAuthors,
  ports: JudgePorts,
): Promise<Checked<ExecutedBlock, BlockRefusal>> {
  const { header, headerBytes, parentCertificate, transactions } = parts;
  const fault = headerRefusal(chain.state, header, parentCertificate);
  if (fault !== undefined) return refused(fault);
  if (!withinLimits(transactions, chain.state.parameters)) return refused('limits');
  if (!isParentCertified(chain, parentCertificate, ports.verifier)) {
    return refused('parent-certificate-invalid');
  }
  if (!areOrdersFirst(transactions)) return refused('order-not-first');
  const refusal = firstRefusal(chain, transactions, header.time);
  if (refusal !== undefined) return refused(refusal);
  const outcome = await execute(chain, transactions, header.time, authors, ports);
  const difference = outcomeRefusal(header, outcome);
  if (difference !== undefined) return refused(difference);
  return passed({
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
  });
}

// A proposer carries the certificate as it has it; ours, byte for byte, is known to be good.
function isParentCertified(chain: Chain, bytes: Uint8Array, verifier: Verifier): boolean {
  if (equalBytes(bytes, chain.parentCertificate)) return true;
  const parsed = commitCertificateCodec.parse(bytes);
  if (!parsed.ok) return false;
  const certificate = parsed.value;
  const { chainId, tipValidators: set, state } = chain;
  if (certificate.height !== state.height) return false;
  if (!equalBytes(certificate.blockId, state.blockId)) return false;
  return verifyCommitCertificate({ chainId, set, certificate, verify: verifyWith(verifier) }).ok;
}

function firstRefusal(
  chain: Chain,
  transactions: readonly ParsedTransaction[],
  time: number,
): ValidityRefusal | 'repeated-transaction' | undefined {
  const ids = new Set<string>();
  for (const transaction of transactions) {
    const refusal = transactionRefusal(chain.state, transaction, time);
    if (refusal !== undefined) return refusal;
    ids.add(transaction.idKey);
  }
  return ids.size === transactions.length ? undefined : 'repeated-transaction';
}

async function execute(
  chain: Chain,
  transactions: readonly ParsedTransaction[],
  time: number,
  authors: RecordAuthors,
  { clock, verifier }: JudgePorts,
): Promise<Outcome> {
  const draft = new BlockDraft(chain.state, time, verifyWith(verifier), authors);
  for (let at = 0; at < transactions.length; at += SLICE) {
    for (const transaction of transactions.slice(at, at + SLICE)) draft.apply(transaction);
    if (at + SLICE < transactions.length) await clock.yield();
  }
  return draft.finish();
}
