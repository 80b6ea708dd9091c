// The journal of a running node, searched over its API and by the command.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Client,
  checkHit,
  createClient,
  type JournalHit,
  type JournalTrust,
} from '@mingjing/client';
import { verify } from '@mingjing/crypto/node';
import { readGenesis } from '@mingjing/host/home';
import { chainIdOf, KeyPurpose } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type JournalSearchCommand, journalSearchCommand } from '../src/cli/journal-search.ts';
import { nodeConfig } from '../src/config.ts';
import { type RunningNode, startNode } from '../src/program.ts';
import { createTestnet } from '../src/testnet/create-testnet.ts';
import { savedSession } from './logged-in.ts';

let folder: string;
let home: string;
let genesisFile: string;
let node: RunningNode;
let client: Client;
let trust: JournalTrust;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-journal-search-'));
  const output = join(folder, 'net');
  const testnet = await createTestnet({ output, name: 'testnet', organisations: 4, users: 1 });
  home = testnet.homes[0]?.home ?? '';
  genesisFile = testnet.genesisFile;
  const onFailed = (error: unknown) => {
    throw error;
  };
  node = await startNode({ home, onFailed, config: nodeConfig(home, {}) });
  client = createClient({ baseUrl: baseUrl(), control: node.host.control });
  const genesis = readGenesis(genesisFile);
  const { keys } = genesis.nodes.find(({ id }) => id === node.host.nodeId) ?? { keys: [] };
  const key = keys.find(({ purpose }) => purpose === KeyPurpose.journal)?.publicKey;
  trust = {
    chainId: chainIdOf(genesis),
    keyOf: (id) => (id === node.host.nodeId ? key : undefined),
    organisationOf: (id) => (id === node.host.nodeId ? 'jia' : undefined),
  };
  await node.host.journal.append({
    ...{ source: 'admin', event: 'officer-appointed', result: 'done', object: '值班员 李四' },
    actor: { type: 'officer', id: 'jia-system-admin' },
    personal: { sourceAddress: '2001:db8::7', sourcePort: 4000, subject: '张三' },
  });
  await node.host.search.indexer.caughtUp();
});
afterAll(async () => {
  await node?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const baseUrl = () => `http://${node.api.host}:${node.api.port}`;

async function appointed(): Promise<JournalHit> {
  const { hits } = await client.searchJournal({ text: '李四', actor: 'jia-system-admin' });
  expect(hits).toHaveLength(1);
  return hits[0] as JournalHit;
}

describe('over the API', () => {
  /** Within the bound of one value, and with others beyond that of a query. */
  const long = (name: string) => `${name}=${encodeURIComponent('镜'.repeat(500))}`;

  test('a hit is the entry with what proves it', async () => {
    const hit = await appointed();
    expect(hit).toMatchObject({
      ...{ node: 'jia-validator', organisation: 'jia', source: 'admin', index: 0 },
      entry: { event: 'officer-appointed', result: 'done', object: '值班员 李四' },
      personal: { source_address: '2001:db8::7', source_port: 4000, subject: '张三' },
      personal_withheld: null,
    });
    expect(checkHit(hit, trust, verify)).toEqual({ ok: true });
  });

  test('a search is an act itself, and what was looked for is encrypted in it', async () => {
    const { journal, search } = node.host;
    await client.searchJournal({ text: '秘密的名字' });
    const index = journal.durableSize('access') - 1;
    await search.indexer.caughtUp();
    const { hits } = await client.searchJournal({
      event: 'journal-searched',
      text: '"秘密的名字"',
    });
    const [hit] = hits;
    expect(hit).toMatchObject({ source: 'access', index, entry: { result: 'done', object: '' } });
    expect(hit?.personal?.subject).toBe('{"text":"秘密的名字","limit":20}');
    expect(Buffer.from(hit?.body ?? '', 'base64').includes('秘密')).toBe(false);
  });

  test.each([
    ['', 400, 'search-empty'],
    ['?colour=red', 400, 'bad-request'],
    ['?from=yesterday&actor=a', 400, 'bad-request'],
    ['?from=99999999999999999&actor=a', 400, 'bad-request'],
    ['?from=5&to=5', 400, 'search-not-a-range'],
    ['?text=', 400, 'search-empty'],
    ['?text=%E3%80%82', 400, 'search-no-words'],
    [`?text=${'x'.repeat(300)}`, 400, 'search-too-long'],
    [`?text=${'x'.repeat(5000)}`, 400, 'bad-request'],
    [`?${['actor', 'object', 'event'].map(long).join('&')}`, 400, 'search-too-long'],
    ['?address=nowhere', 400, 'search-not-an-address'],
    ['?address=0.0.0.0/1', 400, 'search-too-wide'],
    ['?actor=a&limit=0', 400, 'bad-request'],
    ['?actor=a&limit=101', 400, 'bad-request'],
    ['?actor=a&cursor=%00', 400, 'search-bad-cursor'],
    ['?origins=other/node/access/suite1', 400, 'search-unknown-value'],
  ])('%s is refused in both languages', async (query, status, code) => {
    for (const language of ['zh-CN', 'en']) {
      const headers = { 'accept-language': language, 'mingjing-control': node.host.control };
      const answer = await fetch(`${baseUrl()}/v1/journal/search${query}`, { headers });
      const problem = (await answer.json()) as { code: string; title: string; detail: string };
      expect(answer.status).toBe(status);
      expect(problem.code).toBe(code);
      expect(/\p{Script=Han}/u.test(problem.title)).toBe(language === 'zh-CN');
      expect(problem.detail).not.toContain('{');
    }
  });

  test('the cursor of another search is refused', async () => {
    await client.status();
    await client.status();
    await node.host.search.indexer.caughtUp();
    const page = await client.searchJournal({ event: 'status-read', limit: 1 });
    const cursor = page.next_cursor ?? '';
    const next = await client.searchJournal({ event: 'status-read', limit: 1, cursor });
    expect(next.hits[0]?.index).toBeLessThan(page.hits[0]?.index ?? 0);
    await expect(client.searchJournal({ event: 'genesis-read', cursor })).rejects.toMatchObject({
      code: 'search-cursor-of-another-query',
    });
  });
});

describe('the check of a hit finds', () => {
  const flip = (text: string, at = 20) => {
    const bytes = Buffer.from(text, 'base64');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes.toString('base64');
  };
  test.each<[name: string, change: (hit: JournalHit) => Partial<JournalHit>, part: string]>([
    ['another log', () => ({ origin: 'x/y/admin/suite1' }), 'proof'],
    ['another node', ({ origin }) => ({ origin: origin.replace('jia', 'yi') }), 'proof'],
    ['another node in its words', () => ({ node: 'yi-validator' }), 'words'],
    ['another organisation', () => ({ organisation: 'yi' }), 'words'],
    ['another place', () => ({ index: 1 }), 'stub'],
    ['another time', ({ time }) => ({ time: time + 1 }), 'stub'],
    ['another source', () => ({ source: 'access' }), 'stub'],
    ['another actor tag', () => ({ actor_tag: '00' }), 'words'],
    ['a stub that was changed', ({ stub }) => ({ stub: flip(stub, 40) }), 'proof'],
    ['a stub that is none', () => ({ stub: 'AAAA' }), 'stub'],
    ['a body that was changed', ({ body }) => ({ body: flip(body ?? '') }), 'body'],
    ['a body that is missing', () => ({ body: null }), 'body'],
    [
      'a checkpoint signed by nobody',
      ({ proof }) => ({ proof: proof.replace(/— .*/, '') }),
      'proof',
    ],
    [
      'a proof of another index',
      ({ proof }) => ({ proof: proof.replace('index 0', 'index 9') }),
      'proof',
    ],
    [
      'words that are not those of the body',
      ({ entry }) => ({ entry: entry && { ...entry, object: '值班员 王五' } }),
      'words',
    ],
  ])('%s', async (_, change, part) => {
    const hit = await appointed();
    expect(checkHit({ ...hit, ...change(hit) }, trust, verify)).toMatchObject({ ok: false, part });
  });
});

describe('the command', () => {
  async function printed(options: JournalSearchCommand) {
    const lines: string[] = [];
    const spy = vi.spyOn(console, 'log').mockImplementation((line) => lines.push(String(line)));
    try {
      return { ok: await journalSearchCommand(options), text: lines.join('\n') };
    } finally {
      spy.mockRestore();
    }
  }

  test('prints what it found as a table, checked here', async () => {
    const zh = await printed({ home, text: '"李四"', source: 'admin' });
    expect(zh.ok).toBe(true);
    expect(zh.text).toMatch(
      /时间 .*\n.*jia +jia-validator +admin\/0 .*officer-appointed .*2001:db8::7:4000 .*李四/,
    );
    expect(zh.text).toContain('✓ 1 条');
    const session = await savedSession(node, join(folder, 'net'), 'jia-audit-admin');
    const en = await printed({ session, lang: 'en', address: '2001:db8::/32' });
    expect(en.text).toContain('admin/0');
    expect(en.text).toContain('compare the hash');
  });

  test('prints one object for a program', async () => {
    const { text } = await printed({ home, genesis: genesisFile, actor: 'nobody', json: true });
    expect(JSON.parse(text)).toMatchObject({ ok: true, genesis_trusted: true, hits: [] });
    expect((await printed({ home, actor: 'nobody' })).text).toContain('没有符合条件的条目');
  });

  test.each([
    [{ from: 'yesterday' }, 'BAD_TIME'],
    [{ to: '2026-03-01T10:00:00' }, 'BAD_TIME'],
    [{ actor: 'a', limit: 'many' }, 'BAD_NUMBER'],
    [{}, 'search-empty'],
  ])('refuses %j', async (options, code) => {
    await expect(journalSearchCommand({ home, ...options })).rejects.toMatchObject({ code });
  });

  test('refuses who neither reads the home nor is logged in', async () => {
    const options = { node: baseUrl(), actor: 'a' };
    await expect(journalSearchCommand(options)).rejects.toMatchObject({ code: 'login-required' });
  });
});
