import type { RestSpan } from '../calendar/working-days.ts';
import type { Shift } from './shift.ts';

/** A time, ms since 1970, its end not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Shifts that hold at a time, whoever began first at the front. */
export function onDuty(shifts: readonly Shift[], at: number): Shift[] {
  return shifts
    .filter(({ from, to }) => from <= at && at < to)
    .sort((a, b) => a.from - b.from || (a.officer < b.officer ? -1 : 1));
}

/** Times within a span in which nobody is on duty, in order. */
export function gapsIn(shifts: readonly Shift[], span: Span): Span[] {
  const gaps: Span[] = [];
  let covered = span.from;
  for (const { from, to } of shifts.toSorted((a, b) => a.from - b.from)) {
    if (from >= span.to) break;
    if (from > covered) gaps.push({ from: covered, to: from });
    covered = Math.max(covered, to);
  }
  if (covered < span.to) gaps.push({ from: covered, to: span.to });
  return gaps;
}

/** A weekend or holiday that nobody covers, or not all of it. */
export interface UncoveredRest extends RestSpan {
  readonly gaps: readonly Span[];
}

/** The times of rest with a gap in them: told before they begin, not after. */
export function uncoveredRests(
  shifts: readonly Shift[],
  rests: readonly RestSpan[],
): UncoveredRest[] {
  return rests
    .map((rest) => ({ ...rest, gaps: gapsIn(shifts, rest) }))
    .filter(({ gaps }) => gaps.length > 0);
}

/** Officers to call one after the other: on duty now, then who comes next, then those who lead. */
export function callOrder(
  shifts: readonly Shift[],
  at: number,
  leads: readonly string[],
): string[] {
  const now = onDuty(shifts, at).map(({ officer }) => officer);
  const next = shifts
    .filter(({ from }) => from > at)
    .toSorted((a, b) => a.from - b.from)
    .slice(0, 1)
    .map(({ officer }) => officer);
  return [...new Set([...now, ...next, ...leads])];
}
