// Whose silence it was: this program's own, or that of the others.
import { describe, expect, it } from 'vitest';
import { HEARING_MS, STOOD_STILL_MS, Standstill } from '../src/standstill.ts';

/** What is said at looks that come at these times. */
function looks(...times: number[]): boolean[] {
  const standstill = new Standstill(0);
  return times.map((time) => standstill.mayJudge(time));
}

describe('a standstill', () => {
  it('is none while looks come each second, or a little later', () => {
    expect(looks(1000, 2000, 2000 + STOOD_STILL_MS, 9000)).toEqual([true, true, true, true]);
  });

  it('gives the others time to be heard again, and no longer', () => {
    const awake = 75_000;
    const times = [awake, awake + 1000, awake + HEARING_MS - 1, awake + HEARING_MS, awake + 14_000];
    expect(looks(...times)).toEqual([false, false, false, true, true]);
  });

  it('does not make a node mute that is starved all the time', () => {
    const times = Array.from({ length: 20 }, (_, at) => (at + 1) * (STOOD_STILL_MS + 1000));
    const judged = looks(...times).filter((may) => may);
    expect(judged.length).toBeGreaterThan(5);
  });
});
