import { type KeyEntry, type Node, NodeRole } from '@mingjing/protocol';

/** A key of purpose `statement`; named until the block of `revokedHeight`, 0: still. */
export type StatementKey = Pick<KeyEntry, 'publicKey' | 'revokedHeight'>;

/** A node of the registry whose tips are followed. */
export interface Member {
  readonly nodeId: string;
  readonly organisation: string;
  /** The key that it signs its tips with now, and those it had before. */
  readonly statementKeys: readonly StatementKey[];
}

/** Every one of the nodes that stands and is no supervision node, with the keys that it has. */
export function membersAmong(
  nodes: readonly Node[],
  keysOf: (node: Node) => readonly StatementKey[],
): Member[] {
  return nodes
    .filter(({ role, revokedHeight }) => role !== NodeRole.supervision && revokedHeight === 0)
    .map((node) => ({
      nodeId: node.id,
      organisation: node.organisation,
      statementKeys: keysOf(node),
    }));
}
