import { KeyPurpose, type Node, RegistryKind } from '@mingjing/protocol';
import { expect, it } from 'vitest';
import { type RegistryReader, statementKeys } from '../src/index.ts';

const key = (holder: string, byte: number, revokedHeight = 0, said: object = {}) => ({
  ...{ publicKey: new Uint8Array(32).fill(byte), holder, revokedHeight },
  ...{ holderKind: RegistryKind.node, purpose: KeyPurpose.statement },
  ...said,
});

/** A registry of nodes and keys; `walks` counts how often all keys were asked for. */
function registryOf(nodes: readonly Node[], keys: readonly object[]) {
  const counts = { walks: 0 };
  const all = (kind: string) => {
    if (kind === 'key') counts.walks += 1;
    return kind === 'key' ? keys : nodes;
  };
  return { registry: { all } as unknown as RegistryReader, counts };
}

it('are those that a node has and had, and no others of it', () => {
  const node = { id: 'node-a' } as Node;
  const { registry } = registryOf(
    [node],
    [
      key('node-a', 1, 5),
      key('node-a', 2),
      key('node-a', 7, 0, { purpose: KeyPurpose.vote }),
      key('node-a', 8, 0, { holderKind: RegistryKind.user }),
      key('node-b', 3),
    ],
  );
  const found = statementKeys(registry, node);
  expect(found.map(({ publicKey: [byte], revokedHeight }) => [byte, revokedHeight])).toEqual([
    [1, 5],
    [2, 0],
  ]);
});

it('takes one walk for all nodes, and another when a node is written anew', () => {
  const [a, b, keyless] = ['node-a', 'node-b', 'node-c'].map((id) => ({ id }) as Node) as [
    Node,
    Node,
    Node,
  ];
  const before = registryOf([a, b, keyless], [key('node-a', 1), key('node-b', 2)]);
  for (const node of [a, b, keyless, a]) statementKeys(before.registry, node);
  expect(before.counts.walks).toBe(1);
  const rotated = { ...a };
  const keys = [key('node-a', 1, 9), key('node-a', 3), key('node-b', 2)];
  const after = registryOf([rotated, b, keyless], keys);
  expect(statementKeys(after.registry, rotated)).toHaveLength(2);
  expect(statementKeys(after.registry, b)).toHaveLength(1);
  expect(after.counts.walks).toBe(1);
});
