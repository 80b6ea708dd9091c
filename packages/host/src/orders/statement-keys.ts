import type { RegistryReader } from '@mingjing/execution';
import { KeyPurpose, RegistryKind, type RegistryValue } from '@mingjing/protocol';

type Key = RegistryValue<'key'>;
type Node = RegistryValue<'node'>;

/** By the entry of the node: the chain changes no key of a node without writing it anew. */
const found = new WeakMap<Node, readonly Key[]>();

/**
 * The statement keys that a node of the registry has or had. Looking for them is a walk over the
 * keys of all users, so it is done once for each state of a node.
 */
export function statementKeys(registry: RegistryReader, node: Node): readonly Key[] {
  const known = found.get(node);
  if (known !== undefined) return known;
  const keys = registry
    .all('key')
    .filter(({ holder, holderKind }) => holderKind === RegistryKind.node && holder === node.id)
    .filter(({ purpose }) => purpose === KeyPurpose.statement);
  found.set(node, keys);
  return keys;
}
