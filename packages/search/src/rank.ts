/**
 * Where a row stands among those of all logs: newest first. Within a log the order is its own, so
 * the time of a rank is the highest that the log had up to there, whatever its clock did since.
 */
export interface Rank {
  readonly time: number;
  /** Number of the log in this index, which orders rows of one time. */
  readonly log: number;
  readonly position: number;
}

/** Whether one rank lies below another. */
export function isBelow(one: Rank, other: Rank): boolean {
  if (one.time !== other.time) return one.time < other.time;
  if (one.log !== other.log) return one.log < other.log;
  return one.position < other.position;
}
