import { type KeyEntry, KeyPurpose, type Node, RegistryKind } from '@mingjing/protocol';
import type { RegistryReader } from './registry.ts';

/** By the entry of the node: the chain changes no key of a node without writing that anew. */
const found = new WeakMap<Node, readonly KeyEntry[]>();

/**
 * The keys of purpose `statement` that a node of the registry has or had; one is named until the
 * block of its `revokedHeight`, 0: still. The entry of a node names its present keys alone, so the
 * keys of all, users too, are walked: once for all nodes, when one of them is another than before.
 */
export function statementKeys(registry: RegistryReader, node: Node): readonly KeyEntry[] {
  const known = found.get(node);
  if (known !== undefined) return known;
  const byHolder = Map.groupBy(registry.all('key').filter(isOfNode), ({ holder }) => holder);
  for (const each of [...registry.all('node'), node]) found.set(each, byHolder.get(each.id) ?? []);
  return found.get(node) ?? [];
}

function isOfNode({ holderKind, purpose }: KeyEntry): boolean {
  return holderKind === RegistryKind.node && purpose === KeyPurpose.statement;
}
