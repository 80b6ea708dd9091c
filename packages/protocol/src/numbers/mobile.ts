import { type NumberResult, refused } from './result.ts';
import { asTyped, hidden } from './typed-text.ts';

/** Why a text is no mobile number. */
export type MobileRefusal = 'mobile-pattern';

const SEPARATORS = /[\s-]/g;
const COUNTRY = /^(?:\+86|0086)/;
const PATTERN = /^1[3-9]\d{9}$/;

/**
 * A mobile number of the mainland: eleven digits, without blanks, hyphens and the country's prefix.
 * Ranges move between operators, so nothing is read off them.
 */
export function parseMobile(text: string): NumberResult<MobileRefusal> {
  const value = asTyped(text).replace(SEPARATORS, '').replace(COUNTRY, '');
  return PATTERN.test(value) ? { ok: true, value } : refused('mobile-pattern');
}

/** First three and last four digits. */
export function maskMobile(value: string): string {
  return hidden(value, 3, 4);
}
