import { equalBytes, taggedHash, type VerifySignature } from '@mingjing/crypto';
import {
  EvidenceKind,
  type KeyEntry,
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
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';

/**
 * Heights for which the registry keeps evidence of one vote key. One would hold its validator to
 * account; some more show whether it happened once or goes on. A validator that contradicts itself
 * at every height must not make the state grow, nor every block carry a transaction.
 */
export const EVIDENCE_PER_KEY_MAX = 32;

/**
 * Records two signatures that no correct validator gives for one height, round and step: the first
 * such pair of a vote key and height, and of so many heights.
 */
export function recordEvidence(context: Context, message: MisbehaviourEvidence): ResultCode {
  if (context.signer.purpose !== KeyPurpose.statement) return ResultCode.signerNotPermitted;
  const { chainId, registry, verify } = context;
  const refusal = evidenceRefusal(chainId, registry, message);
  if (refusal !== undefined) return refusal;
  const key = registry.get('key', message.voteKey) as KeyEntry;
  const height = conflictHeight(chainId, key.publicKey, message, verify);
  if (height === undefined) return ResultCode.evidenceInvalid;
  const id = evidenceId(chainId, message.voteKey, height);
  const recordedHeight = context.height;
  registry.set('evidence', id, { id, nodeId: key.holder, height, recordedHeight });
  registry.set('key', message.voteKey, { ...key, evidenceCount: key.evidenceCount + 1 });
  return ResultCode.done;
}

/**
 * Why the state refuses this evidence whatever its signatures are worth, or undefined. Costs no
 * verification, so that evidence which is not needed any more is cheap to turn away.
 */
export function evidenceRefusal(
  chainId: string,
  registry: RegistryReader,
  message: MisbehaviourEvidence,
): ResultCode | undefined {
  const key = registry.get('key', message.voteKey);
  const height = claimedHeight(message);
  if (key?.purpose !== KeyPurpose.vote || height === undefined) return ResultCode.evidenceInvalid;
  const id = evidenceId(chainId, message.voteKey, height);
  if (registry.get('evidence', id) !== undefined) return ResultCode.evidenceKnown;
  return key.evidenceCount >= EVIDENCE_PER_KEY_MAX ? ResultCode.evidenceSufficient : undefined;
}

/** Names what a vote key contradicted itself at; `height` is a safe integer. */
export function evidenceId(chainId: string, voteKey: Uint8Array, height: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(height));
  return taggedHash(Tag.evidence, chainId, voteKey, bytes);
}

/** Height of the conflict when both signatures hold and contradict each other; else undefined. */
export function conflictHeight(
  chainId: string,
  publicKey: Uint8Array,
  message: MisbehaviourEvidence,
  verify: VerifySignature,
): number | undefined {
  const height = claimedHeight(message);
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

// Height of two statements that contradict each other, whoever signed them.
function claimedHeight(message: MisbehaviourEvidence): number | undefined {
  return message.kind === EvidenceKind.votes ? voteConflict(message) : proposalConflict(message);
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
