import { setTimeout as sleep } from 'node:timers/promises';

/** What was waited for did not come. */
class NotReachedError extends Error {
  override readonly name = 'NotReachedError';
  readonly code = 'NOT_REACHED';
}

const POLL_MS = 40;

/**
 * Asks again and again until there is an answer other than undefined; what the question throws ends
 * the waiting at once.
 */
export async function until<T>(
  goal: string,
  timeoutMs: number,
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > giveUpAt) {
      throw new NotReachedError(`${goal} (${timeoutMs / 1000} s)`);
    }
    await sleep(POLL_MS);
  }
}
