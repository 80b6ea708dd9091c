// The roster and the challenges as pure rules: gaps, order of calls, answers and their times.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { builtInCalendar } from '../../src/management/calendar/work-calendar.ts';
import { restSpans } from '../../src/management/calendar/working-days.ts';
import {
  answeredBy,
  CALLS_MAX,
  type Challenge,
  drawn,
  escalatedAt,
  waitingCall,
} from '../../src/management/duty/challenge.ts';
import { drawnMoment } from '../../src/management/duty/next-draw.ts';
import { callOrder, gapsIn, onDuty, uncoveredRests } from '../../src/management/duty/roster.ts';
import { removalRefusal, type Shift, shiftRefusal } from '../../src/management/duty/shift.ts';

const HOUR = 60 * 60 * 1000;
const at = (text: string) => Date.parse(`${text}+08:00`);
const shift = (officer: string, from: number, to: number): Shift => ({
  ...{ officer, from, to, phone: '13000000000' },
});

describe('gaps', () => {
  test.each<[name: string, shifts: [number, number][], gaps: [number, number][]]>([
    ['nobody', [], [[0, 100]]],
    ['all of it', [[0, 100]], []],
    ['more than all of it', [[-10, 200]], []],
    [
      'the middle',
      [[20, 40]],
      [
        [0, 20],
        [40, 100],
      ],
    ],
    [
      'two that meet',
      [
        [0, 50],
        [50, 100],
      ],
      [],
    ],
    [
      'two that overlap, the later one first',
      [
        [40, 100],
        [0, 60],
      ],
      [],
    ],
    [
      'one within another',
      [
        [0, 90],
        [10, 20],
      ],
      [[90, 100]],
    ],
    ['one that ended before', [[-20, -5]], [[0, 100]]],
    ['one that begins after', [[100, 120]], [[0, 100]]],
  ])('with %s', (_name, shifts, gaps) => {
    const roster = shifts.map(([from, to]) => shift('jia-duty', from, to));
    expect(gapsIn(roster, { from: 0, to: 100 })).toEqual(gaps.map(([from, to]) => ({ from, to })));
  });

  const anyShift = fc
    .tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 1, max: 60 }))
    .map(([from, length]) => shift('jia-duty', from, from + length));

  it('are exactly the moments at which nobody is on duty', () => {
    fc.assert(
      fc.property(fc.array(anyShift, { maxLength: 12 }), (roster) => {
        const gaps = gapsIn(roster, { from: 0, to: 100 });
        for (let moment = 0; moment < 100; moment += 1) {
          const isGap = gaps.some(({ from, to }) => from <= moment && moment < to);
          expect(isGap).toBe(onDuty(roster, moment).length === 0);
        }
      }),
    );
  });
});

test('a weekend is uncovered when an hour of it is, also over a holiday with moved days', () => {
  const rests = restSpans(builtInCalendar, '2026-09-19', '2026-10-08');
  expect(rests.map(({ from, to }) => (to - from) / HOUR / 24)).toEqual([1, 3, 7]);
  const [saturday, autumn, national] = rests;
  const roster = [
    shift('jia-duty', saturday?.from ?? 0, saturday?.to ?? 0),
    shift('jia-duty', autumn?.from ?? 0, (autumn?.to ?? 0) - HOUR),
  ];
  const open = uncoveredRests(roster, rests);
  expect(open.map(({ from }) => from)).toEqual([autumn?.from, national?.from]);
  expect(open[0]?.gaps).toEqual([{ from: (autumn?.to ?? 0) - HOUR, to: autumn?.to }]);
});

describe('a shift', () => {
  const now = at('2026-11-26T10:00:00');
  const good = shift('jia-duty', now + HOUR, now + 9 * HOUR);

  test.each([
    ['taken', good, undefined],
    [
      'taken: another person at the same time',
      shift('jia-reviewer', good.from, good.to),
      undefined,
    ],
    ['taken: one that has begun', shift('jia-disclosure', now - HOUR, now + HOUR), undefined],
    ['shift-order', shift('jia-duty', now + HOUR, now + HOUR), 'shift-order'],
    ['shift-order', shift('jia-duty', now + HOUR, now), 'shift-order'],
    ['shift-long', shift('jia-duty', now, now + 72 * HOUR + 1), 'shift-long'],
    ['shift-past', shift('jia-duty', now - 2 * HOUR, now), 'shift-past'],
    ['shift-far', shift('jia-duty', now + 9601 * HOUR, now + 9602 * HOUR), 'shift-far'],
  ])('is %s', (_name, candidate, reason) => {
    expect(shiftRefusal(candidate, [], now)).toBe(reason);
  });

  it('of one person does not overlap another one of his', () => {
    const later = shift('jia-duty', good.to - 1, good.to + HOUR);
    expect(shiftRefusal(later, [good], now)).toBe('shift-overlap');
    expect(shiftRefusal({ ...later, from: good.to }, [good], now)).toBeUndefined();
    expect(shiftRefusal({ ...later, officer: 'jia-reviewer' }, [good], now)).toBeUndefined();
  });

  it('stays once it has begun', () => {
    expect(removalRefusal(good, good.from - 1)).toBeUndefined();
    expect(removalRefusal(good, good.from)).toBe('shift-began');
  });
});

