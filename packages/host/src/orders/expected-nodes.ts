import type { RegistryReader } from '@mingjing/execution';
import type { RegistryValue } from '@mingjing/protocol';

/** Nodes that have to answer for an order, supervision nodes too: all that are not revoked. */
export function expectedNodes(registry: RegistryReader): RegistryValue<'node'>[] {
  return registry.all('node').filter(({ revokedHeight }) => revokedHeight === 0);
}
