import { assert, concatBytes, signingBytes } from '@mingjing/crypto';
import { Tag } from './ids.ts';
import { OfficerRole } from './registry.ts';

/** What an officer signs a challenge for: one made for the one is none for the other. */
export type ChallengePurpose = 'enrolment' | 'login';

/** Bytes of a challenge that a program makes. */
export const CHALLENGE_BYTES = 38;

export interface AccountChallenge {
  readonly purpose: ChallengePurpose;
  /** The program that asked: what was signed for one is no login at another. */
  readonly nodeId: string;
  /** The site as the officer's side reached it, such as `https://console.example:8443`. */
  readonly origin: string;
  readonly officer: string;
  readonly challenge: Uint8Array;
}

/**
 * What an officer signs to log in or to enrol, with the key that the chain names:
 *
 *     tagged 'account-challenge', chain id |
 *     len(purpose) u8 | purpose | len(node id) u8 | node id | len(origin) u8 | origin |
 *     len(officer) u8 | officer | challenge
 *
 * The four texts are ASCII of 1 to 255 characters (asserted); the challenge takes the rest. The
 * origin is what the officer's side sees, never what it is told: a site that passes on the
 * challenge of another gets a signature that is good for neither.
 */
export function accountSigningBytes(chainId: string, asked: AccountChallenge): Uint8Array {
  const { purpose, nodeId, origin, officer, challenge } = asked;
  const framed = [purpose, nodeId, origin, officer].map(framedText);
  return signingBytes(Tag.accountChallenge, chainId, concatBytes(...framed, challenge));
}

/** A text behind its length (u8): ASCII of 1 to 255 characters (asserted). */
export function framedText(text: string): Uint8Array {
  assert(/^[\x20-\x7e]{1,255}$/.test(text), 'what is signed beside bytes is printable ASCII');
  const bytes = new Uint8Array(1 + text.length);
  bytes[0] = text.length;
  for (let i = 0; i < text.length; i += 1) bytes[1 + i] = text.charCodeAt(i);
  return bytes;
}

/** Roles of officers as routes, pages and configuration name them. */
export const ROLE_NAMES = [
  'system-admin',
  'security-admin',
  'audit-admin',
  'reviewer',
  'duty',
  'disclosure',
  'supervision-officer',
] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

/** The name of a role by its number on the chain; undefined when there is none. */
export function roleName(role: number): RoleName | undefined {
  return ROLE_NAMES.find((name) => OfficerRole[ROLE_FIELDS[name]] === role);
}

const ROLE_FIELDS: Readonly<Record<RoleName, keyof typeof OfficerRole>> = {
  'system-admin': 'systemAdmin',
  'security-admin': 'securityAdmin',
  'audit-admin': 'auditAdmin',
  reviewer: 'reviewer',
  duty: 'duty',
  disclosure: 'disclosure',
  'supervision-officer': 'supervisionOfficer',
};
