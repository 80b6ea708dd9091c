import { SanctionGrade, type SanctionImpose, SanctionStepKind, Standing } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import {
  CLOSE_CONFIRM_MS,
  OPEN_SANCTIONS_MAX,
  sanctionState,
  sanctionsOf,
  standingOf,
} from '../src/index.ts';
import { bytes, record, registration, START, TestChain } from './chain.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { warn, limit, suspend, close } = SanctionGrade;
const write = { recordsPublish: { records: [record('a')] } };

const imposing = (grade: number, change: Partial<SanctionImpose> = {}) => ({
  sanctionImpose: {
    ...{ userId: 'dora', grade, reason: 3, basis: 16 },
    ...{ expiresAt: grade === close ? 0 : START + HOUR },
    ...change,
  },
});
const confirming = (sanctionId: Uint8Array) => ({ sanctionConfirm: { sanctionId } });
const lifting = (sanctionId: Uint8Array, reason = 1) => ({ sanctionLift: { sanctionId, reason } });
const appealing = (sanctionId: Uint8Array, reason = 1) => ({
  sanctionAppeal: { sanctionId, reason, statement: bytes(32, 5) },
});
const deciding = (sanctionId: Uint8Array, upheld: boolean, reason = 2) => ({
  sanctionDecide: { sanctionId, upheld, reason },
});

/** A chain with a user of org-a who is verified for long. */
function withDora(): TestChain {
  const chain = new TestChain();
  const identityRegister = registration('dora', { expiresAt: START + 400 * DAY });
  expect(chain.act('node-a statement', { identityRegister })).toBe('done');
  return chain;
}

/** Imposes a sanction; its id. */
function impose(chain: TestChain, signer: string, grade: number, change = {}): Uint8Array {
  const transaction = chain.sign(signer, imposing(grade, change));
  expect([...chain.block([transaction]).results]).toEqual([0]);
  return transaction.id;
}

function standing(chain: TestChain, time = chain.state.time): number | undefined {
  const user = chain.state.registry.get('user', 'dora');
  return user && standingOf(chain.state.registry, user, time);
}
function stateOf(chain: TestChain, id: Uint8Array, time = chain.state.time) {
  const sanction = chain.state.registry.get('sanction', id);
  return sanction && sanctionState(sanction, time);
}

describe('imposing a sanction', () => {
  test.each([
    ['a reviewer', 'reviewer-a', 'done'],
    ['the security administrator', 'security-a', 'done'],
    ['the system administrator', 'system-a', 'signerNotPermitted'],
    ['the audit administrator', 'audit-a', 'signerNotPermitted'],
    ['a reviewer of another organisation', 'reviewer-b', 'signerNotPermitted'],
    ['a supervision officer', 'inspector', 'signerNotPermitted'],
    ['a node', 'node-a statement', 'signerNotPermitted'],
    ['a user', 'alice', 'signerNotPermitted'],
  ])('is for officers of his organisation: %s', (_title, signer, code) => {
    const chain = withDora();
    expect(chain.act(signer, imposing(suspend))).toBe(code);
    expect(standing(chain)).toBe(code === 'done' ? Standing.suspended : Standing.active);
  });

  test.each<[title: string, act: ReturnType<typeof imposing>, code: string]>([
    ['nobody', imposing(warn, { userId: 'nobody' }), 'unknownSubject'],
    ['grade 0', imposing(0), 'badField'],
    ['grade 5', imposing(5), 'badField'],
    ['no reason', imposing(warn, { reason: 0 }), 'badField'],
    ['a reason beyond its range', imposing(warn, { reason: 65_536 }), 'badField'],
    ['no basis', imposing(warn, { basis: 0 }), 'badField'],
    ['a basis beyond its range', imposing(warn, { basis: 65_536 }), 'badField'],
    ['no end', imposing(suspend, { expiresAt: 0 }), 'badField'],
    ['an end that is past', imposing(limit, { expiresAt: START + 2000 }), 'badField'],
    ['a closing with an end', imposing(close, { expiresAt: START + HOUR }), 'badField'],
    ['a closing', imposing(close), 'done'],
  ])('is judged: %s', (_title, act, code) => {
    const chain = withDora();
    const before = chain.state.registry.root;
    expect(chain.act('reviewer-a', act)).toBe(code);
    if (code !== 'done') expect(chain.state.registry.root).toEqual(before);
  });

  it('is not for an officer who is revoked', () => {
    const chain = withDora();
    chain.carry({ revokeOfficer: { officerId: 'security-a' } });
    const revoked = chain.state.registry.get('officer', 'security-a')?.revokedHeight;
    expect(revoked).toBeGreaterThan(0);
    expect(() => chain.act('security-a', imposing(warn))).toThrow('signer-revoked');
  });

  it('is bounded by what is in force at once, not by what ever was', () => {
    const chain = withDora();
    for (let n = 0; n < OPEN_SANCTIONS_MAX; n += 1) impose(chain, 'reviewer-a', warn);
    expect(chain.act('reviewer-a', imposing(warn))).toBe('tooMany');
    const expiresAt = START + 2 * HOUR;
    expect(chain.act('reviewer-a', imposing(warn, { expiresAt }), START + HOUR)).toBe('done');
    expect(sanctionsOf(chain.state.registry, 'dora', 100)).toHaveLength(OPEN_SANCTIONS_MAX + 1);
    expect(chain.state.registry.get('conduct', 'dora')?.open).toHaveLength(1);
  });
});

