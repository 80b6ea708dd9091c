import { describe, expect, it, test } from 'vitest';
import { bytes, TestChain } from './chain.ts';

const ruleSet = (change: object = {}) => ({
  id: 'banned',
  version: 1,
  hash: bytes(32, 7),
  ...change,
});
const currency = ruleSet({ id: 'currency', version: 3 });
const state = (nodeId: string, ...ruleSets: ReturnType<typeof ruleSet>[]) => ({
  screeningRules: { nodeId, ruleSets },
});

describe('rule sets that a node states', () => {
  it('stand in place of those before them, with their height', () => {
    const chain = new TestChain();
    expect(chain.act('node-a statement', state('node-a', currency))).toBe('done');
    const later = chain.act('node-a statement', state('node-a', ruleSet(), currency));
    expect(later).toBe('done');
    const { height, time, registry } = chain.state;
    const stated = registry.get('screeningRules', 'node-a');
    expect(stated).toMatchObject({ nodeId: 'node-a', height, time });
    expect(stated?.ruleSets.map(({ id, version }) => `${id}@${version}`)).toEqual([
      'banned@1',
      'currency@3',
    ]);
    expect([...(stated?.ruleSets[0]?.hash ?? [])]).toEqual([...bytes(32, 7)]);
    expect(chain.act('node-a statement', state('node-a'))).toBe('done');
    expect(chain.state.registry.get('screeningRules', 'node-a')?.ruleSets).toEqual([]);
  });

  test.each([
    ['by another node', 'node-b statement', state('node-a', currency), 'signerNotPermitted'],
    ['by an officer', 'security-a', state('node-a', currency), 'signerNotPermitted'],
    [
      'with a short hash',
      'node-a statement',
      state('node-a', ruleSet({ hash: bytes(31, 7) })),
      'badField',
    ],
    ['without a version', 'node-a statement', state('node-a', ruleSet({ version: 0 })), 'badField'],
    [
      'with a name that is none',
      'node-a statement',
      state('node-a', ruleSet({ id: 'A B' })),
      'badField',
    ],
    ['out of order', 'node-a statement', state('node-a', currency, ruleSet()), 'badField'],
    ['one twice', 'node-a statement', state('node-a', currency, currency), 'badField'],
    [
      'more than anybody reads',
      'node-a statement',
      state('node-a', ...Array.from({ length: 17 }, (_, i) => ruleSet({ id: `set-${i + 10}` }))),
      'badField',
    ],
  ])('are refused %s', (_name, signer, message, code) => {
    const chain = new TestChain();
    expect(chain.act(signer, message)).toBe(code);
    expect(chain.state.registry.all('screeningRules')).toEqual([]);
  });
});
