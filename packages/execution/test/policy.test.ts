import {
  type Action,
  OfficerRole,
  type Policy,
  PolicyRule,
  ProposalStatus,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AGENDA_MAX } from '../src/modules/governance/agenda.ts';
import { electorateOf, isPossible, outcomeOf } from '../src/modules/governance/electorate.ts';
import { genesis, officer, TestChain } from './chain.ts';

const HOUR = 3_600_000;
const ADMIT = 1;
const admit = (id = 'org-e'): Action => ({ admitOrganisation: { id, region: 'CN-12' } });

function policy(change: Partial<Policy> = {}): Policy {
  return {
    ...{ action: ADMIT, rule: PolicyRule.majority, numerator: 0, denominator: 0 },
    ...{ organisations: [], roles: [OfficerRole.securityAdmin], lockMs: 0, periodMs: 0 },
    ...change,
  };
}

/** A chain on which this policy was agreed. */
function chainWith(change: Partial<Policy>): TestChain {
  const chain = new TestChain();
  const done = chain.carry({ setPolicy: policy(change) });
  expect(done).toMatchObject({ status: ProposalStatus.effected });
  return chain;
}

const statusOf = (chain: TestChain, id: Uint8Array) =>
  chain.state.registry.get('proposal', id)?.status;

describe('the policy of an action', () => {
  test.each<[title: string, rule: Partial<Policy>, approvals: number]>([
    ['any', { rule: PolicyRule.any }, 1],
    ['a count', { rule: PolicyRule.count, numerator: 2 }, 2],
    ['a half', { rule: PolicyRule.fraction, numerator: 1, denominator: 2 }, 2],
    ['more than a half', { rule: PolicyRule.fraction, numerator: 51, denominator: 100 }, 3],
    ['three quarters', { rule: PolicyRule.fraction, numerator: 3, denominator: 4 }, 3],
    ['two of three named', { organisations: ['org-b', 'org-c', 'org-d'] }, 2],
  ])('is met by as many approvals as it says: %s', (_title, rule, approvals) => {
    const chain = chainWith(rule);
    const { id } = chain.propose('system-a', admit());
    const voters = ['b', 'c', 'd'].slice(0, approvals);
    for (const letter of voters) {
      expect(statusOf(chain, id)).toBe(ProposalStatus.open);
      expect(chain.vote(letter, id)).toBe('done');
    }
    expect(statusOf(chain, id)).toBe(ProposalStatus.effected);
  });

  it('takes ballots of the organisations and roles that it names, and of no other', () => {
    const named = { organisations: ['org-b', 'org-c', 'org-d'] };
    const chain = chainWith({ ...named, roles: [OfficerRole.systemAdmin] });
    const { id } = chain.propose('system-a', admit());
    const ballot = { governanceBallot: { proposalId: id, approve: true } };
    expect(chain.vote('b', id)).toBe('signerNotPermitted');
    expect(chain.act('system-a', ballot)).toBe('signerNotPermitted');
    expect(chain.act('inspector', ballot)).toBe('signerNotPermitted');
    expect(chain.act('system-b', ballot)).toBe('done');
    expect(chain.act('system-c', ballot)).toBe('done');
    expect(statusOf(chain, id)).toBe(ProposalStatus.effected);
  });

  it('lets nobody approve what he proposed himself', () => {
    const chain = chainWith({ rule: PolicyRule.any, roles: [OfficerRole.systemAdmin] });
    const { id } = chain.propose('system-a', admit());
    const ballot = { governanceBallot: { proposalId: id, approve: true } };
    expect(chain.act('system-a', ballot)).toBe('signerNotPermitted');
    expect(chain.act('system-b', ballot)).toBe('done');
    expect(statusOf(chain, id)).toBe(ProposalStatus.effected);
  });

  test.each<[title: string, change: Partial<Policy>, code: string]>([
    ['all of four, one of whom may be missing', { rule: PolicyRule.all }, 'electorateImpossible'],
    ['more than there are', { rule: PolicyRule.count, numerator: 5 }, 'electorateImpossible'],
    ['a role that only one holds', { roles: [OfficerRole.auditAdmin] }, 'electorateImpossible'],
    ['one organisation with one voter', { organisations: ['org-a'] }, 'electorateImpossible'],
    ['no rule', { rule: 0 }, 'badField'],
    ['an unknown rule', { rule: 6 }, 'badField'],
    ['a count of none', { rule: PolicyRule.count }, 'badField'],
    [
      'a fraction above one',
      { rule: PolicyRule.fraction, numerator: 3, denominator: 2 },
      'badField',
    ],
    ['a fraction of nothing', { rule: PolicyRule.fraction, numerator: 1 }, 'badField'],
    ['a majority with numbers', { numerator: 1 }, 'badField'],
    ['no roles', { roles: [] }, 'badField'],
    ['a role that answers for nobody', { roles: [OfficerRole.duty] }, 'badField'],
    ['an inspector as voter', { roles: [OfficerRole.supervisionOfficer] }, 'badField'],
    ['an organisation twice', { organisations: ['org-a', 'org-a'] }, 'badField'],
    ['an unknown organisation', { organisations: ['org-z'] }, 'badField'],
    ['a lock of years', { lockMs: 91 * 24 * HOUR }, 'badField'],
    ['no action', { action: 0 }, 'badAction'],
    ['an unknown action', { action: 99 }, 'badAction'],
    ['the mending of keys, which has its own rule', { action: 14 }, 'badAction'],
  ])('is refused when it says: %s', (_title, change, code) => {
    const chain = new TestChain();
    expect(chain.propose('system-a', { setPolicy: policy(change) }).code).toBe(code);
    expect(chain.state.registry.all('policy')).toEqual([]);
  });

  it('keeps every officer that it needs', () => {
    const chain = chainWith({ organisations: ['org-a', 'org-b', 'org-c'] });
    expect(chain.carry({ revokeOfficer: { officerId: 'security-a' } })).toMatchObject({
      status: ProposalStatus.effected,
    });
    // A second one would leave the three organisations with one voice.
    const second = chain.propose('system-a', { revokeOfficer: { officerId: 'security-b' } });
    expect(second.code).toBe('electorateImpossible');
  });

  it('sets how long a proposal stays open, within which a proposer may ask for less', () => {
    const chain = chainWith({ periodMs: HOUR });
    const { id } = chain.propose('system-a', admit());
    expect(chain.state.registry.get('proposal', id)?.expiresAt).toBe(chain.state.time + HOUR);
    const late = chain.propose('system-a', admit(), chain.state.time + 2 * HOUR);
    expect(chain.state.registry.get('proposal', late.id)?.expiresAt).toBe(chain.state.time + HOUR);
  });
});

