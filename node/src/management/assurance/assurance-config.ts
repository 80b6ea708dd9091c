import Type, { type Static } from 'typebox';

/** The section `assurance` of the node's configuration: from when on something is found. */
export const assuranceSchema = Type.Object(
  {
    // A stopped node is to be seen within ten seconds.
    ask_seconds: Type.Integer({ minimum: 1, maximum: 60, default: 5 }),
    clock_bound_ms: Type.Integer({ minimum: 100, maximum: 60_000, default: 5000 }),
    lag_blocks: Type.Integer({ minimum: 1, maximum: 10_000, default: 10 }),
    silent_seconds: Type.Integer({ minimum: 2, maximum: 3600, default: 10 }),
    // A node states its logs every 30 s, so a journal that rests for so long does not run.
    stalled_seconds: Type.Integer({ minimum: 60, maximum: 3600, default: 120 }),
    drill_days: Type.Integer({ minimum: 1, maximum: 365, default: 90 }),
    // Texts that each public page shows: filing number, operator, telephone.
    footer: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
      default: [],
      maxItems: 16,
    }),
    key_days: Type.Integer({ minimum: 30, maximum: 3650, default: 365 }),
  },
  { additionalProperties: false },
);
export type AssuranceConfig = Static<typeof assuranceSchema>;
