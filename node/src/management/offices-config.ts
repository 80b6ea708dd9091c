import Type, { type Static } from 'typebox';
import settings from './complaints/settings.json' with { type: 'json' };
import challenges from './duty/settings.json' with { type: 'json' };

/** The section `offices` of the node's configuration. */
export const officesSchema = Type.Object(
  {
    complaints: Type.Object(
      {
        // Working days in which whoever complained has an answer.
        answer_working_days: Type.Integer({
          ...{ minimum: 1, maximum: 60, default: settings.answer_working_days },
        }),
      },
      { additionalProperties: false },
    ),
    duty: Type.Object(
      {
        // A challenge comes at a random moment between these after the one before.
        challenge_hours_min: Type.Integer({
          ...{ minimum: 1, maximum: 168, default: challenges.challenge_hours_min },
        }),
        challenge_hours_max: Type.Integer({
          ...{ minimum: 1, maximum: 336, default: challenges.challenge_hours_max },
        }),
        // Then the next person is called.
        answer_minutes: Type.Integer({
          ...{ minimum: 1, maximum: 120, default: challenges.answer_minutes },
        }),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type OfficesConfig = Static<typeof officesSchema>;
