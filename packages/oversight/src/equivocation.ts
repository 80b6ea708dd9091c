import { bytesToHex } from '@mingjing/crypto';
import {
  EvidenceKind,
  type MisbehaviourEvidence,
  type ParsedTransaction,
  proposalStatementCodec,
  voteStatementCodec,
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
