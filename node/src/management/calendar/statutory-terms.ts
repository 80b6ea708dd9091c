import { dayOf } from './shanghai-days.ts';
import periods from './statutory-periods.json' with { type: 'json' };
import {
  calendarTerm,
  type Term,
  termAfter,
  termBefore,
  type UnknownYear,
  type WorkCalendar,
} from './working-days.ts';

export type StatutoryPeriod = keyof typeof periods;

const HOUR_MS = 60 * 60 * 1000;

/** Where a period stands in the law, in both languages. */
export function citationOf(name: StatutoryPeriod): { 'zh-CN': string; en: string } {
  return periods[name].citation;
}

/** The end of a statutory period that begins with something at a time, ms since 1970. */
export function statutoryTerm(
  calendar: WorkCalendar,
  name: StatutoryPeriod,
  since: number,
): Term | UnknownYear {
  const period = periods[name];
  if ('working_days' in period) return termAfter(calendar, dayOf(since), period.working_days);
  if ('calendar_days' in period) return calendarTerm(dayOf(since), period.calendar_days);
  const dueAt = since + period.hours * HOUR_MS;
  return { day: dayOf(dueAt), dueAt, basis: 'announced' };
}

/** The last day on which something may be told that has to be told before a day. */
export function cancellationTerm(calendar: WorkCalendar, until: string): Term | UnknownYear {
  return termBefore(calendar, until, periods['filing-cancellation'].working_days);
}
