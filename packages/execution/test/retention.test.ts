import {
  type CopyStatement,
  copySignable,
  type HoldScope,
  NodeRole,
  OfficerRole,
  ProposalStatus,
  RETENTION_FLOOR_MS,
  RetentionClass,
  type RetentionDisposal,
  Standing,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import {
  ABSENCE_MS,
  ANCHOR_INTERVAL_MS,
  DAY_MS,
  disposable,
  historyOf,
  periodDays,
  shreddable,
} from '../src/index.ts';
import { MARKS_MAX, markLogs } from '../src/modules/retention/history.ts';
import { RegistryDraft } from '../src/state/registry.ts';
import { bytes, genesis, key, officer, START, TestChain } from './chain.ts';

const NODE = 'node-a';
const ACCESS = 1;
const everything: HoldScope = { nodeId: '', source: 0, fromTime: 0, toTime: 0, userId: '' };
const log = (size: number, source = ACCESS) => ({ source, size, root: bytes(32, size) });

/** Anchors one log of node-a, and of any other, at a block time. */
function anchor(chain: TestChain, size: number, time: number, nodeId = NODE) {
  const retentionAnchor = { nodeId, logs: [log(size)], witnessed: [] };
  return chain.act(`${nodeId} statement`, { retentionAnchor }, time);
}

function copy(chain: TestChain, change: Partial<CopyStatement> = {}, signer?: string) {
  const said: CopyStatement = {
    ...{ holder: 'supervisor', nodeId: NODE, source: ACCESS, size: 10, root: bytes(32, 10) },
    time: chain.state.time,
    ...change,
  };
  const { statement, signing } = copySignable(chain.state.chainId, said);
  return { statement, signature: key(signer ?? `${said.holder} statement`).sign(signing) };
}

function dispose(chain: TestChain, change: Partial<RetentionDisposal>, time: number) {
  const retentionDisposal: RetentionDisposal = {
    ...{ nodeId: NODE, source: ACCESS, from: 0, to: 10, bodiesHash: bytes(32, 7) },
    copies: [copy(chain)],
    ...change,
  };
  return chain.act(`${NODE} statement`, { retentionDisposal }, time);
}

/** A chain whose node-a anchored ten entries, when it did, and when they are due. */
function anchored() {
  const chain = new TestChain();
  const anchoredAt = START + DAY_MS;
  expect(anchor(chain, 10, anchoredAt)).toBe('done');
  return { chain, anchoredAt, due: anchoredAt + RETENTION_FLOOR_MS };
}

describe('the history of a log', () => {
  it('has the first anchor of each UTC day', () => {
    const chain = new TestChain();
    const midnight = Math.ceil(START / DAY_MS) * DAY_MS;
    anchor(chain, 3, midnight + 1000);
    anchor(chain, 5, midnight + 1000 + ANCHOR_INTERVAL_MS);
    anchor(chain, 8, midnight + DAY_MS);
    anchor(chain, 8, midnight + 2 * DAY_MS);
    anchor(chain, 9, midnight + 3 * DAY_MS);
    const { marks } = historyOf(chain.state.registry, NODE, ACCESS);
    expect(marks.map(({ size, time }) => [size, (time - midnight) / DAY_MS])).toEqual([
      [3, 1000 / DAY_MS],
      [8, 1],
      [9, 3],
    ]);
  });

  it('is thinned beyond its bound, and only makes entries younger', () => {
    const registry = new RegistryDraft(new TestChain().state.registry);
    const first = START + DAY_MS;
    for (let day = 0; day <= MARKS_MAX; day += 1) {
      const context = { registry, height: day + 1, time: first + day * DAY_MS };
      markLogs(context, NODE, [log(day + 1)]);
    }
    const { marks } = historyOf(registry, NODE, ACCESS);
    expect(marks.length).toBe((MARKS_MAX * 3) / 4 + 1);
    expect(marks.at(-1)?.size).toBe(MARKS_MAX + 1);
    for (const { size, time } of marks) expect(time).toBe(first + (size - 1) * DAY_MS);
  });
});

describe('disposal', () => {
  it('takes what is old enough, held by nobody, and kept by the supervision node', () => {
    const { chain, anchoredAt, due } = anchored();
    expect(dispose(chain, {}, due)).toBe('done');
    expect(historyOf(chain.state.registry, NODE, ACCESS)).toMatchObject({
      ...{ disposedTo: 10, disposedTime: anchoredAt, marks: [] },
    });
    expect(dispose(chain, {}, due + 1000)).toBe('disposalInvalid');
  });

  it('is refused a millisecond before the floor, whatever was voted', () => {
    const { chain, due } = anchored();
    expect(dispose(chain, {}, due - 1)).toBe('notDue');
    expect(dispose(chain, {}, due)).toBe('done');
  });

  it.each<[name: string, change: Partial<RetentionDisposal>, code: string]>([
    ['a range that begins later', { from: 1 }, 'disposalInvalid'],
    ['a range that ends between two marks', { to: 9 }, 'disposalInvalid'],
    ['an empty range', { to: 0 }, 'disposalInvalid'],
    ['a log that was never anchored', { source: 2 }, 'disposalInvalid'],
    ['a hash of no length', { bodiesHash: bytes(31, 7) }, 'disposalInvalid'],
    ["another node's log", { nodeId: 'node-b' }, 'signerNotPermitted'],
    ['no copy', { copies: [] }, 'copyMissing'],
  ])('is refused for %s', (_, change, code) => {
    const { chain, due } = anchored();
    expect(dispose(chain, change, due)).toBe(code);
    expect(historyOf(chain.state.registry, NODE, ACCESS).disposedTo).toBe(0);
  });

  it.each<[name: string, change: Partial<CopyStatement>, signer?: string]>([
    ['of another node', { nodeId: 'node-b' }],
    ['of another source', { source: 2 }],
    ['that is shorter', { size: 9, root: bytes(32, 9) }],
    ['of a size that was never anchored', { size: 11, root: bytes(32, 11) }],
    ['with another root', { root: bytes(32, 11) }],
    ['of a holder there is not', { holder: 'nobody' }],
    ['signed by another key', {}, 'node-b statement'],
    ['of one other organisation', { holder: 'node-b' }],
  ])('is refused on a copy %s', (_, change, signer) => {
    const { chain, due } = anchored();
    expect(dispose(chain, { copies: [copy(chain, change, signer)] }, due)).toBe('copyMissing');
  });

  it('goes on with two organisations after thirty days of named absence', () => {
    const { chain, due } = anchored();
    const of = (...holders: string[]) => holders.map((holder) => copy(chain, { holder }));
    const early = of('node-b', 'node-c');
    expect(dispose(chain, { copies: early }, due)).toBe('copyMissing');
    const named = chain.carry({ setAbsence: { nodeId: 'supervisor', absent: true } });
    expect(named.status).toBe(ProposalStatus.effected);
    const since = chain.state.registry.get('absence', 'supervisor')?.sinceTime ?? 0;
    const copies = of('node-b', 'node-c');
    expect(dispose(chain, { copies }, since + ABSENCE_MS - 1)).toBe('copyMissing');
    // Stated before this absence: whoever stood in during an earlier one gave up what it held.
    expect(dispose(chain, { copies: early }, since + ABSENCE_MS)).toBe('copyMissing');
    const mixed = [early[0], copies[1]].flatMap((each) => each ?? []);
    expect(dispose(chain, { copies: mixed }, since + ABSENCE_MS + 1)).toBe('copyMissing');
    const own = of('node-a', 'node-b');
    expect(dispose(chain, { copies: own }, since + ABSENCE_MS + 2)).toBe('copyMissing');
    expect(dispose(chain, { copies }, since + ABSENCE_MS + 3)).toBe('done');
  });

  it('may reach as far as age and holds let it', () => {
    const { chain, anchoredAt, due } = anchored();
    anchor(chain, 12, anchoredAt + DAY_MS);
    anchor(chain, 15, anchoredAt + 5 * DAY_MS);
    const at = (time: number) =>
      disposable(chain.state.registry, { nodeId: NODE, source: ACCESS }, time);
    expect(at(due - 1)).toEqual({ ok: false, reason: 'not-due' });
    expect(at(due)).toEqual({ ok: true, value: { from: 0, to: 10 } });
    expect(at(due + DAY_MS)).toEqual({ ok: true, value: { from: 0, to: 12 } });
    expect(at(due + 9 * DAY_MS)).toEqual({ ok: true, value: { from: 0, to: 15 } });
    // What was written three days after the first mark: the marks before it stay free.
    const later = { ...everything, nodeId: NODE, fromTime: anchoredAt + 3 * DAY_MS };
    chain.act('inspector', { retentionHold: { scope: later, basis: 1, expiresAt: 0 } });
    expect(at(due + 9 * DAY_MS)).toEqual({ ok: true, value: { from: 0, to: 12 } });
    chain.act('inspector', { retentionHold: { scope: everything, basis: 1, expiresAt: 0 } });
    expect(at(due + 9 * DAY_MS)).toEqual({ ok: false, reason: 'held' });
    const other = disposable(chain.state.registry, { nodeId: NODE, source: 2 }, due);
    expect(other).toEqual({ ok: false, reason: 'not-due' });
  });

  it('does not count the absence of a node that is back', () => {
    const { chain, due } = anchored();
    chain.carry({ setAbsence: { nodeId: 'supervisor', absent: true } });
    chain.carry({ setAbsence: { nodeId: 'supervisor', absent: false } });
    const copies = ['node-b', 'node-c'].map((holder) => copy(chain, { holder }));
    expect(dispose(chain, { copies }, due)).toBe('copyMissing');
    const again = chain.propose('system-a', { setAbsence: { nodeId: NODE, absent: true } });
    expect(again.code).toBe('unknownSubject');
  });
});

describe('a legal hold', () => {
  const place = (chain: TestChain, signer: string, scope: Partial<HoldScope> = {}, more = {}) => {
    const retentionHold = { scope: { ...everything, ...scope }, basis: 1, expiresAt: 0, ...more };
    const transaction = chain.sign(signer, { retentionHold });
    chain.block([transaction]);
    return transaction.id;
  };
  const placed = (signer: string, scope: Partial<HoldScope>, more = {}) => {
    const chain = new TestChain();
    const retentionHold = { scope: { ...everything, ...scope }, basis: 1, expiresAt: 0, ...more };
    return chain.act(signer, { retentionHold });
  };

  it('stops disposal until it is released by those who placed it', () => {
    const { chain, due } = anchored();
    const holdId = place(chain, 'inspector', { nodeId: NODE });
    expect(dispose(chain, {}, due)).toBe('held');
    expect(chain.act('audit-a', { retentionRelease: { holdId } })).toBe('signerNotPermitted');
    expect(chain.act('system-a', { retentionRelease: { holdId } })).toBe('signerNotPermitted');
    expect(dispose(chain, {}, chain.state.time + 1)).toBe('held');
    expect(chain.act('inspector', { retentionRelease: { holdId } })).toBe('done');
    expect(chain.act('inspector', { retentionRelease: { holdId } })).toBe('holdUnknown');
    expect(dispose(chain, {}, chain.state.time + 1)).toBe('done');
  });

  it('ends by its expiry', () => {
    const { chain, due } = anchored();
    place(chain, 'audit-a', { nodeId: NODE }, { expiresAt: due + 1000 });
    expect(dispose(chain, {}, due)).toBe('held');
    expect(dispose(chain, {}, due + 1000)).toBe('done');
  });

  const anchoredAt = START + DAY_MS;
  it.each<[name: string, scope: Partial<HoldScope>, code: string]>([
    ['of the log', { nodeId: NODE, source: ACCESS }, 'held'],
    ['of a person, since bodies cannot be told apart', { userId: 'alice' }, 'held'],
    ['of the time', { toTime: anchoredAt }, 'held'],
    ['of a time within a day of it', { fromTime: anchoredAt + DAY_MS }, 'held'],
    ['of another node', { nodeId: 'node-b' }, 'done'],
    ['of another source', { source: 2 }, 'done'],
    ['of a later time', { fromTime: anchoredAt + DAY_MS + 1 }, 'done'],
  ])('%s covers the range or not: %s', (_, scope, code) => {
    const { chain, due } = anchored();
    place(chain, 'inspector', scope);
    expect(dispose(chain, {}, due)).toBe(code);
  });

  it.each<[name: string, signer: string, scope: Partial<HoldScope>, more: object, code: string]>([
    ['by a user', 'alice', {}, {}, 'signerNotPermitted'],
    ['by a system administrator', 'system-a', { nodeId: NODE }, {}, 'signerNotPermitted'],
    ['by a node', `${NODE} statement`, { nodeId: NODE }, {}, 'signerNotPermitted'],
    ['on everything, by an enterprise', 'audit-a', {}, {}, 'signerNotPermitted'],
    ["on another's node", 'audit-a', { nodeId: 'node-b' }, {}, 'signerNotPermitted'],
    ['on a node there is not', 'inspector', { nodeId: 'node-z' }, {}, 'unknownSubject'],
    ['on a user there is not', 'inspector', { userId: 'zoe' }, {}, 'unknownSubject'],
    ['on a source there is not', 'inspector', { source: 10 }, {}, 'badField'],
    ['of a time that ends first', 'inspector', { fromTime: 2, toTime: 1 }, {}, 'badField'],
    ['without a basis', 'inspector', {}, { basis: 0 }, 'badField'],
    ['that is over already', 'inspector', {}, { expiresAt: START }, 'badField'],
  ])('is refused %s', (_, signer, scope, more, code) => {
    expect(placed(signer, scope, more)).toBe(code);
  });
});

describe('periods', () => {
  const set = (days: number, of: number = ACCESS) => ({
    setRetention: { periods: [{ class: of, days }] },
  });
  const withTwoOfficers = () => {
    const chain = new TestChain();
    const second = officer('inspector-2', 'authority', OfficerRole.supervisionOfficer);
    chain.carry({ appointOfficer: second });
    return chain;
  };
  const ballot = (proposalId: Uint8Array, approve = true) => ({
    governanceBallot: { proposalId, approve },
  });

  it.each([183, 30, 0, 36_526])('of %i days is refused, by whomever', (days) => {
    expect(new TestChain().propose('system-a', set(days)).code).toBe('periodRefused');
  });

  it.each([
    ['a class there is not', [{ class: 10, days: 200 }]],
    ['a class twice', [{ class: 1, days: 200 }].concat({ class: 1, days: 300 })],
    ['classes out of order', [{ class: 2, days: 200 }].concat({ class: 1, days: 300 })],
  ])('with %s are refused', (_, periods) => {
    const chain = new TestChain();
    expect(chain.propose('system-a', { setRetention: { periods } }).code).toBe('periodRefused');
  });

  it('are lengthened by organisations alone, and what is longer is kept longer', () => {
    const { chain, anchoredAt, due } = anchored();
    expect(chain.carry(set(200)).status).toBe(ProposalStatus.effected);
    expect(periodDays(chain.state.registry, ACCESS)).toBe(200);
    expect(periodDays(chain.state.registry, RetentionClass.content)).toBe(184);
    expect(dispose(chain, {}, due)).toBe('notDue');
    expect(dispose(chain, {}, anchoredAt + 200 * DAY_MS)).toBe('done');
  });

  it('are shortened only with two supervision officers', () => {
    const chain = withTwoOfficers();
    chain.carry(set(365));
    const { id, code } = chain.propose('system-a', set(184));
    expect(code).toBe('done');
    for (const letter of ['a', 'b', 'c', 'd']) chain.vote(letter, id);
    expect(periodDays(chain.state.registry, ACCESS)).toBe(365);
    expect(chain.act('inspector', ballot(id))).toBe('done');
    expect(chain.act('inspector', ballot(id))).toBe('alreadyVoted');
    expect(periodDays(chain.state.registry, ACCESS)).toBe(365);
    expect(chain.act('inspector-2', ballot(id))).toBe('done');
    expect(periodDays(chain.state.registry, ACCESS)).toBe(184);
  });

  it('are shortened by nobody when an officer refuses, or when there are not two', () => {
    const chain = withTwoOfficers();
    chain.carry(set(365));
    const { id } = chain.propose('system-a', { setRetention: { periods: [] } });
    expect(chain.act('inspector', ballot(id, false))).toBe('done');
    const { status } = chain.state.registry.get('proposal', id) ?? {};
    expect(status).toBe(ProposalStatus.rejected);
    chain.carry({ revokeOfficer: { officerId: 'inspector-2' } });
    expect(chain.propose('system-a', set(184)).code).toBe('electorateImpossible');
    expect(chain.propose('system-a', set(366)).code).toBe('done');
  });
});

describe('erasure', () => {
  const erase = (userId: string) => ({ retentionErase: { userId } });

  it('restricts at once and shreds when the longest period has run', () => {
    const chain = new TestChain();
    expect(chain.act('alice', erase('alice'))).toBe('done');
    const restrictedAt = chain.state.time;
    const shredAt = restrictedAt + RETENTION_FLOOR_MS;
    const { registry } = chain.state;
    expect(registry.get('erasure', 'alice')).toMatchObject({ restrictedAt, shredAt });
    expect(registry.get('user', 'alice')?.standing).toBe(Standing.closed);
    expect(shreddable(registry, shredAt - 1)).toEqual([]);
    expect(shreddable(registry, shredAt)).toEqual(['alice']);
    expect(chain.act('alice', erase('alice'))).toBe('alreadyExists');
  });

  it('waits for a hold on the person, or on everything', () => {
    for (const userId of ['alice', '']) {
      const chain = new TestChain();
      chain.act('security-b', erase('alice'));
      const scope = { ...everything, userId };
      chain.act('inspector', { retentionHold: { scope, basis: 1, expiresAt: 0 } });
      const due = chain.state.time + RETENTION_FLOOR_MS;
      expect(shreddable(chain.state.registry, due)).toEqual([]);
    }
  });

  it.each([
    ['another user', 'bob', 'alice', 'signerNotPermitted'],
    ['a system administrator', 'system-a', 'alice', 'signerNotPermitted'],
    ['a supervision officer', 'inspector', 'alice', 'signerNotPermitted'],
    ['a person there is not', 'security-a', 'zoe', 'unknownSubject'],
  ])('is refused for %s', (_, signer, userId, code) => {
    expect(new TestChain().act(signer, erase(userId))).toBe(code);
  });
});

describe("what a node witnessed of the supervision node's journal", () => {
  const witnessed = (nodeId: string, source: number, root = bytes(32, 1)) => {
    return { nodeId, source, size: 3, root };
  };
  const anchorWith = (logs: ReturnType<typeof witnessed>[]) => {
    const retentionAnchor = { nodeId: NODE, logs: [log(1)], witnessed: logs };
    return new TestChain().act(`${NODE} statement`, { retentionAnchor });
  };

  it('stands in its anchor', () => {
    expect(anchorWith([witnessed('supervisor', 1), witnessed('supervisor', 8)])).toBe('done');
  });

  it.each([
    ['of a node that is no supervision node', [witnessed('node-b', 1)]],
    ['of a node there is not', [witnessed('nobody', 1)]],
    ['of a source there is not', [witnessed('supervisor', 10)]],
    ['out of order', [witnessed('supervisor', 8), witnessed('supervisor', 1)]],
    ['twice', [witnessed('supervisor', 1), witnessed('supervisor', 1)]],
    ['with a short root', [witnessed('supervisor', 1, bytes(31, 1))]],
  ])('is refused %s', (_, logs) => {
    expect(anchorWith(logs)).toBe('anchorInvalid');
  });

  it('is known of a supervision node of the genesis', () => {
    const roles = genesis.nodes.filter(({ role }) => role === NodeRole.supervision);
    expect(roles.map(({ id }) => id)).toEqual(['supervisor']);
  });
});