describe('a time lock', () => {
  const locked = () => {
    const chain = chainWith({ lockMs: HOUR });
    const { id } = chain.propose('system-a', admit());
    for (const letter of ['a', 'b', 'c']) chain.vote(letter, id);
    return { chain, id, effectAt: chain.state.time + HOUR };
  };

  it('begins with the approval, and its end needs no transaction', () => {
    const { chain, id, effectAt } = locked();
    expect(chain.state.registry.get('proposal', id)).toMatchObject({
      ...{ status: ProposalStatus.approved, effectAt, closedHeight: 0 },
    });
    expect(chain.vote('d', id)).toBe('proposalClosed');
    chain.block([], effectAt - 1);
    expect(chain.state.registry.get('organisation', 'org-e')).toBeUndefined();
    const { registry } = chain.block([], effectAt);
    expect(registry.length).toBeGreaterThan(0);
    expect(chain.state.registry.get('organisation', 'org-e')).toBeDefined();
    expect(chain.state.registry.get('proposal', id)).toMatchObject({
      ...{ status: ProposalStatus.effected, closedHeight: chain.state.height },
    });
    expect(chain.state.registry.get('agenda', '')?.proposalIds).toEqual([]);
  });

  it('is withdrawn by its proposer, and by nobody else', () => {
    const { chain, id, effectAt } = locked();
    const withdrawal = { governanceWithdraw: { proposalId: id } };
    expect(chain.act('system-b', withdrawal)).toBe('signerNotPermitted');
    expect(chain.act('security-a', withdrawal)).toBe('signerNotPermitted');
    expect(chain.act('alice', withdrawal)).toBe('signerNotPermitted');
    expect(chain.act('system-a', withdrawal)).toBe('done');
    expect(chain.act('system-a', withdrawal)).toBe('proposalClosed');
    chain.block([], effectAt + HOUR);
    expect(chain.state.registry.get('organisation', 'org-e')).toBeUndefined();
    expect(statusOf(chain, id)).toBe(ProposalStatus.withdrawn);
  });

  it('judges the ballots again at its end: of whom the policy counts then', () => {
    const { chain, id, effectAt } = locked();
    const named = { organisations: ['org-b', 'org-c', 'org-d'], rule: PolicyRule.count };
    // Three approvals were given; by this policy only two of them count, and three are needed.
    const changed = policy({ ...named, numerator: 2, lockMs: HOUR });
    expect(chain.carry({ setPolicy: changed })).toMatchObject({ status: ProposalStatus.effected });
    chain.block([], effectAt);
    expect(statusOf(chain, id)).toBe(ProposalStatus.effected);

    const other = locked();
    const narrow = policy({ organisations: ['org-a', 'org-d'], rule: PolicyRule.any });
    const two = { ...narrow, rule: PolicyRule.fraction, numerator: 1, denominator: 2 };
    expect(other.chain.carry({ setPolicy: two })).toMatchObject({
      status: ProposalStatus.effected,
    });
    const revoked = other.chain.carry({ revokeOfficer: { officerId: 'security-a' } });
    expect(revoked).toMatchObject({ status: ProposalStatus.effected });
    other.chain.block([], other.effectAt);
    // org-a approved while its officer was in office.
    expect(statusOf(other.chain, other.id)).toBe(ProposalStatus.effected);
  });

  it('ends in a failure, with no trace, when the act cannot be carried out any more', () => {
    const { chain, id, effectAt } = locked();
    const unlocked = chain.carry({ setPolicy: policy() });
    expect(unlocked).toMatchObject({ status: ProposalStatus.effected });
    expect(chain.carry(admit())).toMatchObject({ status: ProposalStatus.effected });
    chain.block([], effectAt);
    expect(chain.state.registry.get('proposal', id)).toMatchObject({
      ...{ status: ProposalStatus.failed, failure: 25 },
    });
  });
});

