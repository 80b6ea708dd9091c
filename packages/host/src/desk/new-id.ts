import { bytesToHex } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';

const UNIQUE_BYTES = 6;
const TIME_DIGITS = 12;

/** An id of 24 digits, in the order in which things were made: ms since 1970, then random bytes. */
export function newId(now: number): string {
  return idFloor(now) + bytesToHex(randomBytes(UNIQUE_BYTES));
}

/** What the ids of a time begin with: no id of that time or later comes before it. */
export function idFloor(now: number): string {
  return now.toString(16).padStart(TIME_DIGITS, '0');
}
