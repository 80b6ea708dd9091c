import { type Day, dayAfter, dayOf, endOf, isWeekend, startOf, yearOf } from './shanghai-days.ts';

export interface Holiday {
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly from: Day;
  readonly to: Day;
}

/** The days of rest of one year, as the State Council announced them or as they are projected. */
export interface CalendarYear {
  readonly year: number;
  readonly status: 'announced' | 'projected';
  readonly source: { readonly 'zh-CN': string; readonly en: string };
  readonly holidays: readonly Holiday[];
  /** Days of a weekend on which people work in exchange. */
  readonly working_days: readonly Day[];
}

/** What is known of years; a day of another year is neither a working day nor one of rest. */
export type WorkCalendar = ReadonlyMap<number, CalendarYear>;

/** The last day of a term, and what it rests on. */
export interface Term {
  readonly day: Day;
  /** The end of that day, ms since 1970. */
  readonly dueAt: number;
  /** `projected` as soon as one of the years that were counted through is. */
  readonly basis: 'announced' | 'projected';
}
/** The calendar knows nothing of a year that the term runs into. */
export interface UnknownYear {
  readonly unknownYear: number;
}

/** Terms are of a few weeks; a longer one would run through years that nobody knows. */
const WORKING_DAYS_MAX = 250;
/** Days in a row without a working day: more than any holiday with the weekends beside it. */
const REST_DAYS_MAX = 31;

/** Whether people work on a day; undefined for a year that is not in the calendar. */
export function isWorkingDay(calendar: WorkCalendar, day: Day): boolean | undefined {
  const year = calendar.get(yearOf(day));
  if (year === undefined) return undefined;
  if (year.working_days.includes(day)) return true;
  return !isWeekend(day) && !year.holidays.some(({ from, to }) => from <= day && day <= to);
}

/**
 * The end of a term of so many working days (1 to `WORKING_DAYS_MAX`, else a `RangeError`). The
 * day on which it begins does not count (Civil Code, article 201); it ends with its last day.
 */
export function termAfter(
  calendar: WorkCalendar,
  from: Day,
  workingDays: number,
): Term | UnknownYear {
  return counted(calendar, from, workingDays, 1);
}

/** The last day that lies so many working days before another, which does not count either. */
export function termBefore(
  calendar: WorkCalendar,
  until: Day,
  workingDays: number,
): Term | UnknownYear {
  return counted(calendar, until, workingDays, -1);
}

/** The end of a term of calendar days: what kind of day it ends on changes nothing. */
export function calendarTerm(from: Day, days: number): Term {
  const day = dayAfter(from, days);
  return { day, dueAt: endOf(day), basis: 'announced' };
}

/** A time without work: from the end of the last working day to the start of the next one. */
export interface RestSpan {
  readonly from: number;
  readonly to: number;
  readonly basis: Term['basis'];
}

/** The weekends and holidays that touch a time, in order; it ends where the calendar does. */
export function restSpans(calendar: WorkCalendar, first: Day, last: Day): RestSpan[] {
  const spans: RestSpan[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1)) {
    if (isWorkingDay(calendar, day) !== false) continue;
    const end = lastOfRest(calendar, day);
    spans.push({ from: startOf(day), to: endOf(end), basis: basisOf(calendar, day, end) });
    day = end;
  }
  return spans;
}

/** What is left of weekends and holidays from a time on, those that begin within some days. */
export function restsAhead(calendar: WorkCalendar, now: number, days: number): RestSpan[] {
  const today = dayOf(now);
  const spans = restSpans(calendar, today, dayAfter(today, days));
  return spans.map((span) => ({ ...span, from: Math.max(span.from, now) }));
}

function lastOfRest(calendar: WorkCalendar, first: Day): Day {
  let last = first;
  for (let count = 1; count < REST_DAYS_MAX; count += 1) {
    const next = dayAfter(last, 1);
    if (isWorkingDay(calendar, next) !== false) break;
    last = next;
  }
  return last;
}

function counted(calendar: WorkCalendar, from: Day, days: number, step: 1 | -1) {
  if (!Number.isInteger(days) || days < 1 || days > WORKING_DAYS_MAX) {
    throw new RangeError(`a term has 1 to ${WORKING_DAYS_MAX} working days, not ${days}`);
  }
  let day = from;
  for (let left = days; left > 0; ) {
    day = dayAfter(day, step);
    const isWorking = isWorkingDay(calendar, day);
    if (isWorking === undefined) return { unknownYear: yearOf(day) };
    if (isWorking) left -= 1;
  }
  return { day, dueAt: endOf(day), basis: basisOf(calendar, from, day) };
}

// A term is no longer than a year, and yet may touch three of them.
function basisOf(calendar: WorkCalendar, one: Day, other: Day): Term['basis'] {
  const [first, last] = one < other ? [one, other] : [other, one];
  for (let year = yearOf(first); year <= yearOf(last); year += 1) {
    if (calendar.get(year)?.status !== 'announced') return 'projected';
  }
  return 'announced';
}
