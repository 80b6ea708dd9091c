import { count, flag, hash, list, nullable, shape, text } from './answer-shapes.ts';
import type {
  AcceptanceAnswer,
  AgreementAnswer,
  AgreementsAnswer,
  AgreementVersionAnswer,
  SanctionAnswer,
  SanctionStepAnswer,
  UserAnswer,
} from './identity-answers.ts';

const isStep = shape<SanctionStepAnswer>({
  ...{ step: text, actor: text, role: nullable(text), height: count, time: count },
  ...{ reason: count, statement: nullable(hash), transaction_id: hash },
});
const isSanction = shape<SanctionAnswer>({
  ...{ id: hash, grade: text, reason: count, basis: count, state: text },
  ...{ expires_at: nullable(count), appeal_open: flag, steps: list(isStep) },
});
const isAcceptance = shape<AcceptanceAnswer>({
  ...{ version: count, height: count, time: count, transaction_id: hash },
});
export const isUserAnswer = shape<UserAnswer>({
  ...{ id: text, type: text, organisation: text, synthetic: flag, key_id: hash },
  ...{ registered_height: count, verification: text, verified_until: count, standing: text },
  ...{ may_write: flag, refusal: nullable(text), agreement_required: nullable(count) },
  ...{ agreement_accepted: count, acceptances: list(isAcceptance) },
  ...{ sanctions: list(isSanction), more_sanctions: flag, height: count, time: count },
});

const isVersion = shape<AgreementVersionAnswer>({
  ...{ version: count, text_hash: hash, effective_at: count, officer: text },
  ...{ height: count, time: count, transaction_id: hash, accepted: count },
});
const isAgreement = shape<AgreementAnswer>({
  ...{ organisation: text, in_force: nullable(count), users: count, covered: count },
  versions: list(isVersion),
});
export const isAgreementsAnswer = shape<AgreementsAnswer>({
  ...{ agreements: list(isAgreement), height: count, time: count },
});
