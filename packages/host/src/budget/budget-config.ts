import Type, { type Static } from 'typebox';

/** What a quiet node writes in 184 days fits, and what is kept back of it. */
const BUDGET_BYTES_MIN = 1024 * 1024 * 1024;
const WARN_DAYS_DEFAULT = 30;
/** Ten years. */
const WARN_DAYS_MAX = 3650;

/** The section `journal` of both programs' configuration. It can shorten no period. */
export const budgetSchema = Type.Object(
  {
    // Most that the journal may have on its disk; beyond it acts are refused, nothing is removed.
    budget_bytes: Type.Optional(
      Type.Integer({ minimum: BUDGET_BYTES_MIN, maximum: Number.MAX_SAFE_INTEGER }),
    ),
    // Warned when the room lasts for fewer days.
    warn_days: Type.Integer({ minimum: 1, maximum: WARN_DAYS_MAX, default: WARN_DAYS_DEFAULT }),
  },
  { additionalProperties: false },
);
export type BudgetConfig = Static<typeof budgetSchema>;
