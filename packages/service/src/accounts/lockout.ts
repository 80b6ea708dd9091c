/**
 * How failures lock: the first `free` of them cost nothing, the last of these locks for
 * `firstMs`, and each further one twice as long as the one before, up to `longestMs`.
 */
export interface LockoutPolicy {
  readonly free: number;
  readonly firstMs: number;
  readonly longestMs: number;
  /** After this long without a failure all are forgotten. */
  readonly forgetMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Of an account. Its failures are wrong second factors behind a right signature, so somebody has
 * the officer's key: guessing one of a million codes at this pace takes centuries.
 */
export const ACCOUNT_LOCKOUT: LockoutPolicy = {
  ...{ free: 5, firstMs: 5 * MINUTE_MS, longestMs: DAY_MS },
  // Only a login makes it forget: who waits a month between guesses guesses all the same.
  forgetMs: Number.POSITIVE_INFINITY,
};

/** Of a source address, behind which several officers may sit. */
export const SOURCE_LOCKOUT: LockoutPolicy = {
  ...{ free: 20, firstMs: MINUTE_MS, longestMs: HOUR_MS },
  forgetMs: DAY_MS,
};

/** Failures since the last success. Times are ms of one clock, whichever. */
export interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

export const NO_FAILURES: Failures = { count: 0, lastAt: 0 };

/** The failures with one more. */
export function failedAgain(policy: LockoutPolicy, failures: Failures, now: number): Failures {
  const isOld = now - failures.lastAt > policy.forgetMs;
  return { count: isOld ? 1 : failures.count + 1, lastAt: now };
}

/**
 * For how many ms more it is locked; 0: not. A clock that went back since the last failure makes
 * no lock longer than it was when it began.
 */
export function lockedForMs(policy: LockoutPolicy, failures: Failures, now: number): number {
  const { count, lastAt } = failures;
  if (count < policy.free) return 0;
  // The exponent is bounded, so that the period stays a number.
  const doublings = Math.min(count - policy.free, 40);
  const period = Math.min(policy.firstMs * 2 ** doublings, policy.longestMs);
  return Math.min(period, Math.max(0, lastAt + period - now));
}
