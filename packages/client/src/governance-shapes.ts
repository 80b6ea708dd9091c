import { count, flag, hash, list, nullable, optional, shape, text } from './answer-shapes.ts';
import type {
  BallotAnswer,
  DryRunAnswer,
  EntryChangeAnswer,
  MembersAnswer,
  NodeMember,
  OfficerMember,
  PoliciesAnswer,
  PolicyAnswer,
  ProposalAnswer,
  ProposalDetailAnswer,
  ProposalsAnswer,
  ReleaseAnswer,
} from './governance-answers.ts';

const anything = () => true;

const isPolicy = shape<PolicyAnswer>({
  ...{ action: text, rule: text, lock_ms: count, period_ms: count },
  ...{ numerator: optional(count), denominator: optional(count), required: optional(count) },
  ...{ roles: optional(list(text)), organisations: optional(list(text)) },
  voters: optional(list(text)),
});
export const isPoliciesAnswer = shape<PoliciesAnswer>({ policies: list(isPolicy) });

const line = {
  ...{ id: hash, action: text, proposer: text, organisation: text, status: text },
  ...{ submitted_height: count, submitted_at: count, expires_at: count },
  ...{ effect_at: nullable(count), closed_height: nullable(count), failure: nullable(text) },
  ...{ approvals: count, refusals: count },
};
export const isProposalsAnswer = shape<ProposalsAnswer>({
  proposals: list(shape<ProposalAnswer>(line)),
  next_before: nullable(hash),
});

export const isDryRunAnswer = shape<DryRunAnswer>({
  result: text,
  changes: list(
    shape<EntryChangeAnswer>({ kind: text, identifier: text, before: anything, after: anything }),
  ),
  validators: list(
    shape<DryRunAnswer['validators'][number]>({ node_id: text, organisation: text, power: count }),
  ),
});

export const isProposalDetailAnswer = shape<ProposalDetailAnswer>({
  ...line,
  content: anything,
  policy: nullable(isPolicy),
  supervision_consents_needed: count,
  stands: text,
  ballots: list(
    shape<BallotAnswer>({
      ...{ organisation: text, officer: text, approve: flag, height: count },
      transaction_id: hash,
    }),
  ),
  still_to_vote: list(text),
  dry_run: isDryRunAnswer,
});

const revoked = { revoked_height: nullable(count) };
export const isMembersAnswer = shape<MembersAnswer>({
  height: count,
  organisations: list(shape<MembersAnswer['organisations'][number]>({ id: text, region: text })),
  nodes: list(
    shape<NodeMember>({
      ...{ id: text, organisation: text, role: text, power: count, region: text },
      ...{ is_absent: flag, ...revoked },
    }),
  ),
  officers: list(shape<OfficerMember>({ id: text, organisation: text, role: text, ...revoked })),
  releases: list(
    shape<ReleaseAnswer>({
      ...{ version: text, manifest_hash: hash, assessment: text, height: count, withdrawn: flag },
    }),
  ),
  regions: list(text),
});
