import { type ExportedLogFacts, openExportPersonal } from '@mingjing/proofs';
import {
  type ExportedLog,
  JournalSource,
  NodeRole,
  OfficerRole,
  witnessName,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytes, chainId } from '../../proofs/test/chain.ts';
import {
  askedFor,
  check,
  ExportedHome,
  minute,
  ofAlice,
  officerEntry,
  people,
  secretKey,
  signedAgain,
  statementIn,
} from './exported.ts';
import { cosigned, type Entry, NODE, nodeEntry } from './hand-made-chain.ts';

const ENTRIES = 12;
const actorAt = (at: number) => (at % 3 === 0 ? 'alice' : 'bob');

let home: ExportedHome;

beforeAll(async () => {
  home = await ExportedHome.open();
  for (let at = 0; at < ENTRIES; at++) await home.act(at, actorAt(at));
  await home.act(ENTRIES, 'bob', 'auth');
});
afterAll(() => home.close());

async function factsOf(asked = askedFor()) {
  const verdict = check(await home.exported(asked));
  if (!verdict.ok) throw new Error(`${verdict.part}: ${verdict.reason}`);
  return verdict.value;
}

const indices = (log: ExportedLogFacts | undefined) => log?.entries.map(({ stub }) => stub.index);

describe('an export', () => {
  it('has every stub of the range with a neighbour on either side, and all bodies', async () => {
    const { logs, approvers, organisation } = await factsOf();
    expect(logs).toMatchObject([
      { source: 'access', size: 12, first: 2, end: 9, inRange: 5, isBounded: true, disposed: 0 },
    ]);
    expect(indices(logs[0])).toEqual([3, 4, 5, 6, 7]);
    expect([organisation, approvers]).toEqual(['org-a', ['security-a', 'audit-a']]);
  });

  it('of one actor has the same stubs, and the bodies of that actor only', async () => {
    const { logs } = await factsOf(askedFor({ ...ofAlice }));
    expect(logs).toMatchObject([{ first: 2, end: 9, inRange: 5 }]);
    expect(indices(logs[0])).toEqual([3, 6]);
    expect(logs[0]?.entries.every(({ act }) => act.actor === 'alice')).toBe(true);
  });

  it('of an actor who did nothing has stubs and no body', async () => {
    const { logs } = await factsOf(askedFor({ ...ofAlice, actor: 'nobody' }));
    expect(logs).toMatchObject([{ inRange: 5, entries: [] }]);
  });

  it('of a range without entries shows the two between which there is nothing', async () => {
    const { logs } = await factsOf(askedFor({ from: minute(4) + 1, to: minute(5) }));
    expect(logs).toMatchObject([{ first: 4, end: 6, inRange: 0, isBounded: true }]);
  });

  it('reaches to the begin and the end of a log, and shows a log without entries', async () => {
    const sources = [JournalSource.access, JournalSource.auth, JournalSource.publish];
    const { logs } = await factsOf(askedFor({ sources, from: 1, to: minute(ENTRIES) }));
    expect(logs).toMatchObject([
      { source: 'access', first: 0, end: 12, inRange: 12, isBounded: false },
      { source: 'auth', first: 0, end: 1, inRange: 0, isBounded: true },
      { source: 'publish', size: 0, inRange: 0, entries: [] },
    ]);
  });

  it('opens personal groups for the requester and for nobody else', async () => {
    const facts = await factsOf(askedFor({ ...ofAlice }));
    const opened = await openExportPersonal(facts, secretKey);
    const groups = opened.ok && opened.value.map(({ personal }) => personal);
    expect(groups).toMatchObject([
      { sourceAddress: '192.0.2.3', sourcePort: 40_003, subject: '' },
      { sourceAddress: '192.0.2.6', sourcePort: 40_006, subject: '' },
    ]);
    expect(await openExportPersonal(facts, bytes(32, 9))).toMatchObject({ reason: 'other-key' });
  });

  it('leaves closed what is restricted, and what was shredded', async () => {
    const erasure: Entry = [
      'erasure',
      'alice',
      { userId: 'alice', requestedBy: 'alice', height: 3, restrictedAt: 5, shredAt: 9 },
    ];
    const restricted = check(await home.exported(askedFor(), [...people, erasure]));
    const kinds = restricted.ok && restricted.value.logs[0]?.entries.map((each) => each.personal);
    expect(kinds).toEqual(['closed', 'sealed', 'sealed', 'closed', 'sealed']);
    const shredded = await ExportedHome.open();
    await shredded.act(4, 'alice');
    await shredded.act(9, 'bob');
    await shredded.personKeys.remove('alice');
    const verdict = check(await shredded.exported(askedFor()));
    expect(verdict.ok && verdict.value.logs[0]?.entries).toMatchObject([{ personal: 'closed' }]);
    await shredded.close();
  });
});

