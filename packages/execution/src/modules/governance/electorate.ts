import {
  type ActionName,
  ActionNumber,
  type Ballot,
  type Officer,
  OfficerRole,
  type Policy,
  PolicyRule,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryDraft, RegistryReader } from '../../state/registry.ts';

/** The longest that a policy may let an approved action wait: 90 days. */
const LOCK_MS_MAX = 90 * 24 * 60 * 60 * 1000;
/** The longest that a policy may keep a proposal open: 90 days. */
const PERIOD_MS_MAX = 90 * 24 * 60 * 60 * 1000;

/** What holds for an action on which the chain has agreed nothing else. */
export function policyOf(registry: RegistryReader, action: ActionName): Policy {
  return registry.get('policy', action) ?? defaultPolicy(ActionNumber[action]);
}

function defaultPolicy(action: number): Policy {
  return {
    ...{ action, rule: PolicyRule.majority, numerator: 0, denominator: 0 },
    ...{ organisations: [], roles: [OfficerRole.securityAdmin], lockMs: 0, periodMs: 0 },
  };
}

/** Who casts ballots under a policy at this moment, and how many must approve. */
export interface Electorate {
  /** Organisations that are counted, whether or not anybody can vote for them. */
  readonly organisations: readonly string[];
  /** Officers who may cast a ballot, by organisation. */
  readonly officers: ReadonlyMap<string, readonly Officer[]>;
  readonly required: number;
}

/** The electorate of a policy by the registry as it is now. */
export function electorateOf(registry: RegistryReader, policy: Policy): Electorate {
  const members = registry.all('organisation').map(({ id }) => id);
  const organisations =
    policy.organisations.length === 0
      ? members
      : policy.organisations.filter((id) => members.includes(id));
  const officers = new Map<string, Officer[]>();
  for (const officer of registry.all('officer')) {
    if (officer.revokedHeight !== 0 || !policy.roles.includes(officer.role)) continue;
    if (!organisations.includes(officer.organisation)) continue;
    officers.set(officer.organisation, [...(officers.get(officer.organisation) ?? []), officer]);
  }
  return { organisations, officers, required: requiredOf(policy, organisations.length) };
}

function requiredOf({ rule, numerator, denominator }: Policy, size: number): number {
  switch (rule) {
    case PolicyRule.all:
      return size;
    case PolicyRule.any:
      return 1;
    case PolicyRule.count:
      return numerator;
    case PolicyRule.fraction:
      return Math.floor((size * numerator + denominator - 1) / denominator);
    default:
      return Math.floor(size / 2) + 1;
  }
}

/** Whether the officers there are could approve at all. */
export function isPossible({ organisations, officers, required }: Electorate): boolean {
  return organisations.length > 0 && required >= 1 && officers.size >= required;
}

/** Whether they could if any one of them were missing (design, section 5). */
function isPossibleWithoutAnyOne(electorate: Electorate): boolean {
  const isAnyAlone = [...electorate.officers.values()].some(({ length }) => length === 1);
  return (
    isPossible(electorate) && electorate.officers.size - (isAnyAlone ? 1 : 0) >= electorate.required
  );
}

export type Outcome = 'open' | 'approved' | 'rejected';

/** What the ballots come to; those of organisations that are counted no longer do not count. */
export function outcomeOf(
  { organisations, required }: Electorate,
  ballots: readonly Ballot[],
): Outcome {
  const counted = ballots.filter(({ organisation }) => organisations.includes(organisation));
  const approvals = counted.filter(({ approve }) => approve).length;
  if (required >= 1 && approvals >= required) return 'approved';
  const isOutOfReach = counted.length - approvals > organisations.length - required;
  return isOutOfReach ? 'rejected' : 'open';
}

/** Whether every electorate of the chain could still approve something. */
export function areAllPossible(registry: RegistryReader): boolean {
  const agreed = registry.all('policy');
  const hasDefault = agreed.length < numbers.length - 1;
  const policies = hasDefault ? [...agreed, defaultPolicy(0)] : agreed;
  return policies.every((policy) => isPossible(electorateOf(registry, policy)));
}

/**
 * Sets the policy of one kind of action. Refused unless its fields make one canonical policy
 * (`badField`) and its electorate could approve with any one officer missing
 * (`electorateImpossible`). Mending a lost key has a rule of its own (`badAction`).
 */
export function setPolicy(
  { registry }: { readonly registry: RegistryDraft },
  policy: Policy,
): ResultCode {
  const name = actionOfNumber(policy.action);
  if (name === undefined || name === 'replaceKey') return ResultCode.badAction;
  if (!isWellFormed(registry, policy)) return ResultCode.badField;
  if (!isPossibleWithoutAnyOne(electorateOf(registry, policy))) {
    return ResultCode.electorateImpossible;
  }
  registry.set('policy', name, policy);
  return ResultCode.done;
}

const numbers = Object.entries(ActionNumber) as readonly (readonly [ActionName, number])[];

/** The name of an action's field number; undefined: there is none. */
function actionOfNumber(action: number): ActionName | undefined {
  return numbers.find(([, number]) => number === action)?.[0];
}

function isWellFormed(registry: RegistryReader, policy: Policy): boolean {
  const { rule, numerator, denominator, organisations, roles, lockMs, periodMs } = policy;
  const isCount = rule === PolicyRule.count;
  const isFraction = rule === PolicyRule.fraction;
  const isKnownRule = rule >= PolicyRule.all && rule <= PolicyRule.fraction;
  const hasNumbers =
    (isCount ? numerator >= 1 && denominator === 0 : true) &&
    (isFraction ? numerator >= 1 && numerator <= denominator && denominator <= 1000 : true) &&
    (isCount || isFraction || (numerator === 0 && denominator === 0));
  const areMembers = organisations.every((id) => registry.get('organisation', id) !== undefined);
  const areRoles = roles.every((role) => votingRoles.includes(role)) && roles.length > 0;
  const isTimed = lockMs <= LOCK_MS_MAX && periodMs <= PERIOD_MS_MAX;
  const isAscending = rises(organisations) && rises(roles);
  return isKnownRule && hasNumbers && areMembers && areRoles && isTimed && isAscending;
}

// An organisation's ballot is an administrator's: nobody else answers for it.
const votingRoles: readonly number[] = [
  OfficerRole.systemAdmin,
  OfficerRole.securityAdmin,
  OfficerRole.auditAdmin,
];

function rises(values: readonly (string | number)[]): boolean {
  return values.every((value, index) => {
    const before = values[index - 1];
    return before === undefined || before < value;
  });
}
