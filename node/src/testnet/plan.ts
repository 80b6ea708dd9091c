import { type DealtEpoch, dealEpoch } from '@mingjing/host/look-through';
import {
  type Authority,
  defaultParameters,
  EPOCH_HOLDERS_MAX,
  FORMAT_VERSION,
  type Genesis,
  type Node,
  NodeRole,
  type Officer,
  OfficerCapability,
  OfficerRole,
  type Organisation,
  type Parameters,
  roleName,
  type User,
  type Verifier,
} from '@mingjing/protocol';
import { type NewKey, newKey, type PurposeName, syntheticUser } from './identities.ts';

/** The first organisations are named as in the story: 甲乙丙丁. */
const FIRST_NAMES = ['jia', 'yi', 'bing', 'ding'];
const AUTHORITY = 'authority';
/** Where all of it is: organisations, nodes, and what the authority is competent for. */
const REGION = 'CN';
const SUPERVISION_OFFICERS = 5;
/** Of the supervision officers, how many open a private record together. */
const OFFICERS_THRESHOLD = 3;
/** Who works at an organisation: one officer of each role. */
const STAFF = [
  OfficerRole.systemAdmin,
  OfficerRole.securityAdmin,
  OfficerRole.auditAdmin,
  OfficerRole.reviewer,
  OfficerRole.duty,
  OfficerRole.disclosure,
] as const;

export interface TestnetPlan {
  readonly name: string;
  readonly organisations: number;
  readonly users: number;
  /** Genesis time, ms. */
  readonly now: number;
  readonly parameters?: Partial<Parameters>;
  /** The first organisation has a full node beside its validator, for its management service. */
  readonly hasManagement?: boolean;
}

export interface PlannedNode {
  readonly node: Node;
  readonly keys: ReadonlyMap<PurposeName, NewKey>;
}

export interface PlannedPerson {
  readonly id: string;
  readonly purpose: PurposeName;
  readonly key: NewKey;
}

export interface PlannedTestnet {
  readonly genesis: Genesis;
  readonly nodes: readonly PlannedNode[];
  readonly officers: readonly PlannedPerson[];
  readonly users: readonly PlannedPerson[];
  readonly verifier: PlannedPerson;
  /** Keys of look-through that the chain begins with, dealt, its shares nowhere yet; none without
   * organisations. */
  readonly look: DealtEpoch | undefined;
}

/** Genesis and keys of a network for trying out: synthetic people, real cryptography. */
export function planTestnet(plan: TestnetPlan): PlannedTestnet {
  const organisations: Organisation[] = [];
  for (let i = 0; i < plan.organisations; i += 1) {
    organisations.push({ id: FIRST_NAMES[i] ?? `org-${i + 1}`, region: REGION });
  }
  const authorities: Authority[] = [{ id: AUTHORITY, jurisdiction: REGION }];
  const nodes = [
    ...organisations.map(({ id }) => planNode(`${id}-validator`, id, NodeRole.validator)),
    ...(plan.hasManagement ? [managementOf(organisations)] : []),
    planNode('supervision', AUTHORITY, NodeRole.supervision),
  ].map(({ node, keys }): PlannedNode => ({ node: { ...node, region: REGION }, keys }));
  const officers = planOfficers(organisations);
  const verifierKey = newKey('verifier');
  const verifier: Verifier = {
    id: 'synthetic-verifier',
    organisation: organisations[0]?.id ?? '',
    key: verifierKey.enrolled,
    syntheticOnly: true,
    revokedHeight: 0,
  };
  const people = Array.from({ length: plan.users }, (_, i) =>
    syntheticUser(`user-${i + 1}`, plan, {
      key: verifierKey,
      organisation: verifier.organisation,
    }),
  );
  const users: User[] = people.map(({ user }) => user);
  const look = firstEpoch(organisations, officers);
  return {
    genesis: {
      version: FORMAT_VERSION,
      suite: 1,
      name: plan.name,
      time: plan.now,
      parameters: { ...defaultParameters, ...plan.parameters },
      organisations,
      authorities,
      nodes: nodes.map(({ node }) => node),
      officers: officers.map(({ officer }) => officer),
      verifiers: [verifier],
      users,
      epochs: look === undefined ? [] : [look.epoch],
    },
    nodes,
    officers: officers.map(({ officer, key }) => ({ id: officer.id, purpose: 'officer', key })),
    users: people.map(({ user, key }) => ({ id: user.id, purpose: 'user', key })),
    verifier: { id: verifier.id, purpose: 'verifier', key: verifierKey },
    look,
  };
}

function managementOf([first]: readonly Organisation[]): PlannedNode {
  return planNode(`${first?.id}-management`, first?.id ?? '', NodeRole.full);
}

/** Epoch 1, dealt: organisations that hold more than a third of the power have custody together. */
function firstEpoch(
  organisations: readonly Organisation[],
  officers: readonly { readonly officer: Officer }[],
): DealtEpoch | undefined {
  if (organisations.length === 0) return undefined;
  const inspectors = officers
    .filter(({ officer }) => officer.organisation === AUTHORITY)
    .map(({ officer }) => officer.id);
  const custodians = organisations.slice(0, EPOCH_HOLDERS_MAX).map(({ id }) => id);
  return dealEpoch({
    ...{ number: 1, authority: AUTHORITY },
    officers: { threshold: OFFICERS_THRESHOLD, holders: inspectors },
    custodians: { threshold: Math.floor(organisations.length / 3) + 1, holders: custodians },
  });
}

/** A node with new keys; a validator has no seat yet where its power is 0. */
export function planNode(
  id: string,
  organisation: string,
  role: number,
  power = role === NodeRole.validator ? 1 : 0,
): PlannedNode {
  const purposes: PurposeName[] = ['peer', 'journal', 'statement'];
  if (role === NodeRole.validator) purposes.push('vote');
  const keys = new Map(purposes.map((purpose) => [purpose, newKey(purpose)] as const));
  const node: Node = {
    id,
    organisation,
    role,
    keys: [...keys.values()].map(({ enrolled }) => enrolled),
    power,
    revokedHeight: 0,
    region: '',
    location: new Uint8Array(0),
  };
  return { node, keys };
}

function planOfficers(organisations: readonly Organisation[]): { officer: Officer; key: NewKey }[] {
  const staff = organisations.flatMap(({ id }) =>
    STAFF.map((role) => planOfficer(`${id}-${roleName(role)}`, id, role, [])),
  );
  const supervision = Array.from({ length: SUPERVISION_OFFICERS }, (_, i) =>
    planOfficer(`inspector-${i + 1}`, AUTHORITY, OfficerRole.supervisionOfficer, [REGION]),
  );
  return [...staff, ...supervision];
}

function planOfficer(id: string, organisation: string, role: number, jurisdictions: string[]) {
  const key = newKey('officer');
  const officer: Officer = {
    id,
    organisation,
    role,
    key: key.enrolled,
    jurisdictions,
    capabilities: role === OfficerRole.supervisionOfficer ? Object.values(OfficerCapability) : [],
    revokedHeight: 0,
  };
  return { officer, key };
}