describe('what a sanction does', () => {
  test.each<[title: string, grade: number, standing: number, code: string]>([
    ['a warning: nothing', warn, Standing.active, 'done'],
    ['a limit: writing within the day', limit, Standing.limited, 'done'],
    ['a suspension: no writing', suspend, Standing.suspended, 'userNotActive'],
    ['a closing that is not confirmed: nothing', close, Standing.active, 'done'],
  ])('%s, until its end', (_title, grade, expected, code) => {
    const chain = withDora();
    impose(chain, 'reviewer-a', grade);
    expect(standing(chain)).toBe(expected);
    expect(chain.act('dora', write)).toBe(code);
    expect(standing(chain, START + HOUR - 1)).toBe(expected);
    expect(standing(chain, START + HOUR)).toBe(Standing.active);
    expect(chain.act('dora', write, START + HOUR)).toBe('done');
  });

  it('goes by the gravest that is in force', () => {
    const chain = withDora();
    impose(chain, 'reviewer-a', limit, { expiresAt: START + 2 * HOUR });
    impose(chain, 'security-a', suspend);
    impose(chain, 'reviewer-a', warn);
    expect(standing(chain)).toBe(Standing.suspended);
    expect(standing(chain, START + HOUR)).toBe(Standing.limited);
    expect(standing(chain, START + 2 * HOUR)).toBe(Standing.active);
  });

  it('is in force within the block that imposes it', () => {
    const chain = withDora();
    const [sanction, record] = [
      chain.sign('reviewer-a', imposing(suspend)),
      chain.sign('dora', write),
    ];
    expect([...chain.block([sanction, record]).results]).toEqual([0, 3]);
  });
});

describe('lifting a sanction', () => {
  it('ends it, once', () => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', suspend);
    expect(chain.act('security-a', lifting(id, 7))).toBe('done');
    expect([standing(chain), stateOf(chain, id)]).toEqual([Standing.active, 'lifted']);
    expect(chain.act('security-a', lifting(id))).toBe('sanctionEnded');
    expect(chain.state.registry.get('sanction', id)?.steps[1]).toMatchObject({
      ...{ kind: SanctionStepKind.lifted, actor: 'security-a', role: 2, reason: 7, height: 3 },
    });
  });

  test.each([
    ['a reviewer of another organisation', 'reviewer-b', 'signerNotPermitted'],
    ['the user', 'dora', 'signerNotPermitted'],
    ['the audit administrator', 'audit-a', 'signerNotPermitted'],
    ['who imposed it', 'reviewer-a', 'done'],
  ])('is judged: %s', (_title, signer, code) => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', suspend);
    expect(chain.act(signer, lifting(id))).toBe(code);
  });

  it('is refused for none, without a reason, and after its end', () => {
    const chain = withDora();
    expect(chain.act('reviewer-a', lifting(bytes(32, 1)))).toBe('sanctionUnknown');
    const id = impose(chain, 'reviewer-a', suspend);
    expect(chain.act('reviewer-a', lifting(id, 0))).toBe('badField');
    expect(chain.act('reviewer-a', lifting(id), START + HOUR)).toBe('sanctionEnded');
  });
});

