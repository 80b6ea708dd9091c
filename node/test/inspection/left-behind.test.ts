// What a run leaves behind, on a real node of a network of four: record, bundle, papers, findings,
// and the same from the command line.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bytesToHex } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { type InspectionFacts, verifyInspection } from '@mingjing/proofs';
import { chainIdOf, genesisCodec, genesisHash } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inspectCommand } from '../../src/cli/inspect.ts';
import { verifyCommand } from '../../src/cli/verify.ts';
import { QUESTIONS } from '../../src/management/inspection/rehearsal/rehearsal.ts';
import { type Asked, StaffedNode } from '../staffed-node.ts';
import { useSmallForm } from './small-form.ts';

const BASE = '/v1/inspection';
/** One of each class of evidence, and one that nobody can have mended yet. */
const ITEMS = [
  'unique-identity-two-factors',
  'machine-room-premises',
  'no-currency',
  'retention-period',
];
const COMMAND = fileURLToPath(new URL('../../bin/mingjing.js', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const DAY_MS = 24 * 60 * 60 * 1000;
let node: StaffedNode;
let first: string;

beforeAll(async () => {
  node = await StaffedNode.start('papers');
  useSmallForm(node.home, ITEMS);
  await node.startOthers();
  await vi.waitUntil(() => node.running.host.replica.chain.height > 0, { timeout: 60_000 });
  first = await run('海上生明月');
}, 120_000);
afterAll(() => node?.stop());

function ask(method: string, path: string, body?: unknown): Promise<Asked> {
  return node.ask('security-admin', method, BASE + path, body);
}

/** Begins a self-check and waits for its end. */
async function run(phrase: string, only?: readonly string[]): Promise<string> {
  const begun = await ask('POST', '/runs', only === undefined ? { phrase } : { phrase, only });
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  const { id } = begun.body as { id: string };
  const isOver = async () => (await ask('GET', `/runs/${id}`)).body.state === 'done';
  await vi.waitUntil(isOver, { timeout: 100_000, interval: 100 });
  return id;
}

async function fetched(path: string): Promise<Response> {
  const headers = { ...node.callers['security-admin'] };
  const answer = await fetch(node.baseUrl + BASE + path, { headers });
  if (answer.status !== 200) expect.fail(await answer.text());
  return answer;
}

async function bundleOf(id: string): Promise<InspectionFacts> {
  const answer = await fetched(`/runs/${id}/bundle`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const trustedGenesisHash = genesisHash(genesisCodec.encode(node.planned.genesis));
  const check = verifyInspection(bytes, { trustedGenesisHash, verify });
  if (!check.ok) expect.fail(`${check.part}: ${check.reason} ${check.index}`);
  return check.value;
}

describe('a run that ended', () => {
  it('has a bundle that holds with nothing but the genesis', async () => {
    const facts = await bundleOf(first);
    expect(facts).toMatchObject({
      ...{ kind: 'self-check', phrase: '海上生明月', isGenesisTrusted: true, previous: undefined },
      ...{ chainId: chainIdOf(node.planned.genesis), nodeId: 'jia-validator' },
      programs: [{ nodeId: 'jia-validator', organisation: 'jia' }],
      entry: { source: 'admin' },
    });
    expect(facts.answers.map(({ item }) => item).sort()).toEqual(ITEMS.toSorted());
    const record = await ask('GET', `/runs/${first}/record`);
    expect(record.body).toMatchObject({
      ...{ record_hash: bytesToHex(facts.recordHash), previous: null },
      entry: `admin/${facts.entry.index}`,
    });
  });

  it.each([
    ['zh-CN', '区块链信息服务检查验收表'],
    ['en', 'Check and acceptance form'],
  ])('has papers in %s', async (language, title) => {
    const page = await fetched(`/runs/${first}/html?language=${language}`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain(title);
    const paper = await fetched(`/runs/${first}/pdf?language=${language}`);
    expect(paper.headers.get('content-disposition')).toContain(`${first}.${language}.pdf`);
    expect(
      Buffer.from(await paper.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('over some items only has no paper, and says so', async () => {
    const id = await run('一项', ['unique-identity-two-factors']);
    for (const what of ['record', 'bundle', 'pdf', 'html']) {
      expect(await ask('GET', `/runs/${id}/${what}`)).toMatchObject({
        ...{ status: 404, body: { code: 'inspection-record-unknown' } },
      });
    }
  });
});

describe('what was found wanting', () => {
  const due = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10);
  const finding = (item: string, change = {}) => ({
    ...{ run: first, item, owner: 'jia-system-admin', due_on: due, what: '补签确认' },
    ...change,
  });

  it.each([
    ['of a run that is not there', { run: '0'.repeat(24) }, 404, 'inspection-run-unknown'],
    ['of an item that was not asked', { item: 'no-crawler' }, 409, 'finding-item-unanswered'],
    ['of an item that is met', { item: 'unique-identity-two-factors' }, 409, 'finding-item-met'],
    ['of somebody else', { owner: 'yi-system-admin' }, 409, 'finding-owner'],
    ['that is due already', { due_on: '2026-01-01' }, 409, 'finding-day'],
  ])('is no finding %s', async (_, change, status, code) => {
    const answer = await ask('POST', '/findings', finding('no-currency', change));
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('is on the agenda until a later run finds it met, which alone closes it', async () => {
    const opened = await ask('POST', '/findings', finding('no-currency'));
    expect(opened).toMatchObject({ status: 201, body: { state: 'open', verdict: 'not-measured' } });
    const { id } = opened.body as { id: string };
    const again = await ask('POST', '/findings', finding('no-currency'));
    expect(again.body.code).toBe('finding-open-already');
    const agenda = await node.ask('system-admin', 'GET', '/v1/management/agenda');
    expect(agenda.body.items).toContainEqual(
      expect.objectContaining({ area: 'finding', kind: 'open', reference: id }),
    );
    const move = { owner: 'jia-duty', due_on: due, reason: '由值班人员确认' };
    expect((await ask('POST', `/findings/${id}/moves`, move)).body).toMatchObject({
      ...{ owner: 'jia-duty', moves: [{ by: 'jia-security-admin' }] },
    });
    const retested = await run('再来一次', ['no-currency']);
    expect((await ask('GET', '/findings')).body.items[0]).toMatchObject({
      ...{ id, state: 'open', retests: [{ run: retested, verdict: 'not-measured' }] },
    });
    const seen = { item: 'no-currency', agrees: true, saw: '看过全部消息类型' };
    expect((await node.ask('duty', 'POST', `${BASE}/confirmations`, seen)).status).toBe(201);
    const second = await run('天涯共此时');
    expect((await ask('GET', '/findings')).body.items[0]).toMatchObject({
      ...{ id, state: 'closed', closed: { run: second, verdict: 'met' } },
    });
    const [one, other] = [await bundleOf(first), await bundleOf(second)];
    expect(bytesToHex(other.previous ?? new Uint8Array())).toBe(bytesToHex(one.recordHash));
    expect(other.changes).toContainEqual(
      expect.objectContaining({ item: 'no-currency', direction: 'better', after: 'met' }),
    );
  });
});

describe('a rehearsal', () => {
  it('asks every question with its live answer, and scores what could be shown', async () => {
    const asked = await ask('GET', '/rehearsals');
    expect(asked.body.questions).toHaveLength(QUESTIONS.length);
    const factors = asked.body.questions.find((each: { id: string }) => each.id === 'two-factors');
    expect(factors).toMatchObject({
      ...{ item: 'unique-identity-two-factors', look: '/console/settings' },
      live: { verdict: 'met', lines: { en: expect.any(Array), 'zh-CN': expect.any(Array) } },
    });
    const answers = [
      { question: 'two-factors', shown: true },
      { question: 'currency', shown: false },
    ];
    const scored = await ask('POST', '/rehearsals', { answers });
    expect(scored).toMatchObject({ status: 201, body: { count: QUESTIONS.length, ready: 1 } });
    expect((await ask('GET', '/rehearsals')).body.latest).toMatchObject({ shown: 1, ready: 1 });
  });
});

/** Commands of the block of a README that runs an inspection, each on one line. */
function typedIn(readme: string): string[] {
  const text = readFileSync(join(ROOT, readme), 'utf8');
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  const day = blocks.find((block) => block.includes('inspect --home')) ?? '';
  return day
    .replace(/\\\n\s*/g, '')
    .trim()
    .split('\n');
}

describe('on the command line', () => {
  it('a run ends with the signed bundle and the paper, which verify', async () => {
    const file = (name: string) => join(node.folder, name);
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const files = { bundle: file('form.inspection'), pdf: file('form.pdf') };
    const home = { home: node.home, lang: 'en' };
    expect(await inspectCommand({ ...home, phrase: '又一次', ...files })).toBe(true);
    expect(readFileSync(files.pdf).subarray(0, 5).toString()).toBe('%PDF-');
    const genesis = join(node.home, 'config', 'genesis.json');
    expect(await verifyCommand(files.bundle, { genesis, lang: 'en' })).toBe(true);
    const text = said.mock.calls.flat().join('\n');
    vi.restoreAllMocks();
    for (const each of ['又一次', 'The inspection holds', 'Hash of the record']) {
      expect(text).toContain(each);
    }
    await expect(inspectCommand({ ...home, phrase: 'x', ...files })).rejects.toMatchObject({
      code: 'OUTPUT_EXISTS',
    });
  });

  it('the day goes as the README types it', async () => {
    const folder = join(node.folder, 'day');
    mkdirSync(folder);
    const [measure = '', check = '', rehearse = ''] = typedIn('README.md');
    const type = (command: string) => {
      const here = command
        .replace('npm run -s mingjing --', `"${process.execPath}" "${COMMAND}"`)
        .replace('DIR/network/jia-management', node.home)
        .replace('DIR/network/genesis.json', join(node.home, 'config', 'genesis.json'));
      const running = promisify(execFile)('/bin/sh', ['-c', here], { cwd: folder });
      running.child.stdin?.end();
      return running;
    };
    expect((await type(measure)).stdout).toContain('Hash of the record');
    expect(readdirSync(folder).sort()).toEqual(['form.inspection', 'form.pdf']);
    expect((await type(check)).stdout).toContain('The inspection holds');
    // Nobody answers: it asks everything, and ends with 1.
    const { code, stdout } = await type(rehearse).catch((error) => error);
    expect([code, stdout.match(/Look: http/g)?.length]).toEqual([1, QUESTIONS.length]);
    // The Chinese one types the same, in its own words.
    const plain = (command: string) => command.replace(/ --lang en|"[^"]*"/g, '');
    expect(typedIn('README.zh-CN.md').map(plain)).toEqual(typedIn('README.md').map(plain));
  });

  it.each([
    ['yes to everything', ['--yes'], '', /Ready for [1-9]\d* of/],
    ['answers from a pipe, which ends early', [], 'y\nn\n', /Ready for \d+ of/],
  ])('a rehearsal takes %s', async (_, flags, input, score) => {
    const args = ['inspect', '--rehearse', '--home', node.home, '--lang', 'en', ...flags];
    const running = promisify(execFile)(process.execPath, [COMMAND, ...args]);
    running.child.stdin?.end(input);
    // It ends with 1: not every question finds somebody ready.
    const { code, stdout } = await running.catch((error) => error);
    expect(code).toBe(1);
    expect(stdout).toMatch(score);
    expect(stdout.match(/Look: http/g)).toHaveLength(QUESTIONS.length);
  });
});
