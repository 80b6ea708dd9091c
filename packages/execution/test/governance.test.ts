import { type Action, defaultParameters, OfficerRole, ProposalStatus } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { bytes, officer, TestChain } from './chain.ts';

const admit = (id = 'org-e'): Action => ({ admitOrganisation: { id, region: 'CN-12' } });
const statusOf = (chain: TestChain, id: Uint8Array) =>
  chain.state.registry.get('proposal', id)?.status;

describe('a proposal', () => {
  it('is carried out in the block of the ballot that makes a majority', () => {
    const chain = new TestChain();
    const { id, code } = chain.propose('system-a', admit());
    expect(code).toBe('done');
    expect(chain.state.registry.get('proposal', id)).toMatchObject({
      proposer: 'system-a',
      organisation: 'org-a',
      submittedHeight: 1,
      expiresAt: chain.state.time + defaultParameters.proposalPeriodMs,
      status: ProposalStatus.open,
    });
    expect(chain.vote('a', id)).toBe('done');
    expect(chain.vote('b', id)).toBe('done');
    expect(chain.state.registry.get('organisation', 'org-e')).toBeUndefined();
    expect(chain.vote('c', id)).toBe('done');
    expect(chain.state.registry.get('organisation', 'org-e')).toMatchObject({ region: 'CN-12' });
    const proposal = chain.state.registry.get('proposal', id);
    expect(proposal).toMatchObject({
      status: ProposalStatus.effected,
      closedHeight: 4,
      failure: 0,
    });
    expect(proposal?.ballots.map(({ organisation, height }) => [organisation, height])).toEqual([
      ['org-a', 2],
      ['org-b', 3],
      ['org-c', 4],
    ]);
    expect(chain.vote('d', id)).toBe('proposalClosed');
  });

  it('is rejected as soon as a majority is out of reach', () => {
    const chain = new TestChain();
    const { id } = chain.propose('system-a', admit());
    chain.vote('a', id, false);
    expect(statusOf(chain, id)).toBe(ProposalStatus.open);
    chain.vote('b', id, false);
    expect(statusOf(chain, id)).toBe(ProposalStatus.rejected);
    expect(chain.vote('c', id)).toBe('proposalClosed');
  });

  it('takes one ballot of an organisation, and none from a proposer', () => {
    const chain = new TestChain();
    const { id } = chain.propose('system-a', admit());
    expect(chain.vote('b', id)).toBe('done');
    expect(chain.vote('b', id, false)).toBe('alreadyVoted');
    const ballot = { governanceBallot: { proposalId: id, approve: true } };
    expect(chain.act('system-a', ballot)).toBe('signerNotPermitted');
    expect(chain.act('audit-a', ballot)).toBe('signerNotPermitted');
    expect(chain.act('inspector', ballot)).toBe('signerNotPermitted');
    expect(chain.act('alice', ballot)).toBe('signerNotPermitted');
    expect(chain.act('node-a statement', ballot)).toBe('signerNotPermitted');
    expect(chain.vote('c', bytes(32, 1))).toBe('unknownProposal');
  });

  it.each(['security-a', 'audit-a', 'inspector', 'alice', 'node-a statement'])(
    'is not for %s',
    (signer) => {
      expect(new TestChain().propose(signer, admit()).code).toBe('signerNotPermitted');
    },
  );

  it('expires at its time, which the period bounds', () => {
    const chain = new TestChain();
    const soon = chain.state.time + 3000;
    const { id } = chain.propose('system-a', admit(), soon);
    expect(chain.state.registry.get('proposal', id)?.expiresAt).toBe(soon);
    const ballot = { governanceBallot: { proposalId: id, approve: true } };
    expect(chain.act('security-a', ballot, soon - 1)).toBe('done');
    expect(chain.act('security-b', ballot, soon)).toBe('proposalClosed');
    const late = chain.propose('system-b', admit(), 2 ** 50);
    const { expiresAt } = chain.state.registry.get('proposal', late.id) ?? {};
    expect(expiresAt).toBe(chain.state.time + defaultParameters.proposalPeriodMs);
    expect(chain.propose('system-b', admit(), chain.state.time).code).toBe('badField');
  });

  it('needs exactly one action', () => {
    const chain = new TestChain();
    expect(chain.propose('system-a', {}).code).toBe('badAction');
    expect(chain.propose('system-a', undefined as never).code).toBe('badAction');
  });

  it('is refused at once when it could not be carried out', () => {
    expect(new TestChain().propose('system-a', admit('org-a')).code).toBe('alreadyExists');
    expect(new TestChain().propose('system-a', admit('Org')).code).toBe('badField');
    expect(new TestChain().propose('system-a', { revokeNode: { nodeId: 'node-z' } }).code).toBe(
      'unknownSubject',
    );
  });

  it('is refused when it would leave too few organisations that could vote', () => {
    const chain = new TestChain();
    const revocation = (letter: string) => ({
      revokeOfficer: { officerId: `security-${letter}` },
    });
    const first = chain.carry(revocation('c'), ['a', 'b', 'c']);
    expect(first.status).toBe(ProposalStatus.effected);
    expect(chain.propose('system-a', revocation('d')).code).toBe('electorateImpossible');
    expect(chain.state.registry.get('officer', 'security-d')?.revokedHeight).toBe(0);
  });

  it('leaves no trace of an effect that failed meanwhile', () => {
    const chain = new TestChain();
    const action = { appointOfficer: officer('audit-two', 'org-b', OfficerRole.auditAdmin) };
    const [first, second] = [chain.propose('system-a', action), chain.propose('system-b', action)];
    for (const letter of ['a', 'b', 'c']) chain.vote(letter, first.id);
    expect(statusOf(chain, first.id)).toBe(ProposalStatus.effected);
    const before = [...chain.state.registry.all('officer'), ...chain.state.registry.all('key')];
    for (const letter of ['a', 'b', 'c']) chain.vote(letter, second.id);
    expect(chain.state.registry.get('proposal', second.id)).toMatchObject({
      status: ProposalStatus.failed,
      failure: 25,
    });
    expect([...chain.state.registry.all('officer'), ...chain.state.registry.all('key')]).toEqual(
      before,
    );
  });

  it('undoes what a failing effect wrote before it failed', () => {
    // Setting the power writes the node first and judges the set after it.
    const chain = new TestChain();
    const raise = (nodeId: string) =>
      chain.propose('system-a', { setVotingPower: { nodeId, power: 14 } });
    const [first, second] = [raise('node-a'), raise('node-b')];
    expect([first.code, second.code]).toEqual(['done', 'done']);
    const lower = chain.propose('system-a', { setVotingPower: { nodeId: 'node-c', power: 5 } });
    for (const letter of ['a', 'b', 'c']) chain.vote(letter, first.id);
    for (const letter of ['a', 'b', 'c']) chain.vote(letter, lower.id);
    const failed = chain.state.registry.get('proposal', lower.id);
    expect(failed).toMatchObject({ status: ProposalStatus.failed, failure: 28 });
    expect(chain.state.registry.get('node', 'node-c')?.power).toBe(10);
    for (const letter of ['a', 'b', 'c']) chain.vote(letter, second.id);
    expect(statusOf(chain, second.id)).toBe(ProposalStatus.effected);
  });

  it('counts the members of the hour: a new organisation raises the majority', () => {
    const chain = new TestChain();
    chain.carry(admit('org-e'));
    chain.carry(admit('org-f'));
    const { id } = chain.propose('system-a', admit('org-g'));
    for (const letter of ['a', 'b', 'c']) chain.vote(letter, id);
    expect(statusOf(chain, id)).toBe(ProposalStatus.open);
    expect(chain.vote('d', id)).toBe('done');
    expect(statusOf(chain, id)).toBe(ProposalStatus.effected);
  });
});
