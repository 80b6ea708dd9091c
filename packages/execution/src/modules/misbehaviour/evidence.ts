import { compareBytes, equalBytes, taggedHash, type VerifySignature } from '@mingjing/crypto';
import {
  EvidenceKind,
  KeyPurpose,
  type MisbehaviourEvidence,
  type ProposalStatement,
  proposalStatementCodec,
  signedStatement,
  Tag,
  type VoteStatement,
  voteStatementCodec,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';

/** Records two signatures that no correct validator gives for one height, round and step. */
export function recordEvidence(context: Context, message: MisbehaviourEvidence): ResultCode {
  if (context.signer.purpose !== KeyPurpose.statement) return ResultCode.signerNotPermitted;
  const key = context.registry.get('key', message.voteKey);
  if (key?.purpose !== KeyPurpose.vote) return ResultCode.evidenceInvalid;
  const height = conflictHeight(context.chainId, key.publicKey, message, context.verify);
  if (height === undefined) return ResultCode.evidenceInvalid;
  const id = evidenceId(context.chainId, message);
  if (context.registry.get('evidence', id) !== undefined) return ResultCode.evidenceKnown;
  const { height: recordedHeight } = context;
  context.registry.set('evidence', id, { id, nodeId: key.holder, height, recordedHeight });
  return ResultCode.done;
}

/** Names a conflict whichever of the two statements comes first. */
export function evidenceId(chainId: string, message: MisbehaviourEvidence): Uint8Array {
  const [a, b] = [message.first, message.second].sort(compareBytes);
  return taggedHash(
    Tag.evidence,
    chainId,
    message.voteKey,
    a ?? message.first,
    b ?? message.second,
  );
}

/** Height of the conflict when both signatures hold and contradict each other; else undefined. */
export function conflictHeight(
  chainId: string,
  publicKey: Uint8Array,
  message: MisbehaviourEvidence,
  verify: VerifySignature,
): number | undefined {
  const height =
    message.kind === EvidenceKind.votes ? voteConflict(message) : proposalConflict(message);
  if (height === undefined) return undefined;
  const tag = message.kind === EvidenceKind.votes ? Tag.vote : Tag.proposal;
  const isSigned = (statement: Uint8Array, signature: Uint8Array) =>
    signature.length === 64 &&
    verify(publicKey, signedStatement(tag, chainId, statement), signature);
  const both =
    isSigned(message.first, message.firstSignature) &&
    isSigned(message.second, message.secondSignature);
  return both ? height : undefined;
}

function voteConflict(message: MisbehaviourEvidence): number | undefined {
  const a = voteStatementCodec.parse(message.first);
  const b = voteStatementCodec.parse(message.second);
  if (!a.ok || !b.ok || a.value.type !== b.value.type) return undefined;
  return differ(a.value, b.value);
}

function proposalConflict(message: MisbehaviourEvidence): number | undefined {
  if (message.kind !== EvidenceKind.proposals) return undefined;
  const a = proposalStatementCodec.parse(message.first);
  const b = proposalStatementCodec.parse(message.second);
  return a.ok && b.ok ? differ(a.value, b.value) : undefined;
}

type Statement = VoteStatement | ProposalStatement;

function differ(a: Statement, b: Statement): number | undefined {
  if (a.height !== b.height || a.round !== b.round) return undefined;
  return equalBytes(a.blockId, b.blockId) ? undefined : a.height;
}
