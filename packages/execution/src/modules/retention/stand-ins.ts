import { type Node, NodeRole } from '@mingjing/protocol';
import type { RegistryReader } from '../../state/registry.ts';
import { DAY_MS } from './history.ts';

/** Named absence of every supervision node after which stand-ins' copies count, ms. */
export const ABSENCE_MS = 30 * DAY_MS;
/** Organisations beside a log's own whose copies then count in a supervision node's place. */
export const STAND_INS = 2;

/**
 * Block time since which every supervision node that is not revoked is named absent, ms: since the
 * last of them was. 0 when there is none at all, undefined while one is there.
 */
export function absentSince(registry: RegistryReader): number | undefined {
  const times = registry
    .all('node')
    .filter(({ role, revokedHeight }) => role === NodeRole.supervision && revokedHeight === 0)
    .map(({ id }) => registry.get('absence', id))
    .map((named) => (named?.absent === true ? named.sinceTime : Number.POSITIVE_INFINITY));
  const since = Math.max(0, ...times);
  return Number.isFinite(since) ? since : undefined;
}

/**
 * The nodes that copy a chain node's logs while no supervision node is there: one of each of two
 * organisations, those that come next in the registry after its own, and from its end on to its
 * beginning. An organisation's is its first validator, else its first node; one whose nodes are
 * all revoked is passed over. None for a supervision node, or one there is not.
 */
export function standInsOf(registry: RegistryReader, nodeId: string): string[] {
  const owner = registry.get('node', nodeId);
  if (owner === undefined || owner.role === NodeRole.supervision) return [];
  const nodes = registry.all('node').filter(isChainNode);
  const ids = registry.all('organisation').map(({ id }) => id);
  const at = ids.indexOf(owner.organisation);
  const found: string[] = [];
  for (const organisation of [...ids.slice(at + 1), ...ids.slice(0, at)]) {
    const node = firstOf(nodes, organisation);
    if (node !== undefined) found.push(node.id);
    if (found.length === STAND_INS) break;
  }
  return found;
}

/** Whether a node copies another's logs at this state: in an absence, when it is its stand-in. */
export function isStandIn(registry: RegistryReader, nodeId: string, ownerId: string): boolean {
  return absentSince(registry) !== undefined && standInsOf(registry, ownerId).includes(nodeId);
}

function isChainNode({ role, revokedHeight }: Node): boolean {
  return role !== NodeRole.supervision && revokedHeight === 0;
}

function firstOf(nodes: readonly Node[], organisation: string): Node | undefined {
  const own = nodes.filter((node) => node.organisation === organisation);
  return own.find(({ role }) => role === NodeRole.validator) ?? own[0];
}
