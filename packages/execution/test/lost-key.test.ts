import { keyId } from '@mingjing/crypto';
import { KeyPurpose, OfficerRole, ProposalStatus } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { LOST_KEY_LOCK_MS } from '../src/modules/governance/lost-key.ts';
import { enrolled, genesis, idOf, officer, TestChain } from './chain.ts';

const withAudit = {
  ...genesis,
  officers: [...genesis.officers, officer('audit-b', 'org-b', OfficerRole.auditAdmin)],
};
const fresh = (name = 'new key') => enrolled(name, KeyPurpose.officer);
const idOfKey = (publicKey: Uint8Array = new Uint8Array(0)) => keyId(publicKey);
const replaceKey = (officerId: string) => ({ replaceKey: { officerId, key: fresh() } });
const ballot = (proposalId: Uint8Array, approve = true) => ({
  governanceBallot: { proposalId, approve },
});

/** What the security administrator of org-b lost is asked for by the system administrator there. */
function asked(officerId = 'security-b', by = 'system-b') {
  const chain = new TestChain(withAudit);
  const { id, code } = chain.propose(by, replaceKey(officerId));
  return { chain, id, code };
}

const statusOf = (chain: TestChain, id: Uint8Array) =>
  chain.state.registry.get('proposal', id)?.status;

describe('a lost key', () => {
  test.each([
    ['another administrator of the organisation', 'audit-b'],
    ['a security administrator of another organisation', 'security-c'],
  ])('is replaced 72 hours after the approval of %s', (_title, second) => {
    const { chain, id, code } = asked();
    expect(code).toBe('done');
    expect(chain.act(second, ballot(id))).toBe('done');
    const effectAt = chain.state.time + LOST_KEY_LOCK_MS;
    expect(chain.state.registry.get('proposal', id)).toMatchObject({
      ...{ status: ProposalStatus.approved, effectAt },
    });
    chain.block([], effectAt - 1);
    expect(chain.state.registry.get('key', idOf('security-b'))?.revokedHeight).toBe(0);
    chain.block([], effectAt);
    const { height } = chain.state;
    expect(chain.state.registry.get('key', idOf('security-b'))?.revokedHeight).toBe(height);
    const mended = chain.state.registry.get('officer', 'security-b');
    expect(idOfKey(mended?.key.publicKey)).toEqual(idOf('new key'));
    expect(chain.state.registry.get('key', idOf('new key'))).toMatchObject({
      ...{ holder: 'security-b', revokedHeight: 0 },
    });
  });

  it('that is not lost cancels its replacement', () => {
    const { chain, id } = asked();
    chain.act('audit-b', ballot(id));
    const effectAt = chain.state.time + LOST_KEY_LOCK_MS;
    expect(chain.act('security-b', { governanceWithdraw: { proposalId: id } })).toBe('done');
    chain.block([], effectAt);
    expect(statusOf(chain, id)).toBe(ProposalStatus.withdrawn);
    expect(chain.state.registry.get('key', idOf('security-b'))?.revokedHeight).toBe(0);
  });

  it('of an audit administrator needs a supervision officer as well', () => {
    const { chain, id } = asked('audit-b');
    expect(chain.act('security-b', ballot(id))).toBe('done');
    expect(statusOf(chain, id)).toBe(ProposalStatus.open);
    expect(chain.act('inspector', ballot(id))).toBe('done');
    expect(statusOf(chain, id)).toBe(ProposalStatus.approved);
  });

  it('of an audit administrator is refused by a supervision officer alone', () => {
    const { chain, id } = asked('audit-b');
    chain.act('security-b', ballot(id));
    expect(chain.act('inspector', ballot(id, false))).toBe('done');
    expect(statusOf(chain, id)).toBe(ProposalStatus.rejected);
  });

  it.each([
    ['its holder', 'security-b', 'security-b'],
    ['an administrator of another organisation', 'system-a', 'security-b'],
    ['a supervision officer', 'inspector', 'security-b'],
    ['a user', 'alice', 'security-b'],
    ['an administrator for nobody', 'system-b', 'security-z'],
  ])('is not asked for by %s', (_title, by, officerId) => {
    expect(asked(officerId, by).code).toBe('signerNotPermitted');
  });

  it('is not approved by who asked, its holder, an inspector or somebody without a voice', () => {
    const { chain, id } = asked();
    for (const who of ['system-b', 'security-b', 'inspector', 'system-c', 'audit-a', 'alice']) {
      expect(chain.act(who, ballot(id))).toBe('signerNotPermitted');
    }
    expect(statusOf(chain, id)).toBe(ProposalStatus.open);
  });

  it('is not given to a key that is enrolled already', () => {
    const chain = new TestChain(withAudit);
    const key = enrolled('security-c', KeyPurpose.officer);
    const action = { replaceKey: { officerId: 'security-b', key } };
    expect(chain.propose('system-b', action).code).toBe('keyRefused');
  });

  it('is not mended once the officer who approved has left', () => {
    const { chain, id } = asked();
    chain.act('audit-b', ballot(id));
    const effectAt = chain.state.time + LOST_KEY_LOCK_MS;
    const left = chain.carry({ revokeOfficer: { officerId: 'audit-b' } }, ['a', 'c', 'd']);
    expect(left).toMatchObject({ status: ProposalStatus.effected });
    chain.block([], effectAt);
    expect(statusOf(chain, id)).toBe(ProposalStatus.rejected);
    expect(chain.state.registry.get('key', idOf('security-b'))?.revokedHeight).toBe(0);
  });
});
