import { checkCharacter } from './mod-11-2.ts';
import { PROVINCE_CHARACTERS, PROVINCES } from './provinces.ts';
import { refused } from './result.ts';
import { asTyped } from './typed-text.ts';

/** What is unusual about a filing number. */
export type FilingNumberDoubt = 'filing-number-check' | 'filing-number-province';

/** A filing number with what is unusual about it, or why the text is none. */
export type FilingNumberResult =
  | { readonly ok: true; readonly value: string; readonly doubts: readonly FilingNumberDoubt[] }
  | { readonly ok: false; readonly reason: 'filing-number-pattern' };

const PATTERN = new RegExp(`^([${PROVINCE_CHARACTERS}])网信备(\\d{19})([\\dX])号$`);

/**
 * The filing number of a blockchain information service, such as 京网信备11000000000000000011号:
 * the province, six digits of an area, two of a year, eight, three of the service, and a check.
 * No document says how the last character is made or that area and province agree; all numbers
 * seen follow MOD 11-2 and do agree, so a number that does not is doubtful and not refused.
 */
export function parseFilingNumber(text: string): FilingNumberResult {
  const value = asTyped(text).replace('x', 'X');
  const [, province = '', digits = '', check] = PATTERN.exec(value) ?? [];
  if (check === undefined) return refused('filing-number-pattern');
  const doubts: FilingNumberDoubt[] = [];
  if (checkCharacter(digits) !== check) doubts.push('filing-number-check');
  if (PROVINCES[province] !== digits.slice(0, 2)) doubts.push('filing-number-province');
  return { ok: true, value, doubts };
}