test('people are called who is on duty, who comes next, who leads, each once', () => {
  const roster = [shift('c', 50, 90), shift('b', 20, 60), shift('a', 10, 40), shift('d', 95, 99)];
  expect(callOrder(roster, 25, ['lead', 'a'])).toEqual(['a', 'b', 'c', 'lead']);
  expect(callOrder(roster, 92, ['lead'])).toEqual(['d', 'lead']);
  expect(callOrder([], 0, [])).toEqual([]);
});

describe('a challenge', () => {
  const answerMs = 10;
  const order = ['a', 'b', 'c', 'd', 'e', 'f'];
  const issued = (changes: object = {}) =>
    drawn({ at: 0, nonce: '0', askedBy: null, isCovered: true, order, answerMs, ...changes });
  const answer = { at: 9, signature: '0', isGenuine: true };

  test.each([
    ['answered', answer, 'answered'],
    ['the last moment is over', { ...answer, at: 10 }, 'challenge-late'],
    ['another signature', { ...answer, isGenuine: false }, 'challenge-signature'],
  ])('is %s', (_name, given, expected) => {
    const after = answeredBy(issued(), given);
    expect(typeof after === 'string' ? after : after.state).toBe(expected);
  });

  it('is answered once', () => {
    const after = answeredBy(issued(), answer) as Challenge;
    expect(answeredBy(after, answer)).toBe('challenge-over');
  });

  it('goes on to the next in time, and to nobody twice', () => {
    let asked = issued();
    expect(escalatedAt(asked, { at: 9, order, answerMs })).toBeUndefined();
    for (let at = 10; asked.state === 'waiting'; at += 10) {
      asked = escalatedAt(asked, { at, order, answerMs }) ?? asked;
    }
    expect(asked.calls.map(({ officer }) => officer)).toEqual(['a', 'b', 'c', 'd']);
    expect([asked.state, asked.calls.length]).toEqual(['unanswered', CALLS_MAX]);
    expect(escalatedAt(asked, { at: 1000, order, answerMs })).toBeUndefined();
  });

  it('without anybody to call is unanswered at once', () => {
    expect(issued({ order: [] })).toMatchObject({ state: 'unanswered', calls: [] });
  });

  it('has at most one call that waits, whatever happens', () => {
    const step = fc.record({ at: fc.integer({ min: 0, max: 80 }), isAnswer: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let asked = issued();
        for (const { at, isAnswer } of steps) {
          const after = isAnswer
            ? answeredBy(asked, { ...answer, at })
            : escalatedAt(asked, { at, order, answerMs });
          if (typeof after === 'object') asked = after;
        }
        const open = asked.calls.filter(({ answeredAt }) => answeredAt === null);
        const called = asked.calls.map((call) => call.officer);
        expect(new Set(called).size).toBe(called.length);
        expect(asked.calls.length - open.length).toBe(asked.state === 'answered' ? 1 : 0);
        expect(waitingCall(asked) === undefined).toBe(asked.state !== 'waiting');
      }),
    );
  });
});

test.each([
  [[0, 0, 0, 0], 6],
  [[128, 0, 0, 0], 18],
  [[255, 255, 255, 255], 30],
])('the moment drawn with %j is after %i hours', (bytes, hours) => {
  const range = { minMs: 6 * HOUR, maxMs: 30 * HOUR };
  const moment = drawnMoment(1000, range, Uint8Array.from(bytes));
  expect(Math.abs(moment - 1000 - hours * HOUR)).toBeLessThan(HOUR / 1000);
  expect(moment - 1000).toBeLessThan(30 * HOUR);
});
