import { setTimeout as pause } from 'node:timers/promises';

/** The first pauses are short; a long wait asks less often, since each question is work. */
export const POLL_MS = 20;
const POLL_MAX_MS = 100;
const POLL_GROWTH = 1.25;
export const DEADLINE_MS = 60_000;

/**
 * Polls until `probe` gives a value that is neither undefined nor false, and returns it. A probe
 * that throws has no value yet; what it threw last is the cause when the deadline passes. Pauses
 * between two probes grow up to `pollMaxMs`.
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  deadlineMs = DEADLINE_MS,
  pollMaxMs = POLL_MAX_MS,
): Promise<Exclude<T, undefined | false>> {
  const endsAt = Date.now() + deadlineMs;
  let cause: unknown;
  for (let pauseMs = POLL_MS; ; pauseMs = Math.min(pauseMs * POLL_GROWTH, pollMaxMs)) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value as Exclude<T, undefined | false>;
      cause = undefined;
    } catch (error) {
      if (error instanceof GivenUpError) throw error;
      cause = error;
    }
    if (Date.now() > endsAt) {
      throw new Error(`waited ${deadlineMs} ms in vain until ${what}`, { cause });
    }
    await pause(pauseMs);
  }
}

/** Thrown by a probe to say that waiting longer is of no use. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError';
}
