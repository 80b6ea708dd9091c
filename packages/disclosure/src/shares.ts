import {
  checkEquality,
  combineElements,
  decodeElement,
  decodeScalar,
  type Element,
  encodeElement,
  GENERATOR,
  isIdentity,
  type ProofContext,
  proveEquality,
  type Scalar,
  times,
  timesPublic,
} from '@mingjing/crypto/ristretto';

/** A holder's answer to an order: his share times the point asked about, and why to believe it. */
export interface ShareAnswer {
  /** Index of his share, 1 and up. */
  readonly index: number;
  /** 32 bytes. */
  readonly element: Uint8Array;
  /** 64 bytes; bound to the order. */
  readonly proof: Uint8Array;
}

/**
 * The point that a sealed order asks about: B = C0 + t G. Without t nobody tells which record it is
 * of; with t = 0 the order is open. 32 bytes; undefined when C0 is no element.
 */
export function blindPoint(c0: Uint8Array, t: Scalar): Uint8Array | undefined {
  const element = decodeElement(c0);
  return element && encodeElement(element.add(times(GENERATOR, t)));
}

/** Whether these bytes are an element other than the neutral one: what an order may ask about. */
export function isElement(bytes: Uint8Array): boolean {
  const element = decodeElement(bytes);
  return element !== undefined && !isIdentity(element);
}

/** t of its 32 bytes; undefined for what is no scalar. */
export function readBlinding(bytes: Uint8Array): Scalar | undefined {
  return decodeScalar(bytes);
}

/** Whether B is the blinded point of this record: asked by everybody once an order is opened. */
export function isBlindedOf(blinded: Uint8Array, c0: Uint8Array, t: Scalar): boolean {
  const expected = decodeElement(c0)?.add(timesPublic(GENERATOR, t));
  return expected !== undefined && decodeElement(blinded)?.equals(expected) === true;
}

/**
 * Answers an order about the point B with a share: x B, and a proof under the order's context that
 * it is the registered share. Undefined when B is no element, or the neutral one.
 */
export function answerOrder(
  share: { readonly index: number; readonly value: Scalar },
  blinded: Uint8Array,
  context: ProofContext,
  random: Uint8Array,
): ShareAnswer | undefined {
  const base = decodeElement(blinded);
  if (base === undefined || isIdentity(base)) return undefined;
  const [publicElement, image] = [times(GENERATOR, share.value), times(base, share.value)];
  const proof = proveEquality({ publicElement, base, image }, share.value, context, random);
  return { index: share.index, element: encodeElement(image), proof };
}

/** Whether an answer is what the holder of this public share must give to this order. */
export function checkAnswer(
  { element, proof }: ShareAnswer,
  blinded: Uint8Array,
  publicElement: Element,
  context: ProofContext,
): boolean {
  const [base, image] = [decodeElement(blinded), decodeElement(element)];
  if (base === undefined || image === undefined || isIdentity(base)) return false;
  return checkEquality({ publicElement, base, image }, proof, context);
}

/**
 * One side's secret times C0, from enough checked answers about B: what the blinding added comes
 * off with the side's public key, t P. Undefined when an answer is no element, or one comes twice.
 */
export function sideOf(
  answers: readonly ShareAnswer[],
  t: Scalar,
  sidePublic: Element,
): Element | undefined {
  if (new Set(answers.map(({ index }) => index)).size !== answers.length) return undefined;
  const parts: { index: number; element: Element }[] = [];
  for (const { index, element } of answers) {
    const decoded = decodeElement(element);
    if (decoded === undefined) return undefined;
    parts.push({ index, element: decoded });
  }
  return combineElements(parts).subtract(timesPublic(sidePublic, t));
}

/** M = Cs - xa C0 - xc C0: both halves are needed. Undefined when Cs is no element. */
export function elementOf(
  cs: Uint8Array,
  authorityPart: Element,
  custodyPart: Element,
): Element | undefined {
  return decodeElement(cs)?.subtract(authorityPart).subtract(custodyPart);
}
