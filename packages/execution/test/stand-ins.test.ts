import { NodeRole } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { absentSince, isStandIn, standInsOf } from '../src/index.ts';
import { genesis, node, TestChain } from './chain.ts';

const setAbsence = (nodeId: string, absent: boolean) => ({ setAbsence: { nodeId, absent } });
const all = (chain: TestChain) =>
  ['a', 'b', 'c', 'd'].map((letter) => standInsOf(chain.state.registry, `node-${letter}`).join());

describe('the stand-ins of a node', () => {
  it('are of the two organisations after its own, round the end, and never of its own', () => {
    const { registry } = new TestChain().state;
    expect(all(new TestChain())).toEqual([
      'node-b,node-c',
      'node-c,node-d',
      'node-d,node-a',
      'node-a,node-b',
    ]);
    expect(standInsOf(registry, 'follower')).toEqual(['node-b', 'node-c']);
    expect(standInsOf(registry, 'supervisor')).toEqual([]);
    expect(standInsOf(registry, 'nobody')).toEqual([]);
  });

  it('leave out an organisation without a node, and a new one comes in', () => {
    const chain = new TestChain();
    chain.carry({ revokeNode: { nodeId: 'node-b' } });
    expect(all(chain)).toEqual([
      'node-c,node-d',
      'node-c,node-d',
      'node-d,node-a',
      'node-a,node-c',
    ]);
    chain.carry({ admitOrganisation: { id: 'org-b1', region: 'CN-11' } });
    chain.carry({ admitNode: node('node-b1', 'org-b1', { role: NodeRole.full }) });
    expect(all(chain)[0]).toBe('node-b1,node-c');
    const another = new TestChain();
    another.carry({ revokeNode: { nodeId: 'node-a' } });
    // Of an organisation without a validator in force, the first of its other nodes.
    expect(all(another)[2]).toBe('node-d,follower');
  });
});

describe('an absence', () => {
  it('begins with the vote, for the stand-ins alone, and ends with another', () => {
    const chain = new TestChain();
    const { registry } = chain.state;
    expect(absentSince(registry)).toBeUndefined();
    expect(isStandIn(registry, 'node-b', 'node-a')).toBe(false);
    chain.carry(setAbsence('supervisor', true));
    expect(absentSince(registry)).toBe(chain.state.time);
    const standing = ['a', 'b', 'c', 'd'].map((of) => isStandIn(registry, `node-${of}`, 'node-a'));
    expect(standing).toEqual([false, true, true, false]);
    chain.carry(setAbsence('supervisor', false));
    expect(absentSince(registry)).toBeUndefined();
    expect(isStandIn(registry, 'node-b', 'node-a')).toBe(false);
  });

  it('is that of every supervision node, since the last of them went', () => {
    const second = node('supervisor-2', 'authority', { role: NodeRole.supervision });
    const chain = new TestChain({ ...genesis, nodes: [...genesis.nodes, second] });
    const { registry } = chain.state;
    chain.carry(setAbsence('supervisor', true));
    expect(absentSince(registry)).toBeUndefined();
    chain.carry(setAbsence('supervisor-2', true));
    expect(absentSince(registry)).toBe(chain.state.time);
    expect(absentSince(registry)).toBe(registry.get('absence', 'supervisor-2')?.sinceTime);
    chain.carry({ revokeNode: { nodeId: 'supervisor-2' } });
    expect(absentSince(registry)).toBe(registry.get('absence', 'supervisor')?.sinceTime);
  });

  it('is for ever where no supervision node is left', () => {
    const chain = new TestChain();
    chain.carry({ revokeNode: { nodeId: 'supervisor' } });
    expect(absentSince(chain.state.registry)).toBe(0);
  });
});
