import { setImmediate as afterIo } from 'node:timers/promises';
import type { Clock } from '@mingjing/replica';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delayMs, fire) {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  },
  yield: () => afterIo(),
};

/** Microseconds since the process started, never falling. */
export function monotonicUs(): number {
  return Math.floor(performance.now() * 1000);
}
