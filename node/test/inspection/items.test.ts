// Each of the 34 items that a machine measures alone, on a real network in one process: what it
// measures holds, is broken, and its verdict turns.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from '@mingjing/crypto/node';
import { OutboundGate } from '@mingjing/host';
import { type Answer, outcomeOf, readForm, SHIPPED_FORM } from '@mingjing/inspection';
import { ROOM_RESERVE_BYTES } from '@mingjing/journal';
import { verifyInspection } from '@mingjing/proofs';
import { genesisCodec, genesisHash } from '@mingjing/protocol';
import { LANGUAGES } from '@mingjing/service';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import {
  OPENED_BREAKS,
  BREAKS as SUPERVISION_BREAKS,
} from '../../../supervisor/test/measured-breaks.ts';
import { inspectCommand } from '../../src/cli/inspect.ts';
import { ALL_ITEMS } from '../../src/management/inspection/collectors/all-items.ts';
import type { InspectionWorld } from '../../src/management/inspection/world.ts';
import { BREAKS, type Break, FURTHER_BREAKS, PHRASE, SAID } from './breaks.ts';
import { CONFIRMED_BREAKS } from './confirmed-breaks.ts';
import { InspectedNode, prepare } from './inspected-node.ts';
import { InspectedRuns, RUNS } from './inspected-runs.ts';
import { isSaid, said, TEXTS } from './said.ts';
import { changedIn, stateOf } from './state-of.ts';

const read = readForm(SHIPPED_FORM);
if (!read.ok) throw new Error('the form is none');
const items = read.form.items;
const ofClass = (evidence: string) =>
  items.filter((item) => item.evidence === evidence).map(({ id }) => id);

let node: InspectedNode;
let runs: InspectedRuns;

beforeAll(async () => {
  node = await InspectedNode.start();
  await prepare(node);
  runs = new InspectedRuns(node);
}, 60_000);
afterAll(() => node?.stop());

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
    expect(TEXTS.find('en', key), key).toBeDefined();
  }
  return { verdict: outcomeOf(found), found };
}

/** Broken in tests of their own. */
const BROKEN_APART = ['backup-and-restore-drill', 'commercial-cryptography-in-use', 'no-crawler'];

describe('the collectors', () => {
  it('are there for every item but those that rest on paper alone', () => {
    const collectedItems = Object.keys(ALL_ITEMS).sort();
    expect(collectedItems).toEqual([...ofClass('A'), ...ofClass('S')].sort());
    expect(collectedItems).toHaveLength(51);
  });

  it('have a row for each item that a machine measures alone, here or there', () => {
    const here = BREAKS.map(({ item }) => item);
    const there = [...SUPERVISION_BREAKS, ...OPENED_BREAKS].map(([item]) => String(item));
    expect([...new Set([...here, ...there])].sort()).toEqual(ofClass('A').sort());
    expect(new Set([...here, ...there])).toHaveLength(34);
    // What only the supervision node measures is taken over, so nothing here could break it.
    expect(SAID.map(({ item }) => item).sort()).toEqual(
      there.filter((item) => !here.includes(item)).sort(),
    );
  });

  it('have a row for each item that a person confirms', () => {
    const here = [...CONFIRMED_BREAKS.map(({ item }) => item), ...BROKEN_APART];
    expect(here.sort()).toEqual(ofClass('S').sort());
  });
});

const CHEAP = ['lockout-timeout', 'pre-publication-review', 'pia', 'machine-room-premises'];

/** A run over the whole form by the command, with all that it said. */
async function commanded(bundle: string) {
  const [lines, progress]: [string[], string[]] = [[], []];
  const heard = [
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line))),
    vi.spyOn(console, 'error').mockImplementation((line) => void progress.push(String(line))),
  ];
  try {
    const command = inspectCommand({ home: node.staffed.home, phrase: PHRASE, bundle });
    const id = await runs.underWay();
    const feed = await runs.follow(`${RUNS}/${id}/events`);
    const isGood = await command;
    // The stream ends with the run.
    const told = await feed.text();
    return { ...{ bundle, isGood, lines, progress, told }, run: await runs.ended(id) };
  } finally {
    for (const spy of heard) spy.mockRestore();
  }
}
let whole: Awaited<ReturnType<typeof commanded>>;

