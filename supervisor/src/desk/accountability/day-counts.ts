import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { ReadEntry } from './read-entry.ts';

/** Officers, orders and purposes counted apart on one day; what is beyond them counts as one. */
const COUNTED_MAX = 500;
const OTHERS = 'others';
/** China has one time. */
const SHANGHAI_MS = 8 * 60 * 60_000;

const counts = Type.Record(Type.String(), Type.Integer({ minimum: 0 }));
const dayCounts = Type.Object({
  reads: Type.Integer({ minimum: 0 }),
  byPurpose: counts,
  byOfficer: counts,
  byOrder: counts,
});
export type DayCounts = Static<typeof dayCounts>;

export const NO_READS: DayCounts = { reads: 0, byPurpose: {}, byOfficer: {}, byOrder: {} };

/** Reads by day of Asia/Shanghai, made from the own journal alone. */
export function daysOn(shelf: Shelf): Collection<DayCounts> {
  return new Collection<DayCounts>(shelf, {
    name: 'read-days',
    isValid: (value): value is DayCounts => Value.Check(dayCounts, value),
  });
}

/** The day on which a time falls, `2026-02-14`. */
export function dayOf(time: number): string {
  return new Date(time + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** The counts with one more read. */
export function counted(before: DayCounts, { actor, order, purpose }: ReadEntry): DayCounts {
  return {
    reads: before.reads + 1,
    byPurpose: plusOne(before.byPurpose, purpose),
    byOfficer: plusOne(before.byOfficer, actor),
    byOrder: order === '' ? before.byOrder : plusOne(before.byOrder, order),
  };
}

function plusOne(before: Readonly<Record<string, number>>, name: string) {
  // An officer may be called as what every object has.
  const countOf = (key: string) => (Object.hasOwn(before, key) ? (before[key] ?? 0) : 0);
  const isCounted = countOf(name) > 0 || Object.keys(before).length < COUNTED_MAX;
  const key = isCounted ? name : OTHERS;
  return { ...before, [key]: countOf(key) + 1 };
}
