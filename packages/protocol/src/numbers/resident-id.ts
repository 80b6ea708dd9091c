import { checkCharacter } from './mod-11-2.ts';
import { isProvince } from './provinces.ts';
import { type NumberResult, refused } from './result.ts';
import { asTyped, hidden } from './typed-text.ts';

/** Why a text is no resident ID number. */
export type ResidentIdRefusal =
  | 'resident-id-old-form'
  | 'resident-id-pattern'
  | 'resident-id-check'
  | 'resident-id-date'
  | 'resident-id-province';

const OLD_FORM = /^\d{15}$/;
const PATTERN = /^\d{17}[\dX]$/;
const FIRST_YEAR = 1900;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A resident ID number (GB 11643-1999, 18 characters): six digits of an area, the date of birth,
 * a sequence, and the check character MOD 11-2. `today` is the last date of birth that there can
 * be, as a number such as 20261126. Only the province of the area is judged: areas below it change
 * and old ones stay in use. The number of 15 digits ended in 2013 and is told apart.
 */
export function parseResidentId(text: string, today: number): NumberResult<ResidentIdRefusal> {
  const value = asTyped(text).replace('x', 'X');
  if (OLD_FORM.test(value)) return refused('resident-id-old-form');
  if (!PATTERN.test(value)) return refused('resident-id-pattern');
  if (checkCharacter(value.slice(0, 17)) !== value[17]) return refused('resident-id-check');
  if (!isBirthDate(value.slice(6, 14), today)) return refused('resident-id-date');
  if (!isProvince(value.slice(0, 2))) return refused('resident-id-province');
  return { ok: true, value };
}

/** First three and last two characters. */
export function maskResidentId(value: string): string {
  return hidden(value, 3, 2);
}

function isBirthDate(digits: string, today: number): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  if (year < FIRST_YEAR || Number(digits) > today) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= last;
}
