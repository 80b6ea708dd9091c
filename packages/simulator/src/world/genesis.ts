import {
  defaultParameters,
  type Genesis,
  type Node,
  NodeRole,
  type Officer,
  OfficerCapability,
  OfficerRole,
  type Parameters,
  type User,
  UserType,
  type VerificationAnswer,
  verificationSignable,
} from '@mingjing/protocol';
import { simulatedEpoch } from './epoch.ts';
import { enrolled, type PurposeName, worldKey } from './keys.ts';

export const CHAIN_NAME = 'simulated';
export const GENESIS_TIME = 1_800_000_000_000;
export const ORGANISATIONS = ['org-a', 'org-b', 'org-c', 'org-d'] as const;
export const VALIDATORS = ['node-a', 'node-b', 'node-c', 'node-d'] as const;
export const FOLLOWER = 'node-f';
export const AUTHOR = 'author-1';
/** Is frozen and has records taken down in some runs. */
export const SECOND_AUTHOR = 'author-3';
export const AUTHORITY = 'authority';
export const INSPECTOR = 'inspector';
/** Approves the other's access orders. */
export const SECOND_INSPECTOR = 'inspector-2';
/** A user who is sanctioned now and then. */
export const SUBJECT = 'author-2';
export const REVIEWER = 'reviewer-a';
export const VERIFIER = 'verifier-1';
/** Leaves room for changes by a vote: no organisation may come to a third. */
export const VALIDATOR_POWER = 10;
const ANSWER_MS = 365 * 24 * 60 * 60 * 1000;

const nodePurposes: readonly PurposeName[] = ['peer', 'journal', 'statement'];

/** Four validators of four organisations, one follower, and the people who write and govern. */
export function simulatedGenesis(change: Partial<Parameters> = {}): Genesis {
  return {
    version: 1,
    suite: 1,
    name: CHAIN_NAME,
    time: GENESIS_TIME,
    parameters: { ...defaultParameters, ...change },
    organisations: ORGANISATIONS.map((id) => ({ id, region: 'CN' })),
    authorities: [{ id: AUTHORITY, jurisdiction: 'CN' }],
    nodes: [
      ...VALIDATORS.map((id, index) => nodeOf(id, ORGANISATIONS[index] ?? '', 'validator')),
      nodeOf(FOLLOWER, ORGANISATIONS[0], 'full'),
    ],
    officers: [
      officerOf('system-a', ORGANISATIONS[0], 'systemAdmin'),
      officerOf(REVIEWER, ORGANISATIONS[0], 'reviewer'),
      ...ORGANISATIONS.slice(0, 3).map((organisation) =>
        officerOf(securityAdminOf(organisation), organisation, 'securityAdmin'),
      ),
      ...[INSPECTOR, SECOND_INSPECTOR].map((id) => ({
        ...officerOf(id, AUTHORITY, 'supervisionOfficer'),
        ...{ jurisdictions: ['CN'], capabilities: Object.values(OfficerCapability) },
      })),
    ],
    verifiers: [
      {
        id: VERIFIER,
        organisation: ORGANISATIONS[0],
        key: enrolled(worldKey(VERIFIER, 'verifier', 'ed25519')),
        syntheticOnly: false,
        revokedHeight: 0,
      },
    ],
    users: [userOf(AUTHOR), userOf(SUBJECT), userOf(SECOND_AUTHOR)],
    epochs: [simulatedEpoch(AUTHORITY, [INSPECTOR, SECOND_INSPECTOR], ORGANISATIONS)],
  };
}

/** Officer id of the security administrator of an organisation. */
export function securityAdminOf(organisation: string): string {
  return organisation.replace('org', 'security');
}

/** A verifier's signed answer about a user's key. */
export function answerFor(user: string) {
  const answer: VerificationAnswer = {
    chainName: CHAIN_NAME,
    verifierKey: worldKey(VERIFIER, 'verifier', 'ed25519').id,
    userKey: worldKey(user, 'user', 'ed25519').id,
    identityCommitment: new Uint8Array(32).fill(7),
    verifiedAt: GENESIS_TIME,
    expiresAt: GENESIS_TIME + ANSWER_MS,
    synthetic: true,
  };
  const { statement, signing } = verificationSignable(answer);
  const signature = worldKey(VERIFIER, 'verifier', 'ed25519').signReal(signing);
  return { answer: statement, answerSignature: signature, expiresAt: answer.expiresAt };
}

function nodeOf(id: string, organisation: string, role: 'validator' | 'full'): Node {
  const purposes: readonly PurposeName[] =
    role === 'validator' ? [...nodePurposes, 'vote'] : nodePurposes;
  return {
    id,
    organisation,
    role: NodeRole[role],
    keys: purposes.map((purpose) => enrolled(worldKey(id, purpose, 'ed25519'))),
    power: role === 'validator' ? VALIDATOR_POWER : 0,
    revokedHeight: 0,
    region: '',
    location: new Uint8Array(0),
  };
}

function officerOf(id: string, organisation: string, role: keyof typeof OfficerRole): Officer {
  return {
    id,
    organisation,
    role: OfficerRole[role],
    key: enrolled(worldKey(id, 'officer', 'ed25519')),
    jurisdictions: [],
    capabilities: [],
    revokedHeight: 0,
  };
}

function userOf(id: string): User {
  const { answer, answerSignature, expiresAt } = answerFor(id);
  return {
    id,
    type: UserType.person,
    key: enrolled(worldKey(id, 'user', 'ed25519')),
    verification: 2,
    standing: 1,
    answer,
    answerSignature,
    verifiedUntil: expiresAt,
    synthetic: true,
    registeredHeight: 0,
    organisation: ORGANISATIONS[0],
    acceptances: [],
  };
}
