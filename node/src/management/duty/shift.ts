import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { officerId, telephone, time } from '../stored-shapes.ts';

const HOUR_MS = 60 * 60 * 1000;
/** Nobody answers for a whole week without sleep; longer spans are several shifts. */
export const SHIFT_MS_MAX = 72 * HOUR_MS;
/** How far ahead a roster is made. */
const AHEAD_MS_MAX = 400 * 24 * HOUR_MS;

/** Who answers the telephone and the program, from when until when. */
export const shiftForm = Type.Object(
  { officer: officerId, from: time, to: time, phone: telephone },
  { additionalProperties: false },
);
export type Shift = Static<typeof shiftForm>;

/** Shifts by when they begin: the id of each starts with that time. */
export function shiftsOn(shelf: Shelf): Collection<Shift> {
  return new Collection<Shift>(shelf, {
    name: 'duty-shifts',
    isValid: (value): value is Shift => Value.Check(shiftForm, value),
  });
}

export type ShiftRefusal =
  | 'shift-order'
  | 'shift-long'
  | 'shift-past'
  | 'shift-far'
  | 'shift-overlap'
  | 'shift-began';

/** Why a shift cannot be put on the roster; undefined: it can. Two people may share a time. */
export function shiftRefusal(
  shift: Shift,
  roster: readonly Shift[],
  now: number,
): ShiftRefusal | undefined {
  if (shift.from >= shift.to) return 'shift-order';
  if (shift.to - shift.from > SHIFT_MS_MAX) return 'shift-long';
  if (shift.to <= now) return 'shift-past';
  if (shift.from > now + AHEAD_MS_MAX) return 'shift-far';
  const own = roster.filter(({ officer }) => officer === shift.officer);
  return own.some((each) => each.from < shift.to && shift.from < each.to)
    ? 'shift-overlap'
    : undefined;
}

/** What has begun was worked, and stays on the roster. */
export function removalRefusal({ from }: Shift, now: number): ShiftRefusal | undefined {
  return from <= now ? 'shift-began' : undefined;
}
