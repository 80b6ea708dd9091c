// Each of the 34 items that a machine measures alone, on a real network in one process: what it
// measures holds, is broken, and its verdict turns.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OutboundGate } from '@mingjing/host';
import {
  type CheckLevel,
  type Fact,
  INSPECTION_TEXTS,
  outcomeOf,
  readForm,
  SHIPPED_FORM,
  type Verdict,
} from '@mingjing/inspection';
import { EntryResult } from '@mingjing/protocol';
import { createTexts, LANGUAGES } from '@mingjing/service';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { inspectCommand } from '../../src/cli/inspect.ts';
import { ALL_ITEMS } from '../../src/management/inspection/collectors/all-items.ts';
import type { InspectionWorld } from '../../src/management/inspection/world.ts';
import { reachedAt, TestOfficer } from '../logged-in.ts';
import { BREAKS, PHRASE } from './breaks.ts';
import { InspectedNode, prepare } from './inspected-node.ts';
import { changedIn, stateOf } from './state-of.ts';

const BAD: readonly Verdict[] = ['not-met', 'not-measured'];

const read = readForm(SHIPPED_FORM);
if (!read.ok) throw new Error('the form is none');
const items = read.form.items;
const ofClass = (evidence: string) =>
  items.filter((item) => item.evidence === evidence).map(({ id }) => id);

let node: InspectedNode;

beforeAll(async () => {
  node = await InspectedNode.start();
  await prepare(node);
}, 60_000);
afterAll(() => node?.stop());

const texts = createTexts(INSPECTION_TEXTS);
/** Whether a fact has its sentence, with a word or number in each of its blanks. */
function isSaid(language: (typeof LANGUAGES)[number], { key, values }: Fact): boolean {
  const text = texts.find(language, key, values);
  return text !== undefined && !/[{}]/.test(text);
}

async function collected(item: string, world: InspectionWorld) {
  const find = ALL_ITEMS[item];
  if (find === undefined) throw new Error(`nobody collects ${item}`);
  const signal = AbortSignal.timeout(60_000);
  const question = { phrase: PHRASE, formHash: new Uint8Array(32), items: [item], signal };
  const supervision = await world.supervision?.ask(question);
  const found = await find(world, { phrase: PHRASE, signal, supervision });
  const facts = found.stated?.facts ?? found.checks.map(({ fact }) => fact);
  const unsaid = facts.flatMap((fact) => LANGUAGES.filter((each) => !isSaid(each, fact)));
  expect(unsaid, said(found.checks)).toEqual([]);
  for (const { hash, key } of found.standsOn) {
    expect(hash, key).toMatch(/^[0-9a-f]{64}$/);
    expect(texts.find('en', key), key).toBeDefined();
  }
  return { verdict: outcomeOf(found), found };
}

/** What is said of looks, to be read when one is not as expected. */
const said = (checks: readonly { readonly level: CheckLevel; readonly fact: object }[]) =>
  checks.map(({ fact, level }) => `${level} ${JSON.stringify(fact)}`).join('\n');

describe('the collectors', () => {
  it('are there for every item but those that rest on paper alone', () => {
    const collectedItems = Object.keys(ALL_ITEMS).sort();
    expect(collectedItems).toEqual([...ofClass('A'), ...ofClass('S')].sort());
    expect(collectedItems).toHaveLength(51);
  });

  it('have a row for each item that a machine measures alone', () => {
    expect(BREAKS.map(({ item }) => item).sort()).toEqual(ofClass('A').sort());
    expect(BREAKS).toHaveLength(34);
  });
});

const RUNS = '/v1/inspection/runs';
const CHEAP = ['lockout-timeout', 'pre-publication-review', 'pia', 'machine-room-premises'];

const ask = (method: string, path: string, body?: object) =>
  node.staffed.ask('security-admin', method, path, body);
const begin = (form: object) => ask('POST', RUNS, form);

