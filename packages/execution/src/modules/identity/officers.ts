import { type Officer, RegistryKind } from '@mingjing/protocol';
import type { Context } from '../context.ts';

/** The signing officer, when he is in office with one of the roles; undefined otherwise. */
export function officerOf(
  { signer, registry }: Pick<Context, 'signer' | 'registry'>,
  roles: readonly number[],
): Officer | undefined {
  if (signer.holderKind !== RegistryKind.officer) return undefined;
  const officer = registry.get('officer', signer.holder);
  if (officer === undefined || officer.revokedHeight !== 0) return undefined;
  return roles.includes(officer.role) ? officer : undefined;
}
