import type { RoleName } from '@mingjing/protocol';
import type { Failures } from './lockout.ts';

/** The second factor beside the officer's key. Bytes are base64url, the secret is base32. */
export type SecondFactor =
  | { readonly kind: 'time-code'; readonly secret: string; readonly lastStep: number }
  | {
      readonly kind: 'passkey';
      readonly credentialId: string;
      readonly publicKey: string;
      readonly counter: number;
    };

/** What a program keeps of an officer who may log in. Times are ms since 1970. */
export interface Account {
  readonly officer: string;
  /** Role and key that the chain named when the officer enrolled. */
  readonly role: RoleName;
  readonly publicKey: string;
  readonly factor: SecondFactor;
  readonly enrolledAt: number;
  readonly loggedInAt: number;
  readonly failures: Failures;
}

/** What the chain says of an officer of the program's own organisation. */
export interface OfficerFacts {
  readonly id: string;
  readonly role: RoleName;
  readonly publicKey: Uint8Array;
  readonly isRevoked: boolean;
}

export interface AccountLimits {
  /** Days without a login after which an account is suspended. */
  readonly staleDays: number;
  /** Days after which a second factor has to be bound anew. */
  readonly credentialDays: number;
}

/** Whether an account may be used, and why not. */
export type AccountStanding =
  | 'good'
  | 'officer-revoked'
  | 'officer-changed'
  | 'account-stale'
  | 'credential-expired';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Judges an account by what the chain says of its officer now, and by its age. A clock that went
 * back makes nothing old.
 */
export function standingOf(
  account: Account,
  officer: OfficerFacts | undefined,
  limits: AccountLimits,
  now: number,
): AccountStanding {
  const change = changeOf(account, officer);
  if (change !== undefined) return change;
  const lastUse = Math.max(account.enrolledAt, account.loggedInAt);
  if (now - lastUse > limits.staleDays * DAY_MS) return 'account-stale';
  if (now - account.enrolledAt > limits.credentialDays * DAY_MS) return 'credential-expired';
  return 'good';
}

/** What became of an officer since something was made for him; undefined: nothing. */
export function changeOf(
  made: { readonly role: RoleName; readonly publicKey: string },
  officer: OfficerFacts | undefined,
): 'officer-revoked' | 'officer-changed' | undefined {
  if (officer === undefined || officer.isRevoked) return 'officer-revoked';
  const isSame = officer.role === made.role && textOfKey(officer.publicKey) === made.publicKey;
  return isSame ? undefined : 'officer-changed';
}

/** Whole days until a second factor has to be bound anew; 0: it has to be now. */
export function credentialDaysLeft(
  { enrolledAt }: Account,
  { credentialDays }: AccountLimits,
  now: number,
): number {
  return Math.max(0, Math.ceil((enrolledAt + credentialDays * DAY_MS - now) / DAY_MS));
}

/** A public key as it stands in an account. */
export function textOfKey(publicKey: Uint8Array): string {
  return Buffer.from(publicKey).toString('base64url');
}
