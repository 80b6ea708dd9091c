import { OfficerRole, RegistryKind, type RetentionErase, Standing } from '@mingjing/protocol';
import { ResultCode } from '../../codes.ts';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';
import { holdsInForce } from './holds.ts';
import { longestPeriodMs } from './periods.ts';

/**
 * Erases a person's data in two phases (PIPL, article 47): restricted from this block on, and the
 * keys shredded when the last statutory period has run. Asked for by the person, or for the person
 * by a security administrator. The user's standing is closed.
 */
export function erase(context: Context, { userId }: RetentionErase): ResultCode {
  const { registry, signer, time, height } = context;
  const user = registry.get('user', userId);
  const isOwn = signer.holderKind === RegistryKind.user && signer.holder === userId;
  if (!isOwn && !isSecurityAdmin(context)) return ResultCode.signerNotPermitted;
  if (user === undefined) return ResultCode.unknownSubject;
  if (registry.get('erasure', userId) !== undefined) return ResultCode.alreadyExists;
  const shredAt = time + longestPeriodMs(registry);
  const requestedBy = signer.holder;
  registry.set('erasure', userId, { userId, requestedBy, height, restrictedAt: time, shredAt });
  registry.set('user', userId, { ...user, standing: Standing.closed });
  return ResultCode.done;
}

/** Persons whose keys must be shredded at a block time: due, and under no hold. */
export function shreddable(registry: RegistryReader, time: number): string[] {
  const held = new Set(holdsInForce(registry, time).map(({ scope }) => scope.userId));
  // A hold that names no person covers everybody.
  if (held.has('')) return [];
  return registry
    .all('erasure')
    .filter(({ userId, shredAt }) => shredAt <= time && !held.has(userId))
    .map(({ userId }) => userId);
}

function isSecurityAdmin({ signer, registry }: Context): boolean {
  if (signer.holderKind !== RegistryKind.officer) return false;
  const officer = registry.get('officer', signer.holder);
  return officer?.role === OfficerRole.securityAdmin && officer.revokedHeight === 0;
}
