import { documentId, officerId, oneOf, orNull, said, time } from '@mingjing/host/desk';
import { type Measurement, PHRASE_CHARS_MAX, VERDICTS } from '@mingjing/inspection';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const SAW_CHARS_MAX = 400;
const FOOT_CHARS_MAX = 1000;
const closed = { additionalProperties: false } as const;
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const item = Type.String({ pattern: '^[a-z][a-z0-9-]{1,63}$' });

/** What one of the officers fills in to begin. */
export const beginForm = Type.Object(
  { visit: documentId, phrase: Type.String({ maxLength: PHRASE_CHARS_MAX * 2 }) },
  closed,
);

/** What an officer saw of an item with his own eyes. */
export const confirmForm = Type.Object(
  { item, agrees: Type.Boolean(), saw: said(SAW_CHARS_MAX) },
  closed,
);

const footText = Type.String({ maxLength: FOOT_CHARS_MAX });
/** What the paper says at its end; what is empty is left to a pen. */
export const sealForm = Type.Object(
  { opinion: footText, rectification: footText, objections: footText },
  closed,
);
export type SealForm = Static<typeof sealForm>;

const confirmation = Type.Object({
  officer: officerId,
  at: time,
  agrees: Type.Boolean(),
  saw: Type.String(),
});

// What was found is told in the words of its own version: only the frame is held to.
const measured = Type.Object({
  item,
  measurement: Type.Object({
    outcome: oneOf(VERDICTS),
    facts: Type.Array(Type.Object({ key: Type.String() })),
    standsOn: Type.Array(Type.Object({ key: Type.String(), hash: Type.String() })),
    ...{ by: Type.String(), at: time, height: Type.Integer({ minimum: 0 }) },
    isStated: Type.Boolean(),
  }),
});

/** What the operator's program signed for this phrase, and who brought it. */
const operatorPart = Type.Object({
  node: Type.String(),
  recordHash: hash,
  items: Type.Integer({ minimum: 0 }),
  takenAt: time,
  by: officerId,
});

const inspection = Type.Object({
  visit: documentId,
  notice: Type.String(),
  organisation: Type.String(),
  /** Of the visit, the one who began it first. */
  officers: Type.Array(officerId, { minItems: 2, maxItems: 2 }),
  /** Officer who began the inspection; the other one seals it. */
  by: officerId,
  phrase: Type.String(),
  form: Type.Object({ id: Type.String(), version: Type.Integer(), hash }),
  began: Type.Object({ at: time, height: Type.Integer({ minimum: 0 }) }),
  /** `broken-off`: the program ended while it measured. */
  state: oneOf(['measuring', 'open', 'sealed', 'broken-off'] as const),
  own: Type.Array(measured),
  operator: orNull(operatorPart),
  confirmations: Type.Record(Type.String(), confirmation),
  sealed: orNull(
    Type.Object({
      recordHash: hash,
      /** Index of its entry in the log `supervision`. */
      entry: Type.Integer({ minimum: 0 }),
      at: time,
      by: officerId,
    }),
  ),
});
/** An inspection by a visit as it is kept. */
export type Inspection = Omit<Static<typeof inspection>, 'own'> & {
  readonly own: readonly { readonly item: string; readonly measurement: Measurement }[];
};

const signed = Type.Object({ record: Type.String(), signature: Type.String() });
/** Canonical record and the signature under it, in base64; never changed, never removed. */
export type SignedRecord = Static<typeof signed>;

export function inspectionsOn(shelf: Shelf): Collection<Inspection> {
  return new Collection<Inspection>(shelf, {
    name: 'visit-inspections',
    isValid: (value): value is Inspection => Value.Check(inspection, value),
  });
}

/** Records by inspection: what the operator's program signed, and what this one did. */
export function recordsOn(shelf: Shelf, whose: 'operator' | 'own'): Collection<SignedRecord> {
  return new Collection<SignedRecord>(shelf, {
    name: `visit-records-${whose}`,
    isValid: (value): value is SignedRecord => Value.Check(signed, value),
  });
}

export const inspectionParams = Type.Object({ id: documentId });
