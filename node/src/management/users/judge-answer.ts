import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import type { RegistryReader } from '@mingjing/execution';
import {
  KeyPurpose,
  signedStatement,
  Tag,
  type VerificationAnswer,
  verificationAnswerCodec,
} from '@mingjing/protocol';
import type { SaidAnswer, VerificationRequest } from './verification-service.ts';

/** Why a signed answer is not believed. */
export type AnswerRefusal =
  | 'answer-not-canonical'
  | 'answer-verifier-unknown'
  | 'answer-verifier-foreign'
  | 'answer-signature'
  | 'answer-other-chain'
  | 'answer-other-person'
  | 'answer-synthetic-only'
  | 'answer-untimely'
  | 'answer-expired';

/** How far a service's clock may be from this machine's; also how old an answer may be. */
const CLOCK_MS = 5 * 60_000;

export interface AnswerPlace {
  readonly registry: RegistryReader;
  readonly verify: VerifySignature;
  /** This node's organisation: a verifier of another makes users of another. */
  readonly organisation: string;
  readonly now: number;
}

/**
 * Judges what a service said of a request. The chain judges the same again before anybody is
 * verified; here it is told apart what is wrong, before anything of the person is kept.
 */
export function judgeSaid(
  { registry, verify, organisation, now }: AnswerPlace,
  asked: VerificationRequest,
  { answer: bytes, signature }: SaidAnswer,
): { readonly ok: true; readonly answer: VerificationAnswer } | Refused {
  const parsed = verificationAnswerCodec.parse(bytes);
  if (!parsed.ok) return refused('answer-not-canonical');
  const answer = parsed.value;
  const key = registry.get('key', answer.verifierKey);
  const verifier = key?.purpose === KeyPurpose.verifier && registry.get('verifier', key.holder);
  if (!key || !verifier || key.revokedHeight !== 0 || verifier.revokedHeight !== 0) {
    return refused('answer-verifier-unknown');
  }
  if (verifier.organisation !== organisation) return refused('answer-verifier-foreign');
  const signing = signedStatement(Tag.verification, '', bytes);
  if (signature.length !== 64 || !verify(key.publicKey, signing, signature)) {
    return refused('answer-signature');
  }
  if (answer.chainName !== asked.chainName) return refused('answer-other-chain');
  const isAboutHim =
    equalBytes(answer.userKey, asked.userKey) &&
    equalBytes(answer.identityCommitment, asked.identityCommitment);
  if (!isAboutHim) return refused('answer-other-person');
  if (verifier.syntheticOnly && !answer.synthetic) return refused('answer-synthetic-only');
  if (Math.abs(answer.verifiedAt - now) > CLOCK_MS) return refused('answer-untimely');
  if (answer.expiresAt <= now) return refused('answer-expired');
  return { ok: true, answer };
}

interface Refused {
  readonly ok: false;
  readonly reason: AnswerRefusal;
}

function refused(reason: AnswerRefusal): Refused {
  return { ok: false, reason };
}
