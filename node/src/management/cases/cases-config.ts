import { RETENTION_DAYS_MAX, RETENTION_FLOOR_DAYS } from '@mingjing/protocol';
import Type, { type Static } from 'typebox';

/** The section `cases` of the node's configuration. */
export const casesSchema = Type.Object(
  {
    // X25519 key from the authority's letter: what is taken down is sealed to it. Empty: none yet.
    authority_key: Type.String({ pattern: '^([0-9a-f]{64})?$', default: '' }),
    // How long evidence is kept after its case was closed.
    evidence_days: Type.Integer({
      ...{ minimum: RETENTION_FLOOR_DAYS, maximum: RETENTION_DAYS_MAX },
      default: RETENTION_FLOOR_DAYS,
    }),
  },
  { additionalProperties: false },
);
export type CasesConfig = Static<typeof casesSchema>;
