import { type NumberResult, refused } from './result.ts';
import { asTyped, hidden } from './typed-text.ts';

/** Why a text is no unified social credit code. */
export type CreditCodeRefusal =
  | 'credit-code-pattern'
  | 'credit-code-alphabet'
  | 'credit-code-check'
  | 'credit-code-organisation';

/** Without I, O, S, V and Z, which look like digits or like each other. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const MODULUS = ALPHABET.length;
/** The weight of character i is 3^i mod 31. */
const WEIGHT_BASE = 3;
const LENGTH = 18;
const PATTERN = /^[0-9A-Z]{2}\d{6}[0-9A-Z]{10}$/;

const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const INNER_MODULUS = 11;

/**
 * A unified social credit code (GB 32100-2015, 18 characters): registering authority, category, six
 * digits of an area, the organisation code (GB 11714, with a check of its own), check character.
 */
export function parseCreditCode(text: string): NumberResult<CreditCodeRefusal> {
  const value = asTyped(text).toUpperCase();
  if (!PATTERN.test(value)) return refused('credit-code-pattern');
  if ([...value].some((each) => !ALPHABET.includes(each))) return refused('credit-code-alphabet');
  if (creditCodeCheck(value.slice(0, LENGTH - 1)) !== value[LENGTH - 1]) {
    return refused('credit-code-check');
  }
  if (organisationCheck(value.slice(8, 16)) !== value[16]) {
    return refused('credit-code-organisation');
  }
  return { ok: true, value };
}

/** The check character of the first 17 characters, all of the alphabet. */
export function creditCodeCheck(characters: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of characters) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * WEIGHT_BASE) % MODULUS;
  }
  return ALPHABET.charAt((MODULUS - (sum % MODULUS)) % MODULUS);
}

/** First two and last two characters: the code of one person's business leads to that person. */
export function maskCreditCode(value: string): string {
  return hidden(value, 2, 2);
}

// Letters count A = 10 to Z = 35 here: another table than that of the whole code.
function organisationCheck(characters: string): string {
  let sum = 0;
  for (const [index, character] of [...characters].entries()) {
    sum += Number.parseInt(character, 36) * (INNER_WEIGHTS[index] ?? 0);
  }
  const check = INNER_MODULUS - (sum % INNER_MODULUS);
  if (check === 10) return 'X';
  return check === INNER_MODULUS ? '0' : String(check);
}