/** What a stream told the audit administrator until his session was ended, as the run goes on. */
async function followedUntilKilled(path: string): Promise<string> {
  const { baseUrl, callers } = node.staffed;
  const stream = await fetch(baseUrl + path, { headers: { ...callers['audit-admin'] } });
  expect(stream.status).toBe(200);
  const { items: sessions } = (await node.staffed.ask('home', 'GET', '/v1/sessions')).body;
  const own = sessions.find(({ role }: { role: string }) => role === 'audit-admin');
  expect((await node.staffed.ask('home', 'DELETE', `/v1/sessions/${own.id}`)).status).toBe(200);
  return stream.text();
}

/** The record of a run, once it is over. */
async function ended(id: string) {
  return vi.waitFor(
    async () => {
      const { body } = await ask('GET', `${RUNS}/${id}`);
      if (body.state === 'running')
        throw new Error(`${body.progress.done} of ${body.progress.total}`);
      return body;
    },
    { timeout: 60_000, interval: 100 },
  );
}

async function eventsOf(source: 'admin' | 'maintenance', event: string) {
  const { journal, opened } = node.world().host;
  const entries = await journal.readRange(source, 0, journal.durableSize(source));
  const frames = entries.flatMap(({ body, stub }) => (body ? [opened({ body, stub }).frame] : []));
  return frames.filter((each) => each.event === event && each.result === EntryResult.done).length;
}

describe('a run', () => {
  test.each([
    ['', 'inspection-phrase-empty'],
    ['  ', 'inspection-phrase-empty'],
    ['月'.repeat(65), 'inspection-phrase-too-long'],
    ['海上\u0007', 'inspection-phrase-not-text'],
  ])('is not begun with the phrase %j', async (phrase, code) => {
    expect(await begin({ phrase })).toMatchObject({ status: 400, body: { code } });
  });

  it('is begun by administrators, over items that there are, one at a time', async () => {
    const form = { phrase: PHRASE, only: CHEAP };
    expect((await node.staffed.ask('duty', 'POST', RUNS, form)).status).toBe(403);
    expect((await node.staffed.ask('nobody', 'POST', RUNS, form)).status).toBe(401);
    const unknown = await begin({ phrase: PHRASE, only: ['no-such-item'] });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'inspection-item-unknown' } });
    const first = await begin({ phrase: PHRASE, only: ['consensus-and-fault-tolerance'] });
    expect(first.status).toBe(202);
    expect((await begin(form)).body.code).toBe('inspection-running');
    expect(await followedUntilKilled(`${RUNS}/${first.body.id}/events`)).not.toContain('ended');
    expect((await ask('POST', `${RUNS}/${first.body.id}/stop`, {})).status).toBe(202);
    const run = await ended(first.body.id);
    expect(run).toMatchObject({ state: 'stopped', answers: [{ verdict: 'not-measured' }] });
    expect(node.world().host.standAside.isAside).toBe(false);
    expect((await ask('POST', `${RUNS}/${run.id}/stop`, {})).body.code).toBe(
      'inspection-not-running',
    );
  });

  it('fills the form, tells how far it is, and leaves nothing but entries', async () => {
    const before = await stateOf(node.world());
    const { id } = (await begin({ phrase: PHRASE })).body;
    const headers = { ...node.staffed.callers['security-admin'] };
    const feed = await fetch(`${node.staffed.baseUrl}${RUNS}/${id}/events`, { headers });
    const run = await ended(id);
    // The stream ends with the run.
    const told = await feed.text();
    expect(told.match(/event: answered/g)).toHaveLength(items.length);
    expect(told).toContain('event: ended');
    expect(run).toMatchObject({ state: 'done', failures: [], phrase: PHRASE, kind: 'self-check' });
    expect(run.answers.map(({ item }: { item: string }) => item)).toEqual(
      items.map((each) => each.id),
    );
    // Nobody has seen or handed in anything yet, and no pages are built here.
    expect(run.verdicts.met).toBeGreaterThan(20);
    expect(
      run.answers.every(({ kind, verdict }: { kind: string; verdict: string }) =>
        kind === 'not-measurable' ? verdict === 'not-measured' : true,
      ),
    ).toBe(true);
    const left = changedIn(before, await stateOf(node.world()));
    expect(left.filter((name) => !isExpected(name))).toEqual([]);
    expect(await eventsOf('admin', 'inspection-ended')).toBe(1);
    // One more where somebody built the pages: one of them is changed and comes back.
    const pages = run.answers.find(({ item }: { item: string }) => item === 'web-anti-tamper');
    const drills = pages.kind === 'not-measurable' ? 5 : 6;
    expect(await eventsOf('maintenance', 'inspection-drilled')).toBe(drills);
  });

  it('is repeated with another phrase, and says what differs', async () => {
    const before = await stateOf(node.world());
    const again = await ended((await begin({ phrase: '天涯共此时', only: CHEAP })).body.id);
    expect(again.changes).toEqual([]);
    const left = changedIn(before, await stateOf(node.world()));
    expect(left.filter((name) => !isExpected(name) || name.startsWith('vault'))).toEqual([]);
    const { items: runs } = (await ask('GET', RUNS)).body;
    expect(runs.map(({ state }: { state: string }) => state)).toEqual(['done', 'done', 'stopped']);
  });

  it('is begun and printed by the command, in both languages, with its exit code', async () => {
    const lines: string[] = [];
    const heard = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
    const options = { home: node.staffed.home, phrase: PHRASE };
    expect(await inspectCommand({ ...options, only: CHEAP.join() })).toBe(true);
    expect(lines.join('\n')).toMatch(/登录失败锁定、超时退出 {2}符合[\s\S]*公安|15 .*退出/);
    lines.length = 0;
    expect(await inspectCommand({ ...options, only: CHEAP.join(), lang: 'en' })).toBe(true);
    expect(lines.join('\n')).toContain('Lockout, timeout  Met (Measured)');
    lines.length = 0;
    const unfiled = { ...options, only: 'takedown-and-blocking,filing-no-displayed', json: true };
    expect(await inspectCommand(unfiled)).toBe(true);
    heard.mockRestore();
    expect(JSON.parse(lines.join(''))).toMatchObject({ ok: true, failed: [] });
    await expect(inspectCommand({ ...options, phrase: ' ' })).rejects.toMatchObject({
      code: 'BAD_PHRASE',
    });
  });
});

