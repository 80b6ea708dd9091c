export interface JournalClock {
  /** Ms since the epoch, UTC. */
  now(): number;
  /** Microseconds since some instant, never falling. */
  monotonicUs(): number;
}

/** Whether a reading can stand in a stub. */
export function isTime(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
