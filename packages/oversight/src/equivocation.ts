import { assert, bytesToHex } from '@mingjing/crypto';
import {
  blockCodec,
  EvidenceKind,
  type MisbehaviourEvidence,
  type ParsedTransaction,
  parseTransaction,
  proposalStatementCodec,
  voteStatementCodec,
  widestParameters,
} from '@mingjing/protocol';
import type { ConflictingStatements } from './alarms.ts';

/** Misbehaviour evidence that the chain accepted: who signed both statements. */
export interface Equivocation {
  /** Key id of the vote key that signed both. */
  readonly voteKey: Uint8Array;
  readonly statements: ConflictingStatements;
}

const DONE = 0;

/**
 * The equivocations that a block recorded. Its evidence was verified when the block was executed
 * here: a result other than done had no effect and is left out.
 */
export function equivocationsIn(
  height: number,
  transactions: readonly Pick<ParsedTransaction, 'message'>[],
  results: readonly number[],
): Equivocation[] {
  return transactions.flatMap(({ message }, index) => {
    if (message.type !== 'misbehaviourEvidence' || results[index] !== DONE) return [];
    const { voteKey } = message.value;
    return [{ voteKey, statements: statementsOf(message.value, height) }];
  });
}

/** A block as a node stores it, which verified it before. */
export interface StoredEvidenceBlock {
  readonly height: number;
  /** Canonical `Block`. */
  readonly block: Uint8Array;
  readonly results: readonly number[];
}

/** The same of a stored block, for whoever was not there when it was executed. */
export function storedEquivocations(
  { height, block, results }: StoredEvidenceBlock,
  chainId: string,
): Equivocation[] {
  const transactions = blockCodec.decode(block).transactions.map((bytes) => {
    const parsed = parseTransaction(bytes, chainId, widestParameters);
    assert(parsed.ok, 'a stored block holds nothing that exceeds every limit');
    return parsed.value;
  });
  return equivocationsIn(height, transactions, results);
}

function statementsOf(
  evidence: MisbehaviourEvidence,
  recordedHeight: number,
): ConflictingStatements {
  const isVotes = evidence.kind === EvidenceKind.votes;
  const codec = isVotes ? voteStatementCodec : proposalStatementCodec;
  const { height, round } = codec.decode(evidence.first);
  return {
    type: isVotes ? 'votes' : 'proposals',
    height,
    round,
    first: bytesToHex(evidence.first),
    firstSignature: bytesToHex(evidence.firstSignature),
    second: bytesToHex(evidence.second),
    secondSignature: bytesToHex(evidence.secondSignature),
    recordedHeight,
  };
}
