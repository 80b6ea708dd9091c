import { isStandIn, type RegistryReader, standInsOf } from '@mingjing/execution';
import type { Sight } from '@mingjing/oversight';
import { NodeRole } from '@mingjing/protocol';

/**
 * What a node may see of another's journal: a supervision node everything that a chain node
 * retains, a chain node the stubs of a supervision node, so that it can witness reads whose bodies
 * are not its business. While every supervision node is named absent, a chain node's stand-ins see
 * what a supervision node would. Nobody else sees anything.
 */
export function sightOf(
  registry: RegistryReader,
  viewerId: string,
  ownerId: string,
): Sight | undefined {
  const viewer = registry.get('node', viewerId);
  const owner = registry.get('node', ownerId);
  if (viewer === undefined || viewer.revokedHeight > 0 || owner === undefined) return undefined;
  const isViewerSupervision = viewer.role === NodeRole.supervision;
  const isOwnerSupervision = owner.role === NodeRole.supervision;
  if (isViewerSupervision && isOwnerSupervision) return undefined;
  if (isOwnerSupervision) return 'stubs';
  if (isViewerSupervision) return 'stubs-and-bodies';
  return isStandIn(registry, viewerId, ownerId) ? 'stubs-and-bodies' : undefined;
}

/**
 * Whether a question that may not be answered may be an honest one: by a stand-in whose blocks say
 * that an absence lasts, while they say here that it is over or has not begun.
 */
export function mayBeUntimely(
  registry: RegistryReader,
  viewerId: string,
  ownerId: string,
): boolean {
  return standInsOf(registry, ownerId).includes(viewerId);
}
