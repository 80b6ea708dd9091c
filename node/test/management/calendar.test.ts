// Terms counted in working days, over holidays and days that were moved.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dayAfter, dayOf, isDay, startOf } from '../../src/management/calendar/shanghai-days.ts';
import { cancellationTerm, statutoryTerm } from '../../src/management/calendar/statutory-terms.ts';
import { builtInCalendar, calendarRefusal } from '../../src/management/calendar/work-calendar.ts';
import {
  isWorkingDay,
  restSpans,
  termAfter,
  termBefore,
} from '../../src/management/calendar/working-days.ts';

const calendar = builtInCalendar;
const noon = (day: string) => startOf(day) + 12 * 60 * 60 * 1000;

test.each<[day: string, expected: boolean | undefined, name: string]>([
  ['2026-01-01', false, 'New Year'],
  ['2026-01-04', true, 'a Sunday that was moved'],
  ['2026-02-14', true, 'a Saturday before Spring Festival'],
  ['2026-02-20', false, 'a Friday in Spring Festival'],
  ['2026-02-24', true, 'the first day after it'],
  ['2026-09-20', true, 'a Sunday before National Day'],
  ['2026-10-10', true, 'a Saturday after it'],
  ['2026-11-28', false, 'a Saturday'],
  ['2027-02-09', false, 'a day in lieu'],
  ['2028-03-01', undefined, 'a year that nobody knows'],
])('%s is a working day: %s (%s)', (day, expected, _name) => {
  expect(isWorkingDay(calendar, day)).toBe(expected);
});

describe('terms of working days', () => {
  test.each([
    // 4 January is worked, so the fifth day after 31 December is the Thursday.
    ['2025-12-31', 5, '2026-01-08', 'announced'],
    ['2026-02-13', 10, '2026-03-05', 'announced'],
    ['2026-02-12', 1, '2026-02-13', 'announced'],
    ['2026-02-13', 1, '2026-02-14', 'announced'],
    ['2026-02-14', 1, '2026-02-24', 'announced'],
    ['2026-09-18', 10, '2026-10-09', 'announced'],
    ['2026-09-28', 5, '2026-10-10', 'announced'],
    ['2026-12-28', 3, '2026-12-31', 'announced'],
    ['2026-12-28', 10, '2027-01-12', 'projected'],
    ['2027-02-04', 5, '2027-02-17', 'projected'],
    ['2027-09-30', 20, '2027-11-02', 'projected'],
  ])('from %s the day %i is %s, %s', (from, count, day, basis) => {
    expect(termAfter(calendar, from, count)).toMatchObject({ day, basis });
  });

  it('ends with its last day, in Shanghai', () => {
    expect(termAfter(calendar, '2026-11-26', 1)).toEqual({
      ...{ day: '2026-11-27', basis: 'announced' },
      dueAt: Date.parse('2026-11-28T00:00:00+08:00'),
    });
  });

  test.each([
    ['2026-10-12', 3, '2026-10-08'],
    ['2026-03-02', 2, '2026-02-27'],
    ['2027-01-04', 1, '2026-12-31'],
  ])('before %s the day %i is %s', (until, count, day) => {
    expect(termBefore(calendar, until, count)).toMatchObject({ day });
  });

  test.each([0, -1, 1.5, 251, Number.NaN])('have no length of %s', (count) => {
    expect(() => termAfter(calendar, '2026-05-01', count)).toThrow(RangeError);
  });

  it('end nowhere in a year that nobody knows', () => {
    expect(termAfter(calendar, '2027-12-30', 5)).toEqual({ unknownYear: 2028 });
    expect(termBefore(calendar, '2025-01-03', 5)).toEqual({ unknownYear: 2024 });
  });

  const anyDay = fc.integer({ min: 0, max: 650 }).map((days) => dayAfter('2026-01-01', days));

  it('hold exactly as many working days as were asked for', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 50 }), (from, count) => {
        const term = termAfter(calendar, from, count);
        if ('unknownYear' in term) return;
        let days = 0;
        for (let day = dayAfter(from, 1); day <= term.day; day = dayAfter(day, 1)) {
          if (isWorkingDay(calendar, day)) days += 1;
        }
        expect([days, isWorkingDay(calendar, term.day)]).toEqual([count, true]);
      }),
    );
  });

  it('lead back to where they began when that is a working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (from, count) => {
        const term = termAfter(calendar, from, count);
        if ('unknownYear' in term || !isWorkingDay(calendar, from)) return;
        expect(termBefore(calendar, term.day, count)).toMatchObject({ day: from });
      }),
    );
  });
});

test.each([
  ['filing', '2026-09-28', '2026-10-16'],
  ['filing-change', '2026-02-13', '2026-02-27'],
  ['filing-decision', '2026-01-30', '2026-03-05'],
  ['police-filing', '2026-09-10', '2026-10-10'],
  ['unlawful-content-report', '2026-10-01', '2026-10-02'],
] as const)('the statutory period %s from %s ends on %s', (name, from, day) => {
  expect(statutoryTerm(calendar, name, noon(from))).toMatchObject({ day });
});

test('a report of unlawful content is due to the millisecond', () => {
  const since = noon('2026-10-01') + 1;
  expect(statutoryTerm(calendar, 'unlawful-content-report', since)).toMatchObject({
    dueAt: since + 86_400_000,
  });
});

test('a service that ends is cancelled thirty working days before', () => {
  expect(cancellationTerm(calendar, '2026-12-31')).toMatchObject({ day: '2026-11-19' });
});

test('rest is from the last working day to the next', () => {
  const spans = restSpans(calendar, '2026-02-09', '2026-03-01');
  const days = spans.map(({ from, to }) => [dayOf(from), dayOf(to)]);
  // The Saturdays of 14 and 28 February are worked.
  expect(days).toEqual([
    ['2026-02-15', '2026-02-24'],
    ['2026-03-01', '2026-03-02'],
  ]);
});

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-04-31', '', '1999-01-01'])(
  '"%s" is no day',
  (text) => expect(isDay(text)).toBe(false),
);

describe('a year that is told', () => {
  const both = { 'zh-CN': '元旦', en: 'New Year' };
  const good = {
    ...{ year: 2027, source: both, working_days: ['2027-01-09'] },
    holidays: [{ name: both, from: '2027-01-01', to: '2027-01-03' }],
  };
  const span = (from: string, to: string) => ({ ...good, holidays: [{ name: both, from, to }] });

  test.each([
    ['no-day', span('2027-02-29', '2027-03-01')],
    ['other-year', span('2028-01-01', '2028-01-02')],
    ['order', span('2027-01-03', '2027-01-01')],
    ['order', { ...good, holidays: [...good.holidays, ...good.holidays] }],
    ['overlap', { ...good, working_days: ['2027-01-02'] }],
    ['no-weekend', { ...good, working_days: ['2027-01-06'] }],
    [undefined, good],
  ])('is refused: %s', (reason, form) => {
    expect(calendarRefusal(form)).toBe(reason);
  });
});
