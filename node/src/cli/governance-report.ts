import {
  changedFields,
  type DryRunAnswer,
  type PolicyAnswer,
  type ProposalDetailAnswer,
  type ProposalsAnswer,
} from '@mingjing/client';
import type { Output } from './output.ts';

const HOUR_MS = 3_600_000;

/** One line for each action: the rule, who counts, how long it waits. */
export function printPolicies(output: Output, policies: readonly PolicyAnswer[]): void {
  const names = [
    'action',
    'rule',
    'required',
    'organisations',
    'roles',
    'lock',
    'openFor',
  ] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    policies.map((policy) => [
      output.text(`cli.action.${policy.action}`),
      ruleText(output, policy),
      String(policy.required ?? 1),
      policy.organisations?.join(', ') ?? '',
      policy.roles?.map((role) => output.text(`cli.role.${role}`)).join(', ') ?? '',
      duration(output, policy.lock_ms),
      duration(output, policy.period_ms),
    ]),
  );
}

/** A list, latest first. */
export function printProposals(
  output: Output,
  { proposals, next_before: next }: ProposalsAnswer,
): void {
  if (proposals.length === 0) {
    output.line('cli.noProposals');
    return;
  }
  const names = ['proposal', 'action', 'status', 'approvals', 'refusals', 'until'] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    proposals.map((proposal) => [
      proposal.id,
      output.text(`cli.action.${proposal.action}`),
      output.text(`cli.proposalStatus.${proposal.status}`),
      String(proposal.approvals),
      String(proposal.refusals),
      timeText(proposal.effect_at ?? proposal.expires_at),
    ]),
  );
  if (next !== null) output.line('cli.moreProposals', { count: proposals.length });
}

/** A proposal whole: what it says, who voted how in which transaction, who has still to vote. */
export function printProposal(output: Output, proposal: ProposalDetailAnswer): void {
  output.facts([
    ['proposal', proposal.id],
    ['action', output.text(`cli.action.${proposal.action}`)],
    ['proposer', `${proposal.proposer} (${proposal.organisation})`],
    ['status', statusText(output, proposal)],
    ['submittedAt', timeText(proposal.submitted_at)],
    ['expiresAt', timeText(proposal.expires_at)],
    ...(proposal.effect_at === null ? [] : [['effectAt', timeText(proposal.effect_at)] as const]),
    ['stillToVote', proposal.still_to_vote.join(', ') || '-'],
  ]);
  const names = ['organisation', 'officer', 'ballot', 'height', 'transaction'] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    proposal.ballots.map((ballot) => [
      ...[ballot.organisation, ballot.officer],
      output.text(ballot.approve ? 'cli.ballot.approve' : 'cli.ballot.refuse'),
      ...[String(ballot.height), ballot.transaction_id],
    ]),
  );
  output.line('cli.proposalContent', { content: JSON.stringify(proposal.content) });
  if (proposal.status === 'open' || proposal.status === 'approved') {
    printDryRun(output, proposal.dry_run);
  }
}

/** What would change, field by field. */
export function printDryRun(output: Output, { changes, result }: DryRunAnswer): void {
  if (result !== 'done') {
    const why = output.find(`cli.governanceRefusal.${result}`) ?? result;
    output.line('cli.dryRunRefused', { why });
    return;
  }
  output.line('cli.dryRun', { count: changes.length });
  const names = ['changed', 'field', 'before', 'after'] as const;
  output.table(
    names.map((name) => output.text(`cli.column.${name}`)),
    changes.flatMap(fieldRows),
  );
}

/** One row for each field that changes; of a new entry, all that it states. */
function fieldRows(change: DryRunAnswer['changes'][number]) {
  return changedFields(change).map(({ name, before, after }, index) => [
    index === 0 ? `${change.kind} ${change.identifier}` : '',
    ...[name, wordOf(before), wordOf(after)],
  ]);
}

function wordOf(value: unknown): string {
  if (value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function statusText(output: Output, { failure, status }: ProposalDetailAnswer): string {
  const text = output.text(`cli.proposalStatus.${status}`);
  if (failure === null) return text;
  return `${text}: ${output.find(`cli.governanceRefusal.${failure}`) ?? failure}`;
}

function ruleText(output: Output, { rule, numerator, denominator }: PolicyAnswer): string {
  return output.text(`cli.rule.${rule}`, {
    numerator: numerator ?? 0,
    denominator: denominator ?? 0,
  });
}

function duration(output: Output, ms: number): string {
  if (ms === 0) return '-';
  if (ms % HOUR_MS === 0) return output.text('cli.hours', { count: ms / HOUR_MS });
  return output.text('cli.seconds', { count: ms / 1000 });
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
