import type { Element, ProofContext, Scalar } from '@mingjing/crypto/ristretto';
import type { Envelope, EnvelopeKeys, EnvelopePlace } from './envelope.ts';
import { openWithElement } from './open.ts';
import { blindPoint, checkAnswer, elementOf, type ShareAnswer, sideOf } from './shares.ts';

/** Everything that shows how a record was opened; whoever has it can do it again. */
export interface OpeningEvidence {
  readonly envelope: Envelope;
  readonly ciphertext: Uint8Array;
  readonly authority: SideEvidence;
  readonly custody: SideEvidence;
}

export interface SideEvidence {
  /** What the point that was asked about was blinded with; 0: it was C0 itself. */
  readonly t: Scalar;
  readonly answers: readonly ShareAnswer[];
}

/** Registered facts of one side in the epoch of the envelope. */
export interface SideKeys {
  /** The side's public key. */
  readonly publicElement: Element;
  readonly threshold: number;
  /** The public share of each holder, by index; absent: no such holder. */
  shareOf(index: number): Element | undefined;
}

/** What the opening shows of who sealed the record. */
export type OpeningVerdict = 'opens' | 'garbage' | 'evidence-wrong';

/**
 * Judges an opening from public facts alone: every answer proved, both thresholds reached, and then
 * what M opens. `garbage` stands against the sender: his own proof says that M is what he sealed.
 */
export function judgeOpening(
  { envelope, ciphertext, authority, custody }: OpeningEvidence,
  keys: EnvelopeKeys & { readonly authority: SideKeys; readonly custody: SideKeys },
  place: Pick<EnvelopePlace, 'chainId' | 'suite'>,
  order: ProofContext,
): OpeningVerdict {
  const first = provedPart(envelope.c0, authority, keys.authority, order);
  const second = provedPart(envelope.c0, custody, keys.custody, order);
  if (first === undefined || second === undefined) return 'evidence-wrong';
  const element = elementOf(envelope.cs, first, second);
  if (element === undefined) return 'evidence-wrong';
  return openWithElement(element, envelope, keys, place, ciphertext).ok ? 'opens' : 'garbage';
}

function provedPart(
  c0: Uint8Array,
  { t, answers }: SideEvidence,
  { publicElement, threshold, shareOf }: SideKeys,
  order: ProofContext,
): Element | undefined {
  const blinded = blindPoint(c0, t);
  if (blinded === undefined || answers.length < threshold) return undefined;
  const isProved = (answer: ShareAnswer) => {
    const share = shareOf(answer.index);
    return share !== undefined && checkAnswer(answer, blinded, share, order);
  };
  return answers.every(isProved) ? sideOf(answers, t, publicElement) : undefined;
}
