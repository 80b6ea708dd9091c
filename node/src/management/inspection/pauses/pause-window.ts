import { Collection, LISTED_MAX, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { officerId, orNull, said, time } from '../../stored-shapes.ts';

const HOUR_MS = 60 * 60 * 1000;
/** A drill is watched; a window of a day would be a pause that somebody forgot. */
const PAUSE_WINDOW_MS_MAX = 4 * HOUR_MS;
const REASON_CHARS_MAX = 200;

export const pauseForm = Type.Object(
  { from: time, to: time, reason: said(REASON_CHARS_MAX) },
  { additionalProperties: false },
);
export type PauseForm = Static<typeof pauseForm>;

const pause = Type.Object({
  form: pauseForm,
  by: officerId,
  at: time,
  approvedBy: orNull(officerId),
  approvedAt: orNull(time),
});
/** A time in which this validator may stand aside for a drill, once another officer agreed. */
export type PauseWindow = Static<typeof pause>;

export function pausesOn(shelf: Shelf): Collection<PauseWindow> {
  return new Collection<PauseWindow>(shelf, {
    name: 'inspection-pauses',
    isValid: (value): value is PauseWindow => Value.Check(pause, value),
  });
}

export type PauseRefusal = 'pause-times' | 'pause-approved' | 'pause-over' | 'pauses-full';

/** Why a window cannot be asked for; undefined: it can. */
export function pauseRefusal({ from, to }: PauseForm, now: number): PauseRefusal | undefined {
  const isPossible = from < to && to > now && to - from <= PAUSE_WINDOW_MS_MAX;
  return isPossible ? undefined : 'pause-times';
}

/** Why nobody can agree to it now; undefined: another than the one who asked can. */
export function approvalRefusal(
  { approvedBy, form }: PauseWindow,
  now: number,
): PauseRefusal | undefined {
  if (approvedBy !== null) return 'pause-approved';
  return form.to <= now ? 'pause-over' : undefined;
}

/** Whether a validator may stand aside now. */
export function isOpen({ approvedBy, form }: PauseWindow, now: number): boolean {
  return approvedBy !== null && form.from <= now && now < form.to;
}

/** The window that is open at a time; undefined: none. */
export async function openPause(
  shelf: Shelf,
  now: number,
): Promise<{ readonly id: string; readonly value: PauseWindow } | undefined> {
  const found = await pausesOn(shelf).list({ reverse: true, limit: LISTED_MAX });
  return found.find(({ value }) => isOpen(value, now));
}
