import { equalBytes, keyId, type VerifySignature } from '@mingjing/crypto';
import {
  type IdentityRegister,
  isName,
  KeyPurpose,
  OfficerRole,
  RegistryKind,
  Standing,
  signedStatement,
  Tag,
  type User,
  UserType,
  Verification,
  type VerificationAnswer,
  verificationAnswerCodec,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { type EnrolmentContext, enrolKey } from '../membership/keys.ts';

/**
 * Registers a user on a verifier's signed answer. The transaction is signed by a node's statement
 * key or an officer of an organisation: a user has no key on the chain before this.
 */
export function register(context: Context, message: IdentityRegister): ResultCode {
  if (!isOfOrganisation(context)) return ResultCode.signerNotPermitted;
  return enrolUser(context, chainName(context.chainId), context.time, message);
}

// A supervision officer belongs to an authority and registers nobody.
function isOfOrganisation({ signer, registry }: Context): boolean {
  if (signer.holderKind === RegistryKind.node) return true;
  if (signer.holderKind !== RegistryKind.officer) return false;
  return registry.get('officer', signer.holder)?.role !== OfficerRole.supervisionOfficer;
}

/** The same for genesis, where no transaction is signed. */
export function enrolUser(
  context: EnrolmentContext,
  name: string,
  time: number,
  message: IdentityRegister,
): ResultCode {
  const { registry } = context;
  if (!isName(message.userId)) return ResultCode.badField;
  if (message.userType !== UserType.person && message.userType !== UserType.organisation) {
    return ResultCode.badField;
  }
  if (registry.get('user', message.userId) !== undefined) return ResultCode.alreadyExists;
  const answer = checkAnswer(registry, name, time, message, context.verify);
  if (typeof answer === 'number') return answer;
  const holder = { kind: 'user', id: message.userId } as const;
  const code = enrolKey(context, message.key, KeyPurpose.user, holder);
  if (code !== ResultCode.done) return code;
  registry.set('user', message.userId, userOf(context.height, message, answer));
  return ResultCode.done;
}

function checkAnswer(
  registry: RegistryReader,
  name: string,
  time: number,
  message: IdentityRegister,
  verify: VerifySignature,
): VerificationAnswer | ResultCode {
  const parsed = verificationAnswerCodec.parse(message.answer);
  if (!parsed.ok || !message.key) return ResultCode.answerInvalid;
  const answer = parsed.value;
  const key = registry.get('key', answer.verifierKey);
  if (key?.purpose !== KeyPurpose.verifier || key.revokedHeight !== 0) {
    return ResultCode.verifierUnknown;
  }
  const verifier = registry.get('verifier', key.holder);
  if (verifier === undefined || verifier.revokedHeight !== 0) return ResultCode.verifierUnknown;
  const holds =
    answer.chainName === name &&
    equalBytes(answer.userKey, keyId(message.key.publicKey)) &&
    answer.identityCommitment.length === 32 &&
    answer.expiresAt > time &&
    (answer.synthetic || !verifier.syntheticOnly) &&
    message.answerSignature.length === 64 &&
    verify(
      key.publicKey,
      signedStatement(Tag.verification, '', message.answer),
      message.answerSignature,
    );
  return holds ? answer : ResultCode.answerInvalid;
}

function userOf(height: number, message: IdentityRegister, answer: VerificationAnswer): User {
  return {
    id: message.userId,
    type: message.userType,
    key: message.key,
    verification: Verification.verified,
    standing: Standing.active,
    answer: message.answer,
    answerSignature: message.answerSignature,
    verifiedUntil: answer.expiresAt,
    synthetic: answer.synthetic,
    registeredHeight: height,
  };
}

/** The name part of a chain id. */
function chainName(chainId: string): string {
  return chainId.slice(0, chainId.lastIndexOf('-'));
}