describe('closing a user', () => {
  test.each([
    ['a reviewer, then the security administrator', 'reviewer-a', 'security-a', 'done'],
    ['the security administrator, then a reviewer', 'security-a', 'reviewer-a', 'done'],
    ['a reviewer alone', 'reviewer-a', 'reviewer-a', 'signerNotPermitted'],
    ['two reviewers', 'reviewer-a', 'second-a', 'signerNotPermitted'],
    ['a reviewer of another organisation', 'security-a', 'reviewer-b', 'signerNotPermitted'],
    ['the audit administrator', 'security-a', 'audit-a', 'signerNotPermitted'],
    ['the user himself', 'security-a', 'dora', 'signerNotPermitted'],
  ])('takes two persons of two roles: %s', (_title, first, second, code) => {
    const chain = withDora();
    const id = impose(chain, first, close);
    expect(stateOf(chain, id)).toBe('proposed');
    expect(chain.act(second, confirming(id))).toBe(code);
    expect(standing(chain)).toBe(code === 'done' ? Standing.closed : Standing.active);
    expect(chain.act('dora', write)).toBe(code === 'done' ? 'userNotActive' : 'done');
  });

  it('is final', () => {
    const chain = withDora();
    const other = impose(chain, 'reviewer-a', suspend);
    const id = impose(chain, 'reviewer-a', close);
    chain.act('security-a', confirming(id));
    expect(chain.act('security-a', confirming(id))).toBe('sanctionEnded');
    expect(chain.act('security-a', lifting(id))).toBe('sanctionEnded');
    expect(chain.act('dora', appealing(id))).toBe('sanctionEnded');
    expect(chain.act('security-a', imposing(warn))).toBe('userNotActive');
    chain.act('security-a', lifting(other));
    expect(standing(chain, START + 1000 * DAY)).toBe(Standing.closed);
    expect(stateOf(chain, id, START + 1000 * DAY)).toBe('in-force');
  });

  it('lapses when nobody confirms it, and can be proposed again', () => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', close);
    const imposed = chain.state.time;
    expect(chain.act('second-a', imposing(close))).toBe('alreadyExists');
    expect(stateOf(chain, id, imposed + CLOSE_CONFIRM_MS - 1)).toBe('proposed');
    const at = imposed + CLOSE_CONFIRM_MS;
    expect(chain.act('security-a', confirming(id), at)).toBe('sanctionEnded');
    expect(stateOf(chain, id)).toBe('lapsed');
    expect(chain.act('second-a', imposing(close))).toBe('done');
  });

  it('waits for an appeal to be decided', () => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', close);
    expect(chain.act('dora', appealing(id))).toBe('done');
    expect(chain.act('security-a', confirming(id))).toBe('appealUndecided');
    expect(chain.act('audit-a', deciding(id, true))).toBe('done');
    expect(chain.act('security-a', confirming(id))).toBe('done');
    expect(standing(chain)).toBe(Standing.closed);
  });

  it('is not confirmed for what is no closing, or for who asked to be erased', () => {
    const chain = withDora();
    expect(chain.act('security-a', confirming(bytes(32, 1)))).toBe('sanctionUnknown');
    const warning = impose(chain, 'reviewer-a', warn);
    expect(chain.act('security-a', confirming(warning))).toBe('sanctionEnded');
    const id = impose(chain, 'reviewer-a', close);
    chain.act('dora', { retentionErase: { userId: 'dora' } });
    expect(chain.act('security-a', confirming(id))).toBe('userNotActive');
  });
});

