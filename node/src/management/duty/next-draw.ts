import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { time } from '../stored-shapes.ts';

const UNIT_BYTES = 4;
const UNIT_RANGE = 2 ** (8 * UNIT_BYTES);

const planned = Type.Object({ at: time });
/** When the next challenge comes. It lies sealed and no route tells it. */
export type NextDraw = Static<typeof planned>;

/** One document: kept, so that a restart draws no other moment. */
export function nextDrawOn(shelf: Shelf): Collection<NextDraw> {
  return new Collection<NextDraw>(shelf, {
    name: 'duty-next-draw',
    isValid: (value): value is NextDraw => Value.Check(planned, value),
  });
}

/** Random bytes that `drawnMoment` takes. */
export const MOMENT_BYTES = UNIT_BYTES;

/** A moment between two distances after a time, each ms as likely; the earlier one included. */
export function drawnMoment(
  after: number,
  { minMs, maxMs }: { readonly minMs: number; readonly maxMs: number },
  random: Uint8Array,
): number {
  const drawn = random.subarray(0, UNIT_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
  return after + minMs + Math.floor(((maxMs - minMs) * drawn) / UNIT_RANGE);
}
