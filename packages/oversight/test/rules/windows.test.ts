import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WATCH_SUBJECTS_MAX } from '../../src/limits.ts';
import { SeenOnce, SlidingCounts } from '../../src/rules/windows.ts';

/** Time since the event before, and how often it happened then. */
const EVENTS = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 5 })), {
  maxLength: 200,
});

describe('a sliding count', () => {
  it('is the sum of all that lies within the time, whatever came', () => {
    fc.assert(
      fc.property(EVENTS, fc.integer({ min: 1, max: 100 }), (events, windowMs) => {
        const counts = new SlidingCounts(windowMs);
        const all: [at: number, count: number][] = [];
        let time = 0;
        for (const [later, count] of events) {
          time += later;
          const within = all.filter(([at]) => at > time - windowMs);
          const before = within.reduce((sum, [, each]) => sum + each, 0);
          expect(counts.add('one', time, count)).toEqual({ before, after: before + count });
          all.push([time, count]);
        }
      }),
    );
  });

  it('stays right when it lets go of thousands that are over', () => {
    const counts = new SlidingCounts(10);
    for (let time = 0; time < 5000; time += 1) {
      const before = Math.min(time, 9);
      expect(counts.add('one', time, 1)).toEqual({ before, after: before + 1 });
    }
  });

  it('keeps subjects apart, and forgets the one seen longest ago', () => {
    const counts = new SlidingCounts(10);
    for (let n = 0; n <= WATCH_SUBJECTS_MAX; n += 1) counts.add(`subject ${n}`, 1, 1);
    expect(counts.add('subject 1', 2, 1).before).toBe(1);
    expect(counts.add('subject 0', 2, 1).before).toBe(0);
  });
});

describe('what is found once in a span', () => {
  it('is found again in the next, and when it was forgotten', () => {
    const seen = new SeenOnce();
    const first = ['monday', 'monday', 'tuesday'].map((day) => seen.isFirst('one', day));
    expect(first).toEqual([true, false, true]);
    for (let n = 0; n < WATCH_SUBJECTS_MAX; n += 1) seen.isFirst(`subject ${n}`, 'tuesday');
    expect(seen.isFirst('one', 'tuesday')).toBe(true);
  });
});
