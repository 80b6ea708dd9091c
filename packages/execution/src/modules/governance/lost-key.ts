import { type EnrolledKey, KeyPurpose, type Officer, OfficerRole } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import { type EnrolmentContext, enrolKey, revokeKey } from '../membership/keys.ts';

/** How long a new key for an officer is announced before it takes the old one's place: 72 hours. */
export const LOST_KEY_LOCK_MS = 72 * 60 * 60 * 1000;

const administrators: readonly number[] = [
  OfficerRole.systemAdmin,
  OfficerRole.securityAdmin,
  OfficerRole.auditAdmin,
];

/**
 * Whether an officer may ask for a new key of another one: an administrator of the same
 * organisation, who is not the one that lost it.
 */
export function mayAskForKey(
  registry: RegistryReader,
  asking: Officer,
  officerId: string,
): boolean {
  const holder = registry.get('officer', officerId);
  return (
    holder !== undefined &&
    holder.organisation === asking.organisation &&
    holder.id !== asking.id &&
    administrators.includes(asking.role)
  );
}

/**
 * Whether an officer's approval is the second one that a new key needs: of a further administrator
 * of the holder's organisation, or of a security administrator of another one.
 */
export function isSecondForKey(
  registry: RegistryReader,
  officer: Officer,
  { officerId, proposer }: { readonly officerId: string; readonly proposer: string },
): boolean {
  const holder = registry.get('officer', officerId);
  if (holder === undefined || officer.revokedHeight !== 0) return false;
  if (officer.id === holder.id || officer.id === proposer) return false;
  return officer.organisation === holder.organisation
    ? administrators.includes(officer.role)
    : officer.role === OfficerRole.securityAdmin;
}

/**
 * Puts a new key in place of an officer's, whose old one is revoked in the same act. Refused for an
 * officer that there is not (`unknownSubject`) and a key that cannot be enrolled (`keyRefused`).
 */
export function replaceKey(
  context: EnrolmentContext,
  { officerId, key }: { readonly officerId: string; readonly key: EnrolledKey },
): ResultCode {
  const { registry } = context;
  const officer = registry.get('officer', officerId);
  if (officer === undefined || officer.revokedHeight !== 0) return ResultCode.unknownSubject;
  const holder = { kind: 'officer', id: officerId } as const;
  const code = enrolKey(context, key, KeyPurpose.officer, holder);
  if (code !== ResultCode.done) return code;
  revokeKey(context, officer.key.publicKey);
  registry.set('officer', officerId, { ...officer, key });
  return ResultCode.done;
}
