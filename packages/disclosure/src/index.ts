/**
 * The look-through envelope: a private record is sealed to its recipients and to an authority that
 * needs a custodian's half to open it, and everybody can check that all of them open the same key.
 * Speaks bytes and elements; no clock, no randomness. Format and reasons: `docs/spec/envelope.md`.
 *
 *     const sealed = sealContent(input);
 *     const proof = proveEnvelope(sealed.envelope, keys, place, sealed.opening, random);
 *     if (!checkEnvelope({ ...sealed.envelope, proof }, keys, place).ok) refuse();
 */
export { checkEnvelope } from './check.ts';
export { type DealtSide, dealSide, sealKey, shareKey } from './dealing.ts';
export {
  type Envelope,
  type EnvelopeKeys,
  type EnvelopePlace,
  type EnvelopeRefusal,
  type EnvelopeResult,
  RECIPIENTS_MAX,
  type RecipientPart,
} from './envelope.ts';
export {
  judgeOpening,
  type OpeningEvidence,
  type OpeningVerdict,
  type SideEvidence,
  type SideKeys,
} from './evidence.ts';
export { type Opened, openAsRecipient, openWithElement } from './open.ts';
export { checkPossession, provePossession } from './possession.ts';
export { checkProof, type ProofCheck, proofCheckId } from './proof-check.ts';
export { proveEnvelope, type SealedContent, type SealInput, sealContent } from './seal.ts';
export {
  answerOrder,
  blindPoint,
  checkAnswer,
  elementOf,
  isBlindedOf,
  isElement,
  readBlinding,
  type ShareAnswer,
  sideOf,
} from './shares.ts';