/** What a run may leave: its record, the marked test subject, and what goes on by itself. */
function isExpected(name: string): boolean {
  return OWN_COURSE.some((pattern) => pattern.test(name));
}
const OWN_COURSE = [
  ...[
    /^inspection-(runs|records)\//,
    /^vault (files|people|buckets|macs-of-user|unsealed)\/(u-|[0-9a-f]{3}$)/,
    /^vault sealing\/latest$/,
  ],
  ...[/^chain (anchor|logHistory|user|key)\//, /^filing-differing\//, /^duty-next/],
];

describe('a confirmation', () => {
  const PATH = '/v1/inspection/confirmations';
  const item = 'machine-room-premises';
  const confirm = (form: object) => node.staffed.ask('duty', 'POST', PATH, form);

  it('is one officer’s word about an item, until he takes it back', async () => {
    const form = { item: 'no-crawler', agrees: true, saw: '查看了出站名单' };
    const refused = await confirm({ ...form, item });
    expect(refused.body.code).toBe('inspection-item-not-confirmed');
    expect((await confirm({ ...form, item: 'nothing' })).body.code).toBe('inspection-item-unknown');
    expect((await confirm({ ...form, saw: ' ' })).status).toBe(400);
    expect((await node.staffed.ask('home', 'POST', PATH, form)).status).toBe(403);
    expect((await confirm(form)).body).toMatchObject({ officer: 'jia-duty', state: 'good' });
    expect(await eventsOf('admin', 'inspection-item-confirmed')).toBe(1);
    const run = await ended((await begin({ phrase: PHRASE, only: ['no-crawler'] })).body.id);
    // Without a guard nothing was measured: what he saw does not make it green.
    expect(run.answers[0]).toMatchObject({
      ...{ verdict: 'not-measured', findings: { confirmation: { saw: '查看了出站名单' } } },
    });
    const withdrawal = `${PATH}/no-crawler/withdraw`;
    expect((await ask('POST', withdrawal, {})).body.state).toBe('withdrawn');
    expect((await ask('POST', withdrawal, {})).status).toBe(404);
  });
});

describe('the restore drill', () => {
  it('restores the latest backup that is there, and none that is not', async () => {
    const none = await collected('backup-and-restore-drill', node.world());
    expect(none.verdict).toBe('not-met');
    const file = join(node.staffed.folder, 'drilled.backup');
    const path = '/v1/maintenance/backup';
    await node.staffed.ask('system-admin', 'POST', path, { output: file });
    await vi.waitFor(async () => {
      const { body } = await node.staffed.ask('system-admin', 'GET', path);
      if (body.state !== 'done') throw new Error(body.state);
    });
    const good = await collected('backup-and-restore-drill', node.world());
    expect(good.verdict, said(good.found.checks)).toBe('met');
    writeFileSync(file, readFileSync(file).fill(0, 2000, 2100));
    expect((await collected('backup-and-restore-drill', node.world())).verdict).toBe('not-met');
  });
});

describe('the guard of connections', () => {
  it('is measured by what it would refuse, and counts nothing of that', async () => {
    const world = node.world();
    const gate = new OutboundGate([{ host: '192.0.2.7', port: 443, purpose: 'configured' }]);
    const guarded = (allowed: OutboundGate) => {
      return { ...world, host: { ...world.host, outbound: { gate: allowed } as never } };
    };
    expect((await collected('no-crawler', guarded(gate))).verdict).toBe('met');
    expect(gate.take()).toEqual([]);
    const open = new OutboundGate([{ host: '192.0.2.80', port: 443, purpose: 'configured' }]);
    expect((await collected('no-crawler', guarded(open))).verdict).toBe('not-met');
    gate.own([20_200]);
    expect([gate.check('localhost', 20_200), gate.check('localhost', 20_201)]).toEqual([
      true,
      false,
    ]);
    expect(gate.take()).toHaveLength(1);
  });
});

describe('the fields of entries', () => {
  it('are whole where a session ended by itself, and where refusals were summed up', async () => {
    const { folder, running } = node.staffed;
    const { journal } = running.host;
    const ends = async () =>
      (await journal.readRange('auth', 0, journal.durableSize('auth'))).filter(({ body, stub }) => {
        if (body === undefined) return false;
        return running.host.opened({ stub, body }).frame.event === 'session-ended';
      }).length;
    const before = await ends();
    // Whoever enrols anew leaves a session behind that the program ends.
    await new TestOfficer(folder, 'jia-disclosure').enrol(reachedAt(running));
    await vi.waitFor(async () => expect(await ends()).toBeGreaterThan(before), 10_000);
    const summary = { source: 'security', event: 'strangers-summary', result: 'refused' } as const;
    await journal.append({
      ...{ ...summary, actor: { type: 'stranger', id: '' }, counts: [2, 1, 1, 50_123, 50_124] },
      personal: { sourceAddress: '192.0.2.7', sourcePort: 0 },
    });
    const { found, verdict } = await collected('entry-fields-complete', node.world());
    expect(verdict, said(found.checks)).toBe('met');
  });
});

describe('an item', () => {
  test.each(BREAKS)('$item turns when $how', async ({ breakIn, item, sound = ['met'] }) => {
    const world = node.world();
    const before = await collected(item, world);
    expect(sound, said(before.found.checks)).toContain(before.verdict);
    const broken = await breakIn(node, world);
    try {
      const after = await collected(item, broken.world);
      expect(BAD, said(after.found.checks)).toContain(after.verdict);
    } finally {
      await broken.undo?.();
    }
  });
});
