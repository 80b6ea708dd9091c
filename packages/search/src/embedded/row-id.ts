/** Positions of one log, 10^12; what is left of a safe integer numbers the logs. */
const POSITIONS = 2 ** 40;
/** Logs that one index has numbers for. */
export const LOGS_MAX = 2 ** 13 - 1;

/** The number of a row or block in the tables: its log, then its position in it. */
export function rowId(log: number, position: number): bigint {
  return BigInt(log * POSITIONS + position);
}

/** Position of the row, or of the first row of the block, that a number names. */
export function positionOf(id: number): number {
  return id % POSITIONS;
}
