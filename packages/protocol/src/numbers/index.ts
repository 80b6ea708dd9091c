/**
 * Numbers that Chinese authorities give to people, organisations and services, checked exactly by
 * the published rules, with the reason of each refusal and the form that may be shown. Pure, and
 * runs in a browser. A good form is never an identity.
 *
 *     const parsed = parseResidentId(typed, dateInChina(now));
 *     if (parsed.ok) show(maskResidentId(parsed.value));
 */
export {
  BASIS_CODES,
  type BasisName,
  basisName,
  REASON_CODES,
  type ReasonName,
  reasonName,
} from './act-codes.ts';
export { type CreditCodeRefusal, maskCreditCode, parseCreditCode } from './credit-code.ts';
export {
  type FilingNumberDoubt,
  type FilingNumberResult,
  parseFilingNumber,
} from './filing-number.ts';
export {
  dateInChina,
  IDENTIFIER_KINDS,
  type IdentifierKind,
  type IdentifierRefusal,
  maskIdentifier,
  maskName,
  parseIdentifier,
} from './identifier.ts';
export { type MobileRefusal, maskMobile, parseMobile } from './mobile.ts';
export { parseIcpNumber, parseMlpsNumber, parsePoliceNumber } from './notice-numbers.ts';
export { maskResidentId, parseResidentId, type ResidentIdRefusal } from './resident-id.ts';
export type { NumberResult } from './result.ts';
