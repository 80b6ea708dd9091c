import { assert } from '@mingjing/crypto';

/*
 * Tree sizes are non-negative safe integers (at most 2^53 - 1), so a size is exact as a number.
 * JavaScript's bit operators work on 32 bits only; these functions cover all 53.
 */

const TWO_POW_32 = 2 ** 32;

/** True for a tree size or leaf index this package can hold: an integer from 0 to 2^53 - 1. */
export function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Number of bits needed to write `value` (a size): 0 for 0, 1 for 1, 2 for 2 and 3. */
export function bitWidth(value: number): number {
  const high = Math.floor(value / TWO_POW_32);
  return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(value);
}

/** Number of one bits in `value` (a size). */
export function popCount(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0; rest = Math.floor(rest / 2)) if (rest % 2 === 1) count++;
  return count;
}

/** Number of consecutive one bits at the low end of `value` (a size below 2^53 - 1). */
export function trailingOnes(value: number): number {
  let count = 0;
  for (let rest = value; rest % 2 === 1; rest = (rest - 1) / 2) count++;
  return count;
}

/** The largest power of two below `value` (a size of at least 2): the split of RFC 6962, 2.1. */
export function splitPoint(value: number): number {
  assert(value >= 2, 'only a tree of two leaves or more is split');
  return 2 ** (bitWidth(value - 1) - 1);
}

/** Writes `value` (a size) as eight big-endian bytes at `offset`. */
export function writeUint64(target: Uint8Array, offset: number, value: number): void {
  assert(isSize(value), 'a 64-bit field is written from a safe integer');
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  view.setUint32(offset, Math.floor(value / TWO_POW_32));
  view.setUint32(offset + 4, value % TWO_POW_32);
}

/** Reads eight big-endian bytes at `offset`; undefined when the value exceeds 2^53 - 1. */
export function readUint64(source: Uint8Array, offset: number): number | undefined {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const value = view.getUint32(offset) * TWO_POW_32 + view.getUint32(offset + 4);
  return isSize(value) ? value : undefined;
}
