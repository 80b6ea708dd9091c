/** Low bits of a row's number: rows of one millisecond, in the order they came. */
const COUNT_BITS = 16n;

/**
 * The lowest number that a row of a time can have. Rows are numbered by time, so that newest
 * first, a range of time, and where a page ends are all comparisons of one number.
 */
export function firstNumber(time: number): bigint {
  return BigInt(time) << COUNT_BITS;
}

/**
 * The number of the next row of a time, given the last row of that time or below it. When a
 * millisecond is full the count runs into the next, whose rows then follow.
 */
export function nextNumber(time: number, last: bigint | undefined): bigint {
  const first = firstNumber(time);
  return last === undefined || last < first ? first : last + 1n;
}
