import type { RegistryReader } from '@mingjing/execution';
import type { Sight } from '@mingjing/oversight';
import { NodeRole } from '@mingjing/protocol';

/**
 * What a node may see of another's journal: a supervision node everything that a chain node
 * retains, a chain node the stubs of a supervision node, so that it can witness reads whose bodies
 * are not its business. Nobody else sees anything.
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
  if (isViewerSupervision === isOwnerSupervision) return undefined;
  return isViewerSupervision ? 'stubs-and-bodies' : 'stubs';
}
