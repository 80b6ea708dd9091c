import { verify } from '@mingjing/crypto/node';
import {
  chainIdOf,
  defaultParameters,
  type Genesis,
  genesisCodec,
  genesisHash,
  KeyPurpose,
  NodeRole,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { genesisState } from '../src/index.ts';
import { bytes, enrolled, genesis, node, officer, START, TestChain } from './chain.ts';

const users = genesis.users;
const table: [string, Partial<Genesis>, string][] = [
  ['a format to come', { version: 2 }, 'genesis-version'],
  ['an unknown suite', { suite: 2 }, 'genesis-suite'],
  ['a name that is none', { name: 'Demo' }, 'genesis-name'],
  ['no name', { name: '' }, 'genesis-name'],
  ['no parameters', { parameters: undefined as never }, 'genesis-parameters'],
  [
    'parameters out of bounds',
    { parameters: { ...defaultParameters, recordsMax: 0 } },
    'genesis-parameters',
  ],
  [
    'an organisation twice',
    { organisations: [...genesis.organisations, ...genesis.organisations] },
    'genesis-organisation-org-a-alreadyExists',
  ],
  [
    'a region that is none',
    { organisations: [{ id: 'org-a', region: '' }] },
    'genesis-organisation-org-a-badField',
  ],
  [
    'an authority named as a member',
    { authorities: [{ id: 'org-a', jurisdiction: 'CN' }] },
    'genesis-authority-org-a-alreadyExists',
  ],
  ['a node of nobody', { nodes: [node('node-a', 'org-z')] }, 'genesis-node-node-a-unknownSubject'],
  [
    'a node twice',
    { nodes: [...genesis.nodes, node('node-a', 'org-a')] },
    'genesis-node-node-a-alreadyExists',
  ],
  [
    'a key for two purposes',
    {
      nodes: [
        {
          ...node('node-a', 'org-a'),
          keys: node('node-a', 'org-a').keys.map(({ purpose }) => enrolled('one', purpose)),
        },
      ],
    },
    'genesis-node-node-a-keyRefused',
  ],
  ['no validators', { nodes: [] }, 'genesis-validators-empty'],
  [
    'three validators',
    { nodes: genesis.nodes.slice(0, 3) },
    'genesis-validators-organisation-third',
  ],
  [
    'no power',
    { nodes: genesis.nodes.map((each) => ({ ...each, power: 0 })) },
    'genesis-validators-empty',
  ],
  [
    'two administrators of one role',
    { officers: [officer('one', 'org-a', 1), officer('two', 'org-a', 1)] },
    'genesis-officer-two-roleTaken',
  ],
  [
    'a verifier of nobody',
    {
      verifiers: [
        {
          id: 'verifier-a',
          organisation: 'org-z',
          key: enrolled('verifier-a', KeyPurpose.verifier),
          syntheticOnly: false,
          revokedHeight: 0,
        },
      ],
    },
    'genesis-verifier-verifier-a-unknownSubject',
  ],
  ['users without their verifier', { verifiers: [] }, 'genesis-user-alice-verifierUnknown'],
  ['a user whose verification is over', { time: START + 5000 }, 'genesis-user-carol-answerInvalid'],
  ['a user of another chain', { name: 'other' }, 'genesis-user-alice-answerInvalid'],
  [
    'a user said to be verified for longer than the answer says',
    { users: users.map((user) => ({ ...user, verifiedUntil: user.verifiedUntil + 1 })) },
    'genesis-user-alice-badField',
  ],
  [
    'a user with a bad answer',
    { users: users.map((user) => ({ ...user, answerSignature: bytes(64, 1) })) },
    'genesis-user-alice-answerInvalid',
  ],
];

describe('genesis', () => {
  it.each(table)('is refused with %s', (_, change, reason) => {
    expect(genesisState({ ...genesis, ...change }, verify)).toEqual({ ok: false, reason });
  });

  it('makes the state before the first block', () => {
    const { state } = new TestChain();
    const hash = genesisHash(genesisCodec.encode(genesis));
    expect(state).toMatchObject({ height: 0, time: START, chainId: chainIdOf(genesis) });
    expect(state.blockId).toEqual(hash);
    expect(state.validators.validators.map(({ nodeId }) => nodeId)).toEqual([
      'node-a',
      'node-b',
      'node-c',
      'node-d',
    ]);
    expect(state.registry.get('user', 'alice')).toMatchObject({
      standing: 1,
      verification: 2,
      registeredHeight: 0,
    });
    expect(state.registry.all('node').map(({ id }) => id)).toContain('supervisor');
  });

  it('is the same state from the same bytes, another from others', () => {
    expect(new TestChain().state.stateRoot).toEqual(new TestChain().state.stateRoot);
    const nodes = [...genesis.nodes, node('node-e', 'org-a', { role: NodeRole.full })];
    expect(new TestChain({ ...genesis, nodes }).state.stateRoot).not.toEqual(
      new TestChain().state.stateRoot,
    );
  });
});