describe('what chain and witnesses say of the log', () => {
  const anchorOf = (size: number, root: Uint8Array): Entry => {
    const logs = [{ source: JournalSource.access, size, root }];
    return ['anchor', NODE, { nodeId: NODE, logs, height: 2, time: 1, witnessed: [] }];
  };

  it('is held against it: the export goes on from the anchor', async () => {
    const anchor = anchorOf(5, await home.journal.rootAt('access', 5));
    const file = await home.exported(askedFor(), [...people, anchor]);
    expect(check(file)).toMatchObject({ ok: true });
    expect(statementIn(file).logs[0]?.anchored.length).toBeGreaterThan(0);
    const other = await home.exported(askedFor(), [...people, anchorOf(5, bytes(32, 1))]);
    expect(check(other)).toMatchObject({ part: 'anchor', source: 'access', nodeId: NODE });
  });

  it('is shown: a checkpoint that a witness cosigned, where it covers the range', async () => {
    const seen = await ExportedHome.open();
    for (const at of [2, 4, 9]) await seen.act(at, 'bob');
    const { note } = await seen.journal.checkpoint('access');
    const given = { witness: 'node-w', note: cosigned(note, 'node-w') };
    await seen.journal.cosigned.keep('access', given);
    await seen.act(12, 'bob');
    const factsBy = async (to: number) => {
      const asked = askedFor({ to: minute(to) });
      const verdict = check(await seen.exported(asked, [...people, nodeEntry('node-w')]));
      return verdict.ok && verdict.value.logs;
    };
    const name = witnessName(chainId, 'node-w');
    expect(await factsBy(8)).toMatchObject([{ size: 3, cosignatures: [name] }]);
    expect(await factsBy(11)).toMatchObject([{ size: 4, cosignatures: [] }]);
    await seen.close();
  });

  it('excuses a body that is gone by a disposal, and no other', async () => {
    const marks = [{ time: 1, height: 1, size: 5, root: bytes(32, 1) }];
    const value = { nodeId: NODE, source: 1, marks, disposedTo: 5, disposedTime: 1 };
    const file = await home.exported(askedFor(), [...people, ['logHistory', `${NODE}/1`, value]]);
    const said = statementIn(file);
    const [log] = said.logs;
    const kept = (from: number) => log?.bodies.filter(({ index }) => index >= from) ?? [];
    const without = (from: number) =>
      check(signedAgain({ ...said, logs: [{ ...log, bodies: kept(from) } as ExportedLog] }));
    const disposed = without(5);
    expect(disposed.ok && disposed.value.logs).toMatchObject([{ disposed: 2, inRange: 5 }]);
    const missing = { part: 'body', reason: 'missing', source: 'access', index: 5 };
    expect(without(6)).toMatchObject(missing);
  });
});

