import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { time } from '../../stored-shapes.ts';

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

const kept = Type.Object({
  /** Base64 of the canonical record and of the signature under it. */
  ...{ record: Type.String(), signature: Type.String() },
  recordHash: hash,
  /** Index of the entry about it in the log `admin`. */
  entry: Type.Integer({ minimum: 0 }),
  sealedAt: time,
});
/** The signed record of a run, by the run's id; never changed, never removed. */
export type KeptRecord = Static<typeof kept>;

export function recordsOn(shelf: Shelf): Collection<KeptRecord> {
  return new Collection<KeptRecord>(shelf, {
    name: 'inspection-records',
    isValid: (value): value is KeptRecord => Value.Check(kept, value),
  });
}