describe('a run', () => {
  test.each([
    ['', 'inspection-phrase-empty'],
    ['  ', 'inspection-phrase-empty'],
    ['月'.repeat(65), 'inspection-phrase-too-long'],
    ['海上\u0007', 'inspection-phrase-not-text'],
  ])('is not begun with the phrase %j', async (phrase, code) => {
    expect(await runs.begin({ phrase })).toMatchObject({ status: 400, body: { code } });
  });

  it('is begun by administrators, over items that there are, one at a time', async () => {
    const form = { phrase: PHRASE, only: CHEAP };
    expect((await node.staffed.ask('duty', 'POST', RUNS, form)).status).toBe(403);
    expect((await node.staffed.ask('nobody', 'POST', RUNS, form)).status).toBe(401);
    const unknown = await runs.begin({ phrase: PHRASE, only: ['no-such-item'] });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'inspection-item-unknown' } });
    const first = await runs.begin({ phrase: PHRASE, only: ['consensus-and-fault-tolerance'] });
    expect(first.status).toBe(202);
    expect((await runs.begin(form)).body.code).toBe('inspection-running');
    expect(await runs.followedUntilKilled(`${RUNS}/${first.body.id}/events`)).not.toContain(
      'ended',
    );
    const { journal } = node.world().host;
    // What the journal keeps for the program's own entries is all that is left.
    journal.room.set(ROOM_RESERVE_BYTES);
    const refused = await runs.ask('POST', `${RUNS}/${first.body.id}/stop`, {});
    journal.room.set(Number.POSITIVE_INFINITY);
    // What was refused was not done: the run is there to be broken off.
    expect(refused.body.code).toBe('journal-full');
    expect((await runs.ask('POST', `${RUNS}/${first.body.id}/stop`, {})).status).toBe(202);
    const run = await runs.ended(first.body.id);
    expect(run).toMatchObject({ state: 'stopped', answers: [{ verdict: 'not-measured' }] });
    expect(node.world().host.standAside.isAside).toBe(false);
    expect((await runs.ask('POST', `${RUNS}/${run.id}/stop`, {})).body.code).toBe(
      'inspection-not-running',
    );
  });

  it('over the whole form, by the command, leaves nothing but entries', async () => {
    const before = await stateOf(node.world());
    whole = await commanded(join(node.staffed.folder, 'whole.inspection'));
    const { run, told } = whole;
    expect(told.match(/event: answered/g)).toHaveLength(items.length);
    expect(told).toContain('event: ended');
    expect(run).toMatchObject({ state: 'done', failures: [], phrase: PHRASE, kind: 'self-check' });
    expect(run.answers.map(({ item }: Answer) => item)).toEqual(items.map(({ id }) => id));
    // Nobody has seen or handed in anything yet, and no pages are built here.
    expect(run.verdicts.met).toBeGreaterThan(20);
    expect(
      run.answers.every(({ kind, verdict }: Answer) =>
        kind === 'not-measurable' ? verdict === 'not-measured' : true,
      ),
    ).toBe(true);
    const left = changedIn(before, await stateOf(node.world()));
    expect(left.filter((name) => !isExpected(name))).toEqual([]);
    expect(await runs.eventsOf('admin', 'inspection-ended')).toBe(1);
    // One more where somebody built the pages: one of them is changed and comes back.
    const pages = run.answers.find(({ item }: Answer) => item === 'web-anti-tamper');
    const drills = pages.kind === 'not-measurable' ? 5 : 6;
    expect(await runs.eventsOf('maintenance', 'inspection-drilled')).toBe(drills);
  });

  it('tells how far it is, ends with what is wanting, and hands over its bundle', () => {
    const { bundle, isGood, lines, progress, run } = whole;
    const counted = progress.map((line) => /^ {2}(\d+) \/ 60( [a-z0-9-]+)?$/.exec(line)?.[1]);
    expect(counted.length).toBeGreaterThan(3);
    expect(Number(counted[0])).toBeLessThan(5);
    expect(counted).toEqual(counted.toSorted((x, y) => Number(x) - Number(y)));
    expect(lines.at(-1)).toContain(`inspect --run ${run.id} --bundle`);
    const trustedGenesisHash = genesisHash(genesisCodec.encode(node.staffed.planned.genesis));
    const held = verifyInspection(readFileSync(bundle), { verify, trustedGenesisHash });
    expect(held).toMatchObject({ ok: true, value: { phrase: PHRASE, isGenesisTrusted: true } });
    expect(held.ok && held.value.answers).toHaveLength(60);
    const measured = ofClass('A');
    const isWanting = ({ item, verdict }: Answer) =>
      verdict === 'not-met' && measured.includes(item);
    expect(isGood).toBe(!run.answers.some(isWanting));
  });

  it('is repeated with another phrase, and says what differs', async () => {
    const before = await stateOf(node.world());
    const again = await runs.ended(
      (await runs.begin({ phrase: '天涯共此时', only: CHEAP })).body.id,
    );
    expect(again.changes).toEqual([]);
    const left = changedIn(before, await stateOf(node.world()));
    expect(left.filter((name) => !isExpected(name) || name.startsWith('vault'))).toEqual([]);
    expect((await runs.list()).map(({ state }) => state)).toEqual(['done', 'done', 'stopped']);
  });

  it('is stopped at the node by Ctrl-C at the command, which says so', async () => {
    const drill = 'consensus-and-fault-tolerance';
    const command = runs.command('--phrase', PHRASE, '--lang', 'en', '--only', drill);
    await command.says(`0 / 1 ${drill}`);
    command.interrupt();
    expect(await command.exited).toEqual([1, null]);
    expect(command.said).toContain('is being stopped at the node; Ctrl-C again leaves at once');
    const [latest] = await runs.list();
    expect(command.said).toContain(`The run was broken off; ${latest?.id} stays on record`);
    expect(latest).toMatchObject({ state: 'stopped', only: [drill] });
    expect(node.world().host.standAside.isAside).toBe(false);
    expect(await runs.eventsOf('admin', 'inspection-interrupted')).toBe(2);
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

const CONFIRMATIONS = '/v1/inspection/confirmations';
const confirm = (form: object) => node.staffed.ask('duty', 'POST', CONFIRMATIONS, form);
async function confirmed(item: string): Promise<void> {
  const { body } = await confirm({ item, agrees: true, saw: '现场查看' });
  expect(body).toMatchObject({ officer: 'jia-duty', state: 'good' });
}

describe('a confirmation', () => {
  const PATH = CONFIRMATIONS;
  const item = 'machine-room-premises';

  it('is one officer’s word about an item, until he takes it back', async () => {
    const form = { item: 'no-crawler', agrees: true, saw: '查看了出站名单' };
    const refused = await confirm({ ...form, item });
    expect(refused.body.code).toBe('inspection-item-not-confirmed');
    expect((await confirm({ ...form, item: 'nothing' })).body.code).toBe('inspection-item-unknown');
    expect((await confirm({ ...form, saw: ' ' })).status).toBe(400);
    expect((await node.staffed.ask('home', 'POST', PATH, form)).status).toBe(403);
    expect((await confirm(form)).body).toMatchObject({ officer: 'jia-duty', state: 'good' });
    expect(await runs.eventsOf('admin', 'inspection-item-confirmed')).toBe(1);
    const run = await runs.ended(
      (await runs.begin({ phrase: PHRASE, only: ['no-crawler'] })).body.id,
    );
    // Without a guard nothing was measured: what he saw does not make it green.
    expect(run.answers[0]).toMatchObject({
      ...{ verdict: 'not-measured', findings: { confirmation: { saw: '查看了出站名单' } } },
    });
    const withdrawal = `${PATH}/no-crawler/withdraw`;
    expect((await runs.ask('POST', withdrawal, {})).body.state).toBe('withdrawn');
    expect((await runs.ask('POST', withdrawal, {})).status).toBe(404);
  });

  it('and a run that measured the same fill an item; neither does it alone', async () => {
    const seen = 'topology-and-description';
    expect(await runs.answerTo(seen, PHRASE)).toMatchObject({
      ...{ verdict: 'not-measured', reasons: ['confirmation-missing'] },
      findings: { measurement: { outcome: 'met', by: 'jia-validator', isStated: false } },
    });
    await confirmed(seen);
    expect(await runs.answerTo(seen, '天涯共此时')).toMatchObject({
      ...{ verdict: 'met', kind: 'confirmed', reasons: [] },
      findings: {
        measurement: { outcome: 'met', by: 'jia-validator' },
        confirmation: { officer: 'jia-duty', agrees: true },
      },
    });
    expect((await runs.ask('POST', `${PATH}/${seen}/withdraw`, {})).body.state).toBe('withdrawn');
    expect(await runs.answerTo(seen, PHRASE)).toMatchObject({ verdict: 'not-measured' });
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

describe('commercial cryptography', () => {
  const item = 'commercial-cryptography-in-use';

  it('is not in use under suite 1, whoever confirms that it is', async () => {
    const { found, verdict } = await collected(item, node.world());
    expect(verdict).toBe('not-met');
    expect(found.checks[0]?.fact.values).toMatchObject({ suite: 1, commercial: 0 });
    await confirmed(item);
    expect(await runs.answerTo(item, PHRASE)).toMatchObject({
      ...{ verdict: 'not-met', findings: { confirmation: { officer: 'jia-duty', agrees: true } } },
    });
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
    const { running } = node.staffed;
    const { journal } = running.host;
    const ends = async () =>
      (await journal.readRange('auth', 0, journal.durableSize('auth'))).filter(({ body, stub }) => {
        if (body === undefined) return false;
        return running.host.opened({ stub, body }).frame.event === 'session-ended';
      }).length;
    const before = await ends();
    // Whoever enrols anew leaves a session behind that the program ends.
    await node.staffed.login('disclosure');
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

/** Sees an item sound, breaks what it stands on, and sees it turn. */
async function turns(row: Break) {
  const { breakIn, item, meanwhile, ready, sound = ['met'] } = row;
  await ready?.(node);
  const world = node.world();
  const [before] = await Promise.all([collected(item, world), meanwhile?.(node)]);
  expect(sound, said(before.found.checks)).toContain(before.verdict);
  const broken = await breakIn(node, world);
  try {
    const after = await collected(item, broken.world);
    expect(after.verdict, said(after.found.checks)).toBe('not-met');
  } finally {
    await broken.undo?.();
  }
}

describe('an item that the supervision node measures', () => {
  test.each(SAID)('$item is taken over as it says: $how', turns);
});

describe('an item that a person confirms', () => {
  test.each(CONFIRMED_BREAKS)('$item turns when $how', turns);
});

describe('an item', () => {
  test.each([...FURTHER_BREAKS, ...BREAKS])('$item turns when $how', turns);
});