describe('an appeal', () => {
  it('is kept with what was said, and ends the sanction when it is heard', () => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', suspend);
    expect(chain.act('dora', appealing(id, 9))).toBe('done');
    expect(standing(chain)).toBe(Standing.suspended);
    expect(chain.act('security-a', deciding(id, false, 4))).toBe('done');
    expect([standing(chain), stateOf(chain, id)]).toEqual([Standing.active, 'overturned']);
    expect(chain.state.registry.get('sanction', id)?.steps).toMatchObject([
      { kind: SanctionStepKind.imposed, actor: 'reviewer-a', role: 4, reason: 3, height: 2 },
      { kind: SanctionStepKind.appealed, actor: 'dora', role: 0, reason: 9, height: 3 },
      { kind: SanctionStepKind.overturned, actor: 'security-a', role: 2, reason: 4, height: 4 },
    ]);
  });

  it('changes nothing when the sanction is upheld, and comes once', () => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', suspend);
    chain.act('dora', appealing(id));
    expect(chain.act('dora', appealing(id))).toBe('alreadyAppealed');
    expect(chain.act('security-a', deciding(id, true))).toBe('done');
    expect(standing(chain)).toBe(Standing.suspended);
    expect(chain.act('dora', appealing(id))).toBe('alreadyAppealed');
    expect(chain.act('audit-a', deciding(id, false))).toBe('sanctionEnded');
    const other = impose(chain, 'reviewer-a', warn);
    expect(chain.act('dora', appealing(other))).toBe('done');
  });

  test.each([
    ['who imposed it', 'reviewer-a', 'signerNotPermitted'],
    ['another reviewer', 'second-a', 'done'],
    ['the security administrator', 'security-a', 'done'],
    ['the audit administrator', 'audit-a', 'done'],
    ['the system administrator', 'system-a', 'signerNotPermitted'],
    ['an officer of another organisation', 'security-b', 'signerNotPermitted'],
    ['the user', 'dora', 'signerNotPermitted'],
  ])('is decided by %s', (_title, signer, code) => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', suspend);
    chain.act('dora', appealing(id));
    expect(chain.act(signer, deciding(id, false))).toBe(code);
  });

  it("is the user's own, of a sanction that stands", () => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', suspend);
    expect(chain.act('alice', appealing(id))).toBe('signerNotPermitted');
    expect(chain.act('security-a', appealing(id))).toBe('signerNotPermitted');
    expect(chain.act('dora', appealing(bytes(32, 1)))).toBe('sanctionUnknown');
    expect(chain.act('dora', appealing(id, 0))).toBe('badField');
    expect(chain.act('security-a', deciding(id, false))).toBe('notDue');
    expect(chain.act('dora', appealing(id), START + HOUR)).toBe('sanctionEnded');
    const lifted = impose(chain, 'reviewer-a', warn, { expiresAt: START + DAY });
    chain.act('dora', appealing(lifted));
    expect(chain.act('security-a', deciding(lifted, false, 0))).toBe('badField');
    chain.act('security-a', lifting(lifted));
    expect(chain.act('security-a', deciding(lifted, false))).toBe('sanctionEnded');
  });

  it('is decided even when the sanction has run out meanwhile', () => {
    const chain = withDora();
    const id = impose(chain, 'reviewer-a', suspend);
    chain.act('dora', appealing(id));
    expect(chain.act('security-a', deciding(id, false), START + DAY)).toBe('done');
    expect(stateOf(chain, id)).toBe('overturned');
  });
});

describe('the history of a user', () => {
  it('is whole, latest first', () => {
    const chain = withDora();
    const ids = [warn, suspend, limit].map((grade) => impose(chain, 'reviewer-a', grade));
    const history = sanctionsOf(chain.state.registry, 'dora', 10).map(({ id }) => [...id]);
    expect(history).toEqual(ids.reverse().map((id) => [...id]));
    expect(sanctionsOf(chain.state.registry, 'dora', 2)).toHaveLength(2);
    expect(sanctionsOf(chain.state.registry, 'alice', 10)).toEqual([]);
  });
});
