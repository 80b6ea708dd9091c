const RADIX = 2;
const MODULUS = 11;

/**
 * The check character of ISO/IEC 7064, MOD 11-2, over decimal digits: `0` to `9` or `X`. It finds
 * every single changed digit and every exchange of two neighbours.
 */
export function checkCharacter(digits: string): string {
  let sum = 0;
  for (const digit of digits) sum = ((sum + Number(digit)) * RADIX) % MODULUS;
  const check = (MODULUS + 1 - sum) % MODULUS;
  return check === 10 ? 'X' : String(check);
}