describe('a clock that was set back', () => {
  it('hides nothing: the range reaches over all that has a time in it', async () => {
    const set = await ExportedHome.open();
    for (const at of [1, 4, 9, 2, 5, 9, 10]) await set.act(at, 'alice');
    const verdict = check(await set.exported(askedFor()));
    const log = verdict.ok ? verdict.value.logs[0] : undefined;
    expect(log).toMatchObject({ first: 0, end: 6, inRange: 2 });
    expect(indices(log)).toEqual([1, 4]);
    await set.close();
  });

  it('is right for any times and any range', async () => {
    const range = fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(20), fc.constantFrom('alice', 'bob')), { maxLength: 12 }),
        fc.array(range, { minLength: 4, maxLength: 4 }),
        async (acts, ranges) => {
          const any = await ExportedHome.open();
          for (const [at, actor] of acts) await any.act(at, actor);
          await any.act(50, 'carol', 'auth');
          for (const [from, length, isOfAlice] of ranges) {
            const times = { from: minute(from), to: minute(from + length) };
            const asked = askedFor({ ...times, ...(isOfAlice ? ofAlice : {}) });
            const verdict = check(await any.exported(asked));
            const isInScope = ([at, actor]: readonly [number, string]) =>
              at >= from && at < from + length && (!isOfAlice || actor === 'alice');
            const expected = acts.flatMap((act, index) => (isInScope(act) ? [index] : []));
            expect(verdict.ok ? indices(verdict.value.logs[0]) : verdict).toEqual(expected);
          }
          await any.close();
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('no export is made', () => {
  const later = { to: minute(ENTRIES) + 1 };
  it.each([
    ['not-two-approvals', askedFor({}, ['security-a'])],
    ['not-two-approvals', askedFor({}, ['security-a', 'audit-a', 'second-a'])],
    ['same-officer', askedFor({}, ['security-a', 'security-a'])],
    ['wrong-role', askedFor({}, ['security-a', 'system-a'])],
    ['wrong-role', askedFor({}, ['audit-a', 'second-a'])],
    ['other-organisation', askedFor({}, ['security-a', 'audit-b'])],
    ['revoked-officer', askedFor({}, ['security-a', 'gone-a'])],
    ['unknown-officer', askedFor({}, ['security-a', 'nobody-a'])],
    ['other-node', askedFor({ nodeId: 'node-b' })],
    ['not-over', askedFor(later)],
    ['expired', askedFor({ expiresAt: minute(ENTRIES) })],
    ['bad-times', askedFor({ from: minute(8) })],
    ['bad-source', askedFor({ sources: [2, 1] })],
    ['bad-source', askedFor({ sources: [10] })],
    ['bad-source', askedFor({ sources: [] })],
    ['bad-actor', askedFor({ actor: 'alice' })],
    ['bad-actor', askedFor({ ...ofAlice, actorType: 77 })],
    ['bad-text', askedFor({ caseNumber: '' })],
    ['bad-text', askedFor({ basis: '字'.repeat(86) })],
    ['bad-text', askedFor({ authority: 'a\nb' })],
    ['key-small-order', askedFor({ recipientKey: bytes(32, 0) })],
    ['key-length', askedFor({ recipientKey: bytes(31, 9) })],
    ['unknown-version', askedFor({ version: 2 })],
    ['bad-unique', askedFor({ unique: bytes(15, 1) })],
  ] as const)('%s', async (reason, asked) => {
    expect(await home.exporter().issue(asked)).toEqual({ ok: false, reason });
  });

  it('bad-signature: an approval of another request', async () => {
    const asked = askedFor();
    const { approvals } = askedFor({ to: minute(9) }).approved;
    const approved = { ...asked.approved, approvals };
    const refused = { ok: false, reason: 'bad-signature' };
    expect(await home.exporter().issue({ ...asked, approved })).toEqual(refused);
  });

  it('running: one at a time', async () => {
    const exporter = home.exporter();
    const [first, second] = await Promise.all([
      exporter.issue(askedFor()),
      exporter.issue(askedFor()),
    ]);
    expect([first.ok, second]).toEqual([true, { ok: false, reason: 'running' }]);
  });

  it('log-behind: a log shorter than what was anchored of it', async () => {
    const logs = [{ source: JournalSource.access, size: 99, root: bytes(32, 1) }];
    const anchor: Entry = [
      'anchor',
      NODE,
      { nodeId: NODE, logs, height: 2, time: 1, witnessed: [] },
    ];
    const answer = await home.exporter([...people, anchor]).issue(askedFor());
    expect(answer).toEqual({ ok: false, reason: 'log-behind' });
  });

  it.each([
    ['not-registered', people.slice(1), {}],
    ['no-statement-key', people, { statementSigner: () => undefined }],
  ] as const)('%s', async (reason, entries, change) => {
    const answer = await home.exporter(entries, change).issue(askedFor());
    expect(answer).toEqual({ ok: false, reason });
  });
});

describe('an export of the journal of a supervision node', () => {
  const ofAuthority = { organisation: 'authority' };
  const inspector = OfficerRole.supervisionOfficer;
  const watched: readonly Entry[] = [
    nodeEntry(NODE, { ...ofAuthority, role: NodeRole.supervision }),
    officerEntry('inspector-1', inspector, ofAuthority),
    officerEntry('inspector-2', inspector, ofAuthority),
    officerEntry('gone-inspector', inspector, { ...ofAuthority, revokedHeight: 4 }),
    officerEntry('auditor', OfficerRole.auditAdmin, ofAuthority),
    officerEntry('elsewhere', inspector, { organisation: 'authority-2' }),
    ...people.slice(1),
  ];
  const [first, second] = ['inspector-1', 'inspector-2'];

  it('is approved by two officers of its authority, and shows that', async () => {
    const verdict = check(await home.exported(askedFor({}, [first, second]), watched));
    const facts = { organisation: 'authority', approvers: [first, second] };
    expect(verdict).toMatchObject({ ok: true, value: { ...facts, logs: [{ inRange: 5 }] } });
  });

  it.each([
    ['not-two-approvals', [first]],
    ['same-officer', [first, first]],
    ['wrong-role', [first, 'auditor']],
    ['revoked-officer', [first, 'gone-inspector']],
    ['other-organisation', [first, 'elsewhere']],
    ['other-organisation', ['security-a', 'audit-a']],
    ['unknown-officer', [first, 'nobody']],
  ])('is refused: %s (%#)', async (reason, officers) => {
    const issued = await home.exporter(watched).issue(askedFor({}, officers));
    expect(issued).toEqual({ ok: false, reason });
  });

  it('is not made of a chain node, whoever of the authority approves', async () => {
    const inspectors = watched.slice(1).map(([kind, id, value]): Entry => {
      return [kind, id, { ...(value as object), organisation: 'org-a' }];
    });
    const entries = [nodeEntry(NODE), ...inspectors];
    const issued = await home.exporter(entries).issue(askedFor({}, [first, second]));
    expect(issued).toEqual({ ok: false, reason: 'wrong-role' });
  });
});
