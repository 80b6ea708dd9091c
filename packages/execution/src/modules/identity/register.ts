import { keyId } from '@mingjing/crypto';
import {
  type IdentityRegister,
  isName,
  KeyPurpose,
  OfficerRole,
  RegistryKind,
  Standing,
  type User,
  UserType,
  Verification,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { type EnrolmentContext, enrolKey } from '../membership/keys.ts';
import { chainNameOf, type JudgedAnswer, judgeAnswer } from './answers.ts';

/**
 * Registers a user on a verifier's signed answer. The transaction is signed by a node's statement
 * key or an officer of an organisation: a user has no key on the chain before this. He belongs to
 * the verifier's organisation, whoever carried the answer.
 */
export function register(context: Context, message: IdentityRegister): ResultCode {
  if (!isOfOrganisation(context)) return ResultCode.signerNotPermitted;
  return enrolUser(context, chainNameOf(context.chainId), context.time, message);
}

/**
 * Whether the signer is a chain node or an officer of an organisation: one of an authority
 * registers nobody.
 */
export function isOfOrganisation({ signer, registry }: Context): boolean {
  if (signer.holderKind === RegistryKind.node) return true;
  if (signer.holderKind !== RegistryKind.officer) return false;
  return registry.get('officer', signer.holder)?.role !== OfficerRole.supervisionOfficer;
}

/** The same for genesis, where no transaction is signed. */
export function enrolUser(
  context: EnrolmentContext,
  chainName: string,
  time: number,
  message: IdentityRegister,
): ResultCode {
  const { registry, verify } = context;
  if (!isName(message.userId)) return ResultCode.badField;
  if (message.userType !== UserType.person && message.userType !== UserType.organisation) {
    return ResultCode.badField;
  }
  if (registry.get('user', message.userId) !== undefined) return ResultCode.alreadyExists;
  if (!message.key) return ResultCode.answerInvalid;
  const userKey = keyId(message.key.publicKey);
  const judged = judgeAnswer({ registry, verify, chainName, time }, message, userKey);
  if (typeof judged === 'number') return judged;
  const holder = { kind: 'user', id: message.userId } as const;
  const code = enrolKey(context, message.key, KeyPurpose.user, holder);
  if (code !== ResultCode.done) return code;
  registry.set('user', message.userId, userOf(context.height, message, judged));
  return ResultCode.done;
}

function userOf(
  height: number,
  message: IdentityRegister,
  { answer, verifier }: JudgedAnswer,
): User {
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
    organisation: verifier.organisation,
    acceptances: [],
  };
}
