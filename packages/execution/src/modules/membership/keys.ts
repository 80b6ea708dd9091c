import { checkEnrolment, checkPossession, keyId } from '@mingjing/crypto';
import {
  type EnrolledKey,
  KeyPurpose,
  RegistryKind,
  type RegistryKindName,
} from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryDraft } from '../../state/registry.ts';
import type { Context } from '../context.ts';

/** What enrolment needs of its surroundings; genesis has them too. */
export type EnrolmentContext = Pick<Context, 'verify' | 'height'> & { registry: RegistryDraft };

/** Who a key is enrolled for. */
export interface Holder {
  readonly kind: RegistryKindName;
  readonly id: string;
}

const purposeNames = new Map<number, string>(
  Object.entries(KeyPurpose).map(([name, purpose]) => [purpose, name]),
);

/**
 * Enrols a key: canonical, of prime order, with a proof of possession, and never enrolled before
 * for anything (one key, one purpose).
 */
export function enrolKey(
  context: EnrolmentContext,
  key: EnrolledKey | null | undefined,
  purpose: number,
  holder: Holder,
): ResultCode {
  if (!key || key.purpose !== purpose) return ResultCode.keyRefused;
  const name = purposeNames.get(purpose);
  if (name === undefined || !checkEnrolment(key.publicKey).ok) return ResultCode.keyRefused;
  if (!checkPossession(key.publicKey, name, key.possession, context.verify)) {
    return ResultCode.keyRefused;
  }
  const id = keyId(key.publicKey);
  if (context.registry.get('key', id) !== undefined) return ResultCode.keyRefused;
  context.registry.set('key', id, {
    publicKey: key.publicKey,
    purpose,
    holderKind: RegistryKind[holder.kind],
    holder: holder.id,
    enrolledHeight: context.height,
    revokedHeight: 0,
    evidenceCount: 0,
  });
  return ResultCode.done;
}

/** Revokes a key from the next block on. */
export function revokeKey(context: EnrolmentContext, publicKey: Uint8Array): void {
  const id = keyId(publicKey);
  const entry = context.registry.get('key', id);
  if (entry === undefined || entry.revokedHeight !== 0) return;
  context.registry.set('key', id, { ...entry, revokedHeight: context.height });
}
