/** When a session ends by itself. Times are ms of a clock that never falls. */
export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

export interface SessionTimes {
  readonly startedMs: number;
  readonly seenMs: number;
}

/** Why a session ended that nobody ended. */
export type SessionEnd =
  | 'idle'
  | 'absolute'
  | 'officer-revoked'
  | 'officer-changed'
  | 'account-changed'
  | 'too-many-sessions'
  | 'program-stopped';

/** Why the time of a session is over; undefined: it is not. */
export function overdue(
  { idleMs, absoluteMs }: SessionLimits,
  { startedMs, seenMs }: SessionTimes,
  nowMs: number,
): 'idle' | 'absolute' | undefined {
  if (nowMs - startedMs >= absoluteMs) return 'absolute';
  return nowMs - seenMs >= idleMs ? 'idle' : undefined;
}