describe('the agenda', () => {
  it('closes what nobody voted on, in the first block after its time', () => {
    const chain = new TestChain();
    const soon = chain.state.time + 5000;
    const { id } = chain.propose('system-a', admit(), soon);
    chain.block([], soon - 1);
    expect(statusOf(chain, id)).toBe(ProposalStatus.open);
    chain.block([], soon);
    expect(statusOf(chain, id)).toBe(ProposalStatus.expired);
    expect(chain.state.registry.get('agenda', '')?.proposalIds).toEqual([]);
  });

  it('holds so many at once, and has room again when one is closed', () => {
    const chain = new TestChain();
    const ids = Array.from({ length: AGENDA_MAX }, (_, index) => {
      const { id, code } = chain.propose('system-a', admit(`org-${index + 10}`));
      expect(code).toBe('done');
      return id;
    });
    expect(chain.propose('system-b', admit()).code).toBe('tooMany');
    expect(chain.act('system-a', { governanceWithdraw: { proposalId: ids[3] as never } })).toBe(
      'done',
    );
    expect(chain.propose('system-b', admit()).code).toBe('done');
    expect(chain.state.registry.get('agenda', '')?.proposalIds).toHaveLength(AGENDA_MAX);
  });

  it('costs a block nothing that has nothing due', () => {
    const chain = new TestChain();
    chain.propose('system-a', admit());
    expect(chain.block([]).registry).toEqual([]);
  });
});

describe('an electorate', () => {
  const { registry } = new TestChain().state;
  const rules = fc.oneof(
    fc.constantFrom(PolicyRule.all, PolicyRule.any, PolicyRule.majority).map((rule) => ({ rule })),
    fc.integer({ min: 1, max: 5 }).map((numerator) => ({ rule: PolicyRule.count, numerator })),
    fc
      .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 10 }))
      .map(([numerator, more]) => {
        return { rule: PolicyRule.fraction, numerator, denominator: numerator + more };
      }),
  );
  const named = fc.subarray(['org-a', 'org-b', 'org-c', 'org-d']);
  const voices = fc.array(fc.constantFrom('yes', 'no', 'none'), { minLength: 4, maxLength: 4 });

  it('approves or rejects, never both, and rejects nothing that could be approved yet', () => {
    fc.assert(
      fc.property(rules, named, voices, (rule, organisations, said) => {
        const electorate = electorateOf(registry, policy({ ...rule, organisations }));
        const ballots = said.flatMap((voice, index) => {
          const letter = 'abcd'[index] as string;
          const ballot = { organisation: `org-${letter}`, officer: `security-${letter}` };
          const rest = { height: 1, transactionId: new Uint8Array(32) };
          return voice === 'none' ? [] : [{ ...ballot, approve: voice === 'yes', ...rest }];
        });
        const members = electorate.organisations;
        const counted = ballots.filter(({ organisation }) => members.includes(organisation));
        const yes = counted.filter(({ approve }) => approve).length;
        const open = members.length - counted.length;
        const expected =
          yes >= electorate.required
            ? 'approved'
            : yes + open >= electorate.required
              ? 'open'
              : 'rejected';
        expect(outcomeOf(electorate, ballots)).toBe(expected);
        if (expected === 'approved') expect(isPossible(electorate)).toBe(true);
      }),
    );
  });
});

test('a policy of three officers in one organisation survives without one of them', () => {
  const more = [
    officer('system-a2', 'org-a', OfficerRole.reviewer),
    officer('audit-b', 'org-b', OfficerRole.auditAdmin),
  ];
  const chain = new TestChain({ ...genesis, officers: [...genesis.officers, ...more] });
  const roles = [OfficerRole.systemAdmin, OfficerRole.securityAdmin, OfficerRole.auditAdmin];
  const all = policy({ rule: PolicyRule.all, roles });
  expect(chain.propose('system-a', { setPolicy: all }).code).toBe('done');
});
