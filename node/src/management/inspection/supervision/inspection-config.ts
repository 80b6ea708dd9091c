import Type, { type Static } from 'typebox';
import { isServiceUrl } from '../../users/verification-config.ts';

const closed = { additionalProperties: false } as const;

/** The section `inspection`: the supervision node that is asked for what only it can measure. */
export const inspectionSchema = Type.Object(
  {
    supervision: Type.Optional(
      Type.Object(
        {
          node_id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
          /** Base address of its console's listener. */
          url: Type.String({ minLength: 1, maxLength: 1024 }),
        },
        closed,
      ),
    ),
  },
  { ...closed, default: {} },
);
export type InspectionConfig = Static<typeof inspectionSchema>;

/** Whether phrase and answers may go there: over TLS, or on this machine. */
export function isSafeSupervision({ supervision }: InspectionConfig): boolean {
  return supervision === undefined || isServiceUrl(supervision.url);
}
