import { dayOf, startOf } from '../calendar/shanghai-days.ts';
import {
  cancellationTerm,
  citationOf,
  type StatutoryPeriod,
  statutoryTerm,
} from '../calendar/statutory-terms.ts';
import type { Term, UnknownYear, WorkCalendar } from '../calendar/working-days.ts';
import type { FilingForm } from './filing.ts';

/** Waiting: there is time. Overdue: nobody did it. Done, or done late: it was done. */
export type DeadlineState = 'waiting' | 'overdue' | 'done' | 'late' | 'year-unknown';

/** One thing that the law gives a time for. */
export interface Deadline {
  readonly period: StatutoryPeriod;
  readonly state: DeadlineState;
  /** Last day on which it may be done; null in a year that nobody knows. */
  readonly term: Term | null;
  /** Who has to act: the authority decides on a filing. */
  readonly by: 'operator' | 'authority';
  readonly citation: { readonly 'zh-CN': string; readonly en: string };
}

interface Progress {
  readonly now: number;
  /** Since when the filing has not been what is, ms; null: it is. */
  readonly differingSince: number | null;
}

/** The terms that run, and those that have run, of one filing. */
export function filingDeadlines(
  { dates }: FilingForm,
  calendar: WorkCalendar,
  { now, differingSince }: Progress,
): Deadline[] {
  const { ends_on: ends, started_on: started, submitted_on: submitted } = dates;
  const since = (period: StatutoryPeriod, day: string) =>
    statutoryTerm(calendar, period, startOf(day));
  const found: [StatutoryPeriod, Term | UnknownYear, doneOn: string | null][] = [];
  if (started !== null) {
    found.push(['filing', since('filing', started), submitted]);
    found.push(['police-filing', since('police-filing', started), dates.police_submitted_on]);
  }
  if (submitted !== null) {
    found.push(['filing-decision', since('filing-decision', submitted), dates.granted_on]);
  }
  if (ends !== null) {
    found.push(['filing-cancellation', cancellationTerm(calendar, ends), dates.cancelled_on]);
  }
  if (differingSince !== null) {
    found.push(['filing-change', statutoryTerm(calendar, 'filing-change', differingSince), null]);
  }
  return found.map(([period, term, doneOn]) => deadlineOf(period, term, doneOn, now));
}

function deadlineOf(
  period: StatutoryPeriod,
  term: Term | UnknownYear,
  doneOn: string | null,
  now: number,
): Deadline {
  const by = period === 'filing-decision' ? 'authority' : 'operator';
  const base = { period, by, citation: citationOf(period) } as const;
  if ('unknownYear' in term) {
    return { ...base, term: null, state: doneOn === null ? 'year-unknown' : 'done' };
  }
  const isLate = (doneOn ?? dayOf(now)) > term.day;
  if (doneOn === null) return { ...base, term, state: isLate ? 'overdue' : 'waiting' };
  return { ...base, term, state: isLate ? 'late' : 'done' };
}
