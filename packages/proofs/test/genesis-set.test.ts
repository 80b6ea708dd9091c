import { NodeRole } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { genesisValidatorSet } from '../src/index.ts';
import { firstSeats, genesis, setOf } from './chain.ts';

const { nodes } = genesis;
const changed = (change: (node: (typeof nodes)[number]) => object) =>
  genesisValidatorSet({ nodes: nodes.map((node) => ({ ...node, ...change(node) })) });

describe('genesisValidatorSet', () => {
  it('lists validators with power, ascending by node id, whatever the order in the file', () => {
    expect(genesisValidatorSet(genesis)).toEqual({ ok: true, value: setOf(firstSeats) });
    expect(genesisValidatorSet({ nodes: nodes.toReversed() })).toEqual(
      genesisValidatorSet(genesis),
    );
  });

  it('leaves out seats without power and nodes of other roles', () => {
    const fifth = { ...(nodes[0] as (typeof nodes)[number]), id: 'node-z', power: 0 };
    const follower = { ...fifth, id: 'node-y', power: 1, role: NodeRole.full };
    const verdict = genesisValidatorSet({ nodes: [...nodes, fifth, follower] });
    expect(verdict).toEqual(genesisValidatorSet(genesis));
  });

  it.each([
    ['no validators', changed(() => ({ power: 0 })), 'empty'],
    [
      'a validator without a vote key',
      changed(({ id }) => (id === 'node-a' ? { keys: [] } : {})),
      'no-vote-key',
    ],
    [
      'a node named twice',
      changed(({ id }) => (id === 'node-a' ? { id: 'node-b' } : {})),
      'repeated-node',
    ],
    [
      'an organisation with half the power',
      changed(() => ({ organisation: 'org-a' })),
      'organisation-third',
    ],
    [
      'too much power',
      changed(({ id }) => (id === 'node-a' ? { power: 2_000_000 } : {})),
      'power-out-of-range',
    ],
  ])('refuses %s', (_, verdict, reason) => {
    expect(verdict).toEqual({ ok: false, reason });
  });
});
