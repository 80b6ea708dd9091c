// A pause of the service: nothing is added on any node, and everything else goes on.
import { ProposalStatus } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { type Act, record, registration, TestChain } from './chain.ts';

const pause = (paused: boolean, sinceHeight = 0) => ({ setPause: { paused, sinceHeight } });
const effected = { status: ProposalStatus.effected };

function pausedChain() {
  const chain = new TestChain();
  const [kept, other] = [chain.publish('alice'), chain.publish('alice', 'order/2')];
  expect(chain.carry(pause(true))).toMatchObject(effected);
  return { chain, kept, other };
}

describe('a pause of the service', () => {
  it('is voted, stands with its height, and ends by another vote', () => {
    const { chain } = pausedChain();
    const stands = { paused: true, sinceHeight: chain.state.height };
    expect(chain.state.registry.get('pause', '')).toEqual(stands);
    expect(chain.carry(pause(false))).toMatchObject(effected);
    expect(chain.state.registry.get('pause', '')?.paused).toBe(false);
    expect(chain.publish('alice', 'order/3')).toHaveLength(36);
  });

  test.each<[string, (ids: { kept: Uint8Array; other: Uint8Array }) => Act]>([
    ['publishing', () => ({ recordsPublish: { records: [record('order/9')] } })],
    [
      'publishing many at once',
      () => ({ recordsPublish: { records: [record('order/8'), record('order/9')] } }),
    ],
    ['amending', ({ kept }) => ({ recordsAmend: { recordId: kept, record: record('order/1') } })],
    ['registering', () => ({ identityRegister: registration('dora') })],
  ])('stops %s, without any effect', (_name, actOf) => {
    const { chain, ...ids } = pausedChain();
    const { records } = chain.state;
    const before = { size: records.size, root: chain.state.registry.root };
    const act = actOf(ids);
    // A registration is brought by a member's node.
    const signer = 'identityRegister' in act ? 'node-a statement' : 'alice';
    expect(chain.act(signer, act)).toBe('servicePaused');
    expect({ size: chain.state.records.size, root: chain.state.registry.root }).toEqual(before);
  });

  it('stops nothing that a person may ask for at any time, and no decision', () => {
    const { chain, other } = pausedChain();
    expect(chain.act('alice', { recordsWithdraw: { recordId: other, reason: 1 } })).toBe('done');
    expect(chain.act('alice', { retentionErase: { userId: 'alice' } })).toBe('done');
    const regions = { setRegions: { allowed: ['CN'] } };
    expect(chain.carry(regions)).toMatchObject(effected);
  });

  it('is in force from the next transaction of the same block on', () => {
    const chain = new TestChain();
    const { id } = chain.propose('system-a', pause(true));
    for (const letter of ['a', 'b']) chain.vote(letter, id);
    const records = [record('order/1')];
    const { results } = chain.block([
      chain.sign('alice', { recordsPublish: { records } }),
      chain.sign('security-c', { governanceBallot: { proposalId: id, approve: true } }),
      chain.sign('alice', { recordsPublish: { records } }),
    ]);
    expect(results).toEqual([0, 0, 83]);
  });

  test.each([
    ['that changes nothing', pause(false), 'badAction'],
    ['with a height of its own', pause(true, 3), 'badField'],
  ])('%s is refused', (_name, action, code) => {
    expect(new TestChain().propose('system-a', action).code).toBe(code);
  });
});
