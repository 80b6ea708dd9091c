import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import {
  KeyPurpose,
  signedStatement,
  Tag,
  type VerificationAnswer,
  type Verifier,
  verificationAnswerCodec,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';

/** What an answer is judged by. */
export interface AnswerContext {
  readonly registry: RegistryReader;
  readonly verify: VerifySignature;
  /** Name of the chain: genesis, which makes the id, carries answers itself. */
  readonly chainName: string;
  /** Block time, ms. */
  readonly time: number;
}

/** An answer as a message carries it. */
export interface SignedAnswer {
  readonly answer: Uint8Array;
  readonly answerSignature: Uint8Array;
}

/** A sound answer and the admitted verifier who gave it. */
export interface JudgedAnswer {
  readonly answer: VerificationAnswer;
  readonly verifier: Verifier;
}

/**
 * Judges a verifier's answer about a user's key (key id, 32 bytes). The verifier is admitted and
 * not revoked (`verifierUnknown`); the answer is canonical, of this chain, about this key, given by
 * now and not expired, about a test subject where the verifier knows no others, and bears the
 * verifier's signature (`answerInvalid`). His clock may be ahead of the block's by one replay
 * window.
 */
export function judgeAnswer(
  { registry, verify, chainName, time }: AnswerContext,
  said: SignedAnswer,
  userKey: Uint8Array,
): JudgedAnswer | ResultCode {
  const parsed = verificationAnswerCodec.parse(said.answer);
  if (!parsed.ok) return ResultCode.answerInvalid;
  const answer = parsed.value;
  const key = registry.get('key', answer.verifierKey);
  if (key?.purpose !== KeyPurpose.verifier || key.revokedHeight !== 0) {
    return ResultCode.verifierUnknown;
  }
  const verifier = registry.get('verifier', key.holder);
  if (verifier === undefined || verifier.revokedHeight !== 0) return ResultCode.verifierUnknown;
  const ahead = registry.get('parameters', '')?.replayWindowMs ?? 0;
  const holds =
    answer.chainName === chainName &&
    equalBytes(answer.userKey, userKey) &&
    answer.identityCommitment.length === 32 &&
    answer.verifiedAt <= time + ahead &&
    answer.expiresAt > time &&
    (answer.synthetic || !verifier.syntheticOnly) &&
    said.answerSignature.length === 64 &&
    verify(key.publicKey, signedStatement(Tag.verification, '', said.answer), said.answerSignature);
  return holds ? { answer, verifier } : ResultCode.answerInvalid;
}

/** The name part of a chain id. */
export function chainNameOf(chainId: string): string {
  return chainId.slice(0, chainId.lastIndexOf('-'));
}
