import { bytesToHex } from '@mingjing/crypto';
import {
  actionName,
  type ChainState,
  consentsNeeded,
  type DryRun,
  electorateOf,
  judged,
  LOST_KEY_LOCK_MS,
  policyOf,
  type RegistryReader,
  resultCodeName,
} from '@mingjing/execution';
import {
  ActionNumber,
  actionToJson,
  type GovernanceProposal,
  OfficerRole,
  type Policy,
  PolicyRule,
  ProposalStatus,
  RegistryKind,
} from '@mingjing/protocol';

const IDENTIFIERS_OF_BYTES: readonly number[] = [
  RegistryKind.key,
  RegistryKind.proposal,
  RegistryKind.recordStatus,
  RegistryKind.evidence,
  RegistryKind.hold,
  RegistryKind.order,
  RegistryKind.tombstone,
  RegistryKind.sanction,
];

/** A policy with its electorate as the registry is now. */
export function policyView(registry: RegistryReader, policy: Policy) {
  const { organisations, officers, required } = electorateOf(registry, policy);
  const action = nameOf(ActionNumber, policy.action);
  const isKey = policy.action === ActionNumber.replaceKey;
  return {
    action,
    // A lost key is mended by a rule of its own: a second administrator, and a wait of 72 hours.
    rule: isKey ? 'second-administrator' : nameOf(PolicyRule, policy.rule),
    ...(isKey
      ? { lock_ms: LOST_KEY_LOCK_MS }
      : {
          numerator: policy.numerator,
          denominator: policy.denominator,
          roles: policy.roles.map((role) => nameOf(OfficerRole, role)),
          organisations,
          required,
          voters: [...officers.values()].flat().map(({ id }) => id),
          lock_ms: policy.lockMs,
        }),
    period_ms: policy.periodMs || (registry.get('parameters', '')?.proposalPeriodMs ?? 0),
  };
}

/** A line of the list. */
export function proposalView(proposal: GovernanceProposal) {
  const { ballots, failure } = proposal;
  return {
    id: bytesToHex(proposal.id),
    action: actionName(proposal.action) ?? '',
    proposer: proposal.proposer,
    organisation: proposal.organisation,
    status: nameOf(ProposalStatus, proposal.status),
    submitted_height: proposal.submittedHeight,
    submitted_at: proposal.submittedAt,
    expires_at: proposal.expiresAt,
    effect_at: proposal.effectAt || null,
    closed_height: proposal.closedHeight || null,
    failure: failure === 0 ? null : (resultCodeName(failure) ?? String(failure)),
    approvals: ballots.filter(({ approve }) => approve).length,
    refusals: ballots.filter(({ approve }) => !approve).length,
  };
}

/** The whole of a proposal: each ballot is a transaction, so that its receipt shows who voted. */
export function proposalDetail({ registry }: ChainState, proposal: GovernanceProposal) {
  const name = actionName(proposal.action);
  const policy = name === undefined ? undefined : policyOf(registry, name);
  const voters = policy === undefined ? [] : [...electorateOf(registry, policy).officers.keys()];
  const voted = new Set(proposal.ballots.map(({ organisation }) => organisation));
  return {
    ...proposalView(proposal),
    content: JSON.parse(actionToJson(proposal.action)) as unknown,
    policy: policy === undefined ? null : policyView(registry, policy),
    supervision_consents_needed: consentsNeeded(registry, proposal.action),
    stands: judged(registry, proposal),
    ballots: proposal.ballots.map((ballot) => ({
      organisation: ballot.organisation,
      officer: ballot.officer,
      approve: ballot.approve,
      height: ballot.height,
      transaction_id: bytesToHex(ballot.transactionId),
    })),
    still_to_vote: proposal.action.replaceKey ? [] : voters.filter((id) => !voted.has(id)),
  };
}

/** What would change: entries with their fields before and after. */
export function dryRunView({ code, changes, validators }: DryRun) {
  return {
    result: resultCodeName(code) ?? String(code),
    changes: changes.map(({ kind, identifier, before, after }) => ({
      kind,
      identifier: identifierText(RegistryKind[kind], identifier),
      before: before === undefined ? null : fieldsOf(before),
      after: fieldsOf(after),
    })),
    validators: validators.validators.map(({ nodeId, organisation, power }) => {
      return { node_id: nodeId, organisation, power };
    }),
  };
}

function identifierText(kind: number, identifier: Uint8Array): string {
  if (IDENTIFIERS_OF_BYTES.includes(kind)) return bytesToHex(identifier);
  return new TextDecoder().decode(identifier);
}

// Bytes become text; fields that an entry leaves out are left out here, too.
function fieldsOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return bytesToHex(value);
  if (Array.isArray(value)) return value.map(fieldsOf);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fieldsOf(item)]));
}

function nameOf(names: Readonly<Record<string, number>>, number: number): string {
  return Object.entries(names).find(([, each]) => each === number)?.[0] ?? String(number);
}
