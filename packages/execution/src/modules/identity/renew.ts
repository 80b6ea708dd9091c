import { equalBytes, keyId } from '@mingjing/crypto';
import {
  type EnrolledKey,
  type IdentityRenew,
  type IdentityRotate,
  KeyPurpose,
  RegistryKind,
  Standing,
  type User,
  verificationAnswerCodec,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { Context } from '../context.ts';
import { enrolKey, revokeKey } from '../membership/keys.ts';
import { chainNameOf, type JudgedAnswer, judgeAnswer } from './answers.ts';
import { isOfOrganisation } from './register.ts';

/**
 * Renews a user's verification on a new signed answer about the same identity: for the key he has,
 * or, when it is lost, for a new one that takes its place. The answer is later than the one before
 * (`answerStale`), of a verifier of the user's organisation, of the same commitment and as
 * synthetic (`answerInvalid`). With a new key only an officer or node of that organisation may
 * carry it.
 */
export function renew(context: Context, message: IdentityRenew): ResultCode {
  const { registry, verify, time, chainId } = context;
  const user = registry.get('user', message.userId);
  if (user === undefined) return ResultCode.unknownSubject;
  if (!mayCarry(context, message, user)) return ResultCode.signerNotPermitted;
  if (user.standing === Standing.closed) return ResultCode.userNotActive;
  const userKey = keyId((message.key ?? user.key).publicKey);
  const asked = { registry, verify, chainName: chainNameOf(chainId), time };
  const judged = judgeAnswer(asked, message, userKey);
  if (typeof judged === 'number') return judged;
  const fault = continuationFault(user, judged);
  if (fault !== undefined) return fault;
  registry.set('user', user.id, {
    ...{ ...user, verifiedUntil: judged.answer.expiresAt },
    ...{ answer: message.answer, answerSignature: message.answerSignature },
  });
  return message.key ? replaceUserKey(context, user.id, message.key) : ResultCode.done;
}

/**
 * Puts a new key in place of the one that signs, which is revoked in the same act. Verification and
 * its end stay as they are: the key changes, not who was verified.
 */
export function rotate(context: Context, { key }: IdentityRotate): ResultCode {
  const { registry, signer, signerKeyId } = context;
  if (signer.holderKind !== RegistryKind.user) return ResultCode.signerNotPermitted;
  const user = registry.get('user', signer.holder);
  // Once in a block: the second would leave a user with two keys.
  if (user === undefined || !equalBytes(keyId(user.key.publicKey), signerKeyId)) {
    return ResultCode.signerNotPermitted;
  }
  if (user.standing === Standing.closed) return ResultCode.userNotActive;
  return replaceUserKey(context, user.id, key);
}

function replaceUserKey(context: Context, id: string, key: EnrolledKey): ResultCode {
  const { registry } = context;
  const user = registry.get('user', id);
  if (user === undefined) return ResultCode.unknownSubject;
  const code = enrolKey(context, key, KeyPurpose.user, { kind: 'user', id });
  if (code !== ResultCode.done) return code;
  revokeKey(context, user.key.publicKey);
  registry.set('user', id, { ...user, key });
  return ResultCode.done;
}

function mayCarry(context: Context, message: IdentityRenew, user: User): boolean {
  const { signer } = context;
  if (message.key) return organisationOf(context) === user.organisation;
  if (signer.holderKind === RegistryKind.user) return signer.holder === message.userId;
  return isOfOrganisation(context);
}

// Of the node or officer who signs; undefined for anybody else, and who is revoked.
function organisationOf({ signer, registry }: Context): string | undefined {
  const isNode = signer.holderKind === RegistryKind.node;
  if (!isNode && signer.holderKind !== RegistryKind.officer) return undefined;
  const holder = registry.get(isNode ? 'node' : 'officer', signer.holder);
  return holder?.revokedHeight === 0 ? holder.organisation : undefined;
}

function continuationFault(user: User, { answer, verifier }: JudgedAnswer): ResultCode | undefined {
  const before = verificationAnswerCodec.decode(user.answer);
  const isSame =
    verifier.organisation === user.organisation &&
    answer.synthetic === user.synthetic &&
    equalBytes(answer.identityCommitment, before.identityCommitment);
  if (!isSame) return ResultCode.answerInvalid;
  return answer.verifiedAt > before.verifiedAt ? undefined : ResultCode.answerStale;
}
