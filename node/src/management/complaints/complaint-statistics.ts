import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { dayOf } from '../calendar/shanghai-days.ts';
import type { Complaint } from './complaint.ts';
import { isInTerm } from './complaint-rules.ts';

const count = Type.Integer({ minimum: 0 });
const monthCounts = Type.Object({
  received: count,
  answered: count,
  answered_in_term: count,
  escalated: count,
  closed: count,
});
export type MonthCounts = Static<typeof monthCounts>;

const NONE: MonthCounts = {
  ...{ received: 0, answered: 0, answered_in_term: 0, escalated: 0, closed: 0 },
};

/** Counts of the complaints that came in a month, by the month. */
export function monthsOn(shelf: Shelf): Collection<MonthCounts> {
  return new Collection<MonthCounts>(shelf, {
    name: 'complaint-months',
    isValid: (value): value is MonthCounts => Value.Check(monthCounts, value),
  });
}

/** The month by which a complaint counts: that in which it came. */
export function monthOf({ receivedAt }: Complaint): string {
  return dayOf(receivedAt).slice(0, 7);
}

/** The counts after a complaint changed from one state to another; `before` absent: it came in. */
export function countsAfter(
  counts: MonthCounts | undefined,
  before: Complaint | undefined,
  after: Complaint,
): MonthCounts {
  const was = before === undefined ? NONE : countsOf(before);
  const is = countsOf(after);
  const start = counts ?? NONE;
  return {
    received: start.received + is.received - was.received,
    answered: start.answered + is.answered - was.answered,
    answered_in_term: start.answered_in_term + is.answered_in_term - was.answered_in_term,
    escalated: start.escalated + is.escalated - was.escalated,
    closed: start.closed + is.closed - was.closed,
  };
}

/** All months together. */
export function totalOf(months: readonly MonthCounts[]): MonthCounts {
  return months.reduce(
    (sum, month) => ({
      received: sum.received + month.received,
      answered: sum.answered + month.answered,
      answered_in_term: sum.answered_in_term + month.answered_in_term,
      escalated: sum.escalated + month.escalated,
      closed: sum.closed + month.closed,
    }),
    NONE,
  );
}

function countsOf(complaint: Complaint): MonthCounts {
  return {
    received: 1,
    answered: complaint.answer === null ? 0 : 1,
    answered_in_term: isInTerm(complaint) ? 1 : 0,
    escalated: complaint.escalatedAt === null ? 0 : 1,
    closed: complaint.closed === null ? 0 : 1,
  };
}
