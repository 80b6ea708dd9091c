// Records searched at a supervision node beside a real chain: what is found, what is left, what
// was changed.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { caseHash, composeTransaction, createClient, takedownMessage } from '@mingjing/client';
import { hexToBytes, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed, verify } from '@mingjing/crypto/node';
import { homePaths, textHash } from '@mingjing/host';
import {
  genesisValidatorSet,
  isTraceBundle,
  type TraceStatement,
  verifyCommitCertificate,
  verifyTraceBundle,
} from '@mingjing/proofs';
import {
  blockId,
  genesisCodec,
  genesisHash,
  headerCodec,
  traceBundleCodec,
  traceSigningBytes,
  transactionHash,
} from '@mingjing/protocol';
import { leafHash, verifyInclusion } from '@mingjing/tlog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestChain, until } from './chain.ts';
import { comparesWithBlocks } from './compared-blocks.ts';
import { withUser } from './second-user.ts';

const TEXTS = [
  '张三在明镜平台发布的公告',
  '第二份 公告 ＡＢＣ，李四',
  'a plain text in English',
  '第二份公告abc李四',
];

let chain: TestChain;
let ids: string[];
let secondKey: string;

beforeAll(async () => {
  chain = await TestChain.create();
  secondKey = join(chain.folder, 'second-user.json');
  const second = { id: 'user-yi', organisation: 'yi', keyFile: secondKey };
  chain.changeGenesis((genesis) => withUser(genesis, second));
  await chain.startValidators();
  await chain.startSupervisor();
  ids = await chain.publish(...TEXTS);
  await indexed(TEXTS.length);
});
afterAll(async () => {
  await chain?.stop();
  expect(chain?.failures).toEqual([]);
});

type Graph = Pick<TraceStatement, 'nodes' | 'edges'> & { shown: number; stated: number };

interface Hit {
  readonly id: string;
  readonly badge: string;
  readonly author: string;
  readonly organisation: string;
  readonly height: number;
  readonly contents: readonly { commitment: string; taken_down: boolean }[];
  readonly text_hashes: readonly string[];
  readonly proof: {
    readonly header: string;
    readonly certificate: string;
    readonly transaction: string;
    readonly index: number;
    readonly count: number;
    readonly inclusion: readonly string[];
  };
}

function ask(query: Record<string, string | number>, headers: Record<string, string> = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) asked.set(name, String(value));
  const url = chain.consoleUrl(`/v1/desk/search/records?${asked}`);
  const control = chain.supervisor.host.control;
  return fetch(url, { headers: { 'mingjing-control': control, ...headers } });
}

async function hits(query: Record<string, string | number>): Promise<Hit[]> {
  const answer = (await (await ask(query)).json()) as { hits?: Hit[] };
  if (answer.hits === undefined) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer.hits;
}

const found = async (query: Record<string, string | number>) =>
  (await hits(query)).map(({ id }) => ids.indexOf(id));

/** Contents open a moment after a start, when the node knows what was taken down meanwhile. */
async function indexed(count: number): Promise<void> {
  await until(async () => {
    const { indexed: now, size } = chain.supervisor.host.records?.progress() ?? {};
    return now === count && size === count && (await ask({ text: 'a' })).ok;
  });
}

const openAlarms = async () =>
  (await chain.get('/v1/alarms?state=open')).items.map(({ rule }: { rule: string }) => rule);
const alteredAlarms = async () =>
  (await chain.get('/v1/alarms')).items.filter(
    ({ rule }: { rule: string }) => rule === 'search-index-altered',
  );

describe('records are found', () => {
  it('by their texts, in both languages, newest first', async () => {
    expect(await found({ text: '张三' })).toEqual([0]);
    expect(await found({ text: '公告' })).toEqual([3, 1, 0]);
    expect(await found({ text: 'ENGLISH' })).toEqual([2]);
    expect(await found({ text: '王五' })).toEqual([]);
  });

  it('by id, author, organisation, height, time, commitment and hash of a text', async () => {
    const all = await hits({ author: 'user-1' });
    expect(all.map(({ id }) => id)).toEqual([...ids].reverse());
    const [, , second] = all;
    if (second === undefined) throw new Error('nothing found');
    const { chainId } = chain.supervisor.host.replica.chain;
    expect(second.text_hashes).toContain(textHash(chainId, TEXTS[1] ?? ''));
    expect(await found({ record: second.id })).toEqual([1]);
    expect(await found({ organisation: second.organisation, text: '李四' })).toEqual([3, 1]);
    expect(await found({ organisation: 'nobody', text: '李四' })).toEqual([]);
    expect(await found({ content: second.contents[0]?.commitment ?? '' })).toEqual([1]);
    // Another width, spacing and punctuation is the same text.
    expect(await found({ content: second.text_hashes[0] ?? '' })).toEqual([3, 1]);
    expect(await found({ height: second.height })).toContain(1);
    const { time } = headerCodec.decode(Buffer.from(second.proof.header, 'base64'));
    expect(await found({ from: time, to: time + 1, record: second.id })).toEqual([1]);
    expect(await found({ to: time, record: second.id })).toEqual([]);
  });

  it('each with a proof that holds without this node', async () => {
    const { genesis, replica } = chain.supervisor.host;
    const { chainId } = replica.chain;
    const set = genesisValidatorSet(genesis);
    if (!set.ok) throw new Error(set.reason);
    for (const { badge, proof } of await hits({ text: '公告' })) {
      expect(badge).toBe('proved');
      const header = Buffer.from(proof.header, 'base64');
      const { height, transactionsRoot } = headerCodec.decode(header);
      const transaction = Buffer.from(proof.transaction, 'base64');
      const claim = {
        ...{ index: proof.index, size: proof.count, root: transactionsRoot },
        leafHash: leafHash(transactionHash(chainId, transaction)),
        proof: proof.inclusion.map((hash) => new Uint8Array(Buffer.from(hash, 'base64'))),
      };
      expect(verifyInclusion(claim)).toEqual({ ok: true });
      const certificate = Buffer.from(proof.certificate, 'base64');
      const of = { chainId, set: set.value, verify, height, blockId: blockId(chainId, header) };
      expect(verifyCommitCertificate({ ...of, certificate })).toMatchObject({ ok: true });
    }
  });

  it('for a purpose alone, and each search is an entry', async () => {
    const count = () => chain.supervisor.host.journal.durableSize('supervision');
    const before = count();
    const stranger = await fetch(chain.consoleUrl('/v1/desk/search/records?text=a'));
    expect([401, 403]).toContain(stranger.status);
    await hits({ text: '公告' });
    expect(count()).toBeGreaterThan(before);
  });

  it.each([
    [{ limit: 5 }, 'search-empty', 'query'],
    [{ text: '。' }, 'search-no-words', 'text'],
    [{ author: 'x'.repeat(1025) }, 'search-too-long', 'author'],
    [{ text: 'a', from: 5, to: 5 }, 'search-not-a-range', 'to'],
    [{ text: 'a', cursor: 'AAAA' }, 'search-bad-cursor', 'cursor'],
  ])('and %j is refused', async (query, code, field) => {
    const answer = await ask(query as Record<string, string | number>);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, field, title: expect.any(String) });
  });
});

describe('a trace', () => {
  const path = (query: string, rest = '') => `/v1/desk/search/trace${rest}?${query}`;
  const traced = (query: string, rest = '') =>
    fetch(chain.consoleUrl(path(query, rest)), {
      headers: { 'mingjing-control': chain.supervisor.host.control },
    });
  const graphOf = async (query: string) => (await (await traced(query)).json()) as Graph;
  const trusted = () => genesisHash(genesisCodec.encode(chain.supervisor.host.genesis));
  const bundleOf = async (query: string) =>
    new Uint8Array(await (await traced(query, '/bundle')).arrayBuffer());

  it('leads from a record to its author, contents, the same text and journals', async () => {
    // The entry of the node that took it has to be copied here first.
    await until(async () => {
      const { nodes } = await graphOf(`start=record&name=${ids[1]}`);
      return nodes.some(({ type }) => type === 'entry');
    });
    const answer = await graphOf(`start=record&name=${ids[1]}&depth=3`);
    const edges: string[] = answer.edges.map(
      ({ from, to, type, proof }) => `${from} ${type} ${to} ${proof}`,
    );
    const record = (at: number) => `record:${ids[at]}`;
    const text = `text:${textHash(chain.supervisor.host.replica.chain.chainId, TEXTS[1] ?? '')}`;
    expect(edges).toContain(`${record(1)} signed-by user:user-1 receipt`);
    expect(edges).toContain(`${record(1)} says ${text} stated`);
    expect(edges).toContain(`${record(3)} says ${text} stated`);
    expect(edges.some((edge) => /^user:user-1 registered-with organisation:/.test(edge))).toBe(
      true,
    );
    expect(edges.filter((edge) => edge.startsWith(`${record(1)} contains content:`))).toHaveLength(
      2,
    );
    const published = new RegExp(`^entry:.*/publish/suite1#\\d+ publishes ${record(1)} entry$`);
    expect(edges.some((edge) => published.test(edge))).toBe(true);
    expect(answer.shown + answer.stated).toBe(edges.length);
  });

  it('begins at a user, an organisation, a content or a time, within its depth', async () => {
    const [hit] = await hits({ record: ids[0] ?? '' });
    const starts = [
      'start=user&name=user-1',
      `start=organisation&name=${hit?.organisation}`,
      `start=content&name=${hit?.contents[0]?.commitment}`,
      'start=period&from=1',
    ];
    for (const start of starts) {
      const { nodes, edges } = await graphOf(`${start}&depth=1`);
      const found = nodes.map(({ id }) => id);
      expect(found).toContain(`record:${ids[0]}`);
      expect(edges.length).toBeGreaterThan(0);
      expect(found.some((id) => id.startsWith('session:'))).toBe(false);
    }
  });

  it('is signed and verified offline, and refused when a byte of it was changed', async () => {
    const bundle = await bundleOf(`start=record&name=${ids[1]}`);
    expect(isTraceBundle(bundle)).toBe(true);
    const options = { verify, trustedGenesisHash: trusted() };
    const verdict = verifyTraceBundle(bundle, options);
    if (!verdict.ok) throw new Error(`${verdict.part} ${verdict.reason}`);
    expect(verdict.value.statement).toMatchObject({ node_id: 'supervision' });
    expect(verdict.value).toMatchObject({ isGenesisTrusted: true, stated: 2 });
    const step = Math.ceil(bundle.length / 400);
    for (let at = 0; at < bundle.length; at += step) {
      const changed = Uint8Array.from(bundle);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyTraceBundle(changed, options).ok, `byte ${at}`).toBe(false);
    }
    const other = { verify, trustedGenesisHash: new Uint8Array(32) };
    expect(verifyTraceBundle(bundle, other)).toMatchObject({ part: 'genesis' });
  });

  it('shows nothing that its evidence does not show, whoever signed it', async () => {
    const bundle = await bundleOf(`start=record&name=${ids[1]}`);
    const { seed } = loadKeyFile(homePaths(chain.supervisionHome).key('statement'));
    const { chainId } = chain.supervisor.host.replica.chain;
    const opened = traceBundleCodec.decode(bundle);
    const said = JSON.parse(Buffer.from(opened.statement).toString('utf8'));
    const verdictOf = (change: object, parts: object = {}) => {
      const statement = Buffer.from(JSON.stringify({ ...said, ...change }));
      const signature = signerFromSeed(seed).sign(traceSigningBytes(chainId, statement));
      const bytes = traceBundleCodec.encode({ ...opened, ...parts, statement, signature });
      return verifyTraceBundle(bytes, { verify, trustedGenesisHash: trusted() });
    };
    expect(verdictOf({}).ok).toBe(true);
    const user = said.nodes.find(({ type }: { type: string }) => type === 'user').id;
    const [record] = said.nodes;
    const without = (type: string) => ({
      edges: said.edges.map((each: { type: string; to: string }) =>
        each.type === type ? { ...each, to: type === 'publishes' ? user : record.id } : each,
      ),
    });
    for (const type of ['signed-by', 'contains', 'publishes']) {
      expect(verdictOf(without(type)).ok, type).toBe(false);
    }
    const nodes = said.nodes.map((node: { type: string; facts: object }) =>
      node.type === 'record' ? { ...node, facts: { ...node.facts, time: 1 } } : node,
    );
    expect(verdictOf({ nodes })).toMatchObject({ part: 'trace-node', reason: 'not-shown' });
    expect(verdictOf({}, { receipts: [] })).toMatchObject({ part: 'trace-node' });
    expect(verdictOf({}, { entries: [] })).toMatchObject({ part: 'trace-node' });
    expect(verdictOf({ nodes: [], edges: [] })).toMatchObject({ reason: 'extra' });
    expect(verdictOf({ edges: [...said.edges, said.edges[0]] })).toMatchObject({
      reason: 'repeated',
    });
    expect(verdictOf({ evidence: '0'.repeat(64) })).toMatchObject({ part: 'evidence' });
    expect(verdictOf({ version: 2 })).toMatchObject({ reason: 'unknown-version' });
    expect(verdictOf({ nodes: said.nodes.slice(1) })).toMatchObject({ reason: 'missing' });
  });

  it.each([
    ['start=record', 400, 'trace-name-missing'],
    [`start=record&name=${'0'.repeat(72)}`, 404, 'trace-nothing'],
    ['start=record&name=zz', 404, 'trace-nothing'],
    ['start=user&name=nobody', 404, 'trace-nothing'],
    ['start=content&name=00', 404, 'trace-nothing'],
    ['start=cell&name=a', 400, 'bad-request'],
    ['start=user&name=user-1&depth=9', 400, 'bad-request'],
  ])('of %s is refused', async (query, status, code) => {
    const answer = await traced(query);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, title: expect.any(String) });
  });
});

it('what was taken down leaves the index, and its row says so', async () => {
  const { replica } = chain.supervisor.host;
  const file = join(chain.testnet.genesisFile, '..', 'officers', 'inspector-1.json');
  const { seed, publicKey } = loadKeyFile(file);
  const { bytes } = composeTransaction({
    chainId: replica.chain.chainId,
    message: takedownMessage(hexToBytes(ids[2] ?? '') ?? new Uint8Array(0), {
      ...{ basis: 1, reason: 1, caseHash: caseHash('a case') },
      ...{ deadline: Date.now() + 60_000, isDrill: true },
    }),
    validUntil: Date.now() + 60_000,
    unique: randomBytes(16),
    keyId: keyId(publicKey),
    sign: signerFromSeed(seed).sign,
  });
  const items = [{ transaction: bytes, attachments: [] }];
  const { results } = await createClient({ baseUrl: chain.nodeUrl() }).submit(items);
  expect(results).toMatchObject([{ status: 'accepted' }]);
  await until(async () => (await found({ text: 'English' })).length === 0);
  const [hit] = await hits({ record: ids[2] ?? '' });
  expect(hit).toMatchObject({ standing: 'taken-down', text_hashes: [] });
  expect(hit?.contents.map((each) => each.taken_down)).toEqual([true, true]);
  expect(await chain.supervisor.host.records?.verify()).toBe(true);
  expect(await alteredAlarms()).toEqual([]);
});

describe('an index that was changed', () => {
  const path = () => homePaths(chain.supervisionHome).recordSearch;

  it('is found at the start, raises an alarm, is built anew, and the alarm clears', async () => {
    await chain.stopSupervisor();
    tamper();
    await chain.startSupervisor();
    await until(async () => (await alteredAlarms()).length > 0);
    expect(await alteredAlarms()).toMatchObject([
      { severity: 'major', subject: 'records', evidence: { kind: 'reason', reason: 'other-rows' } },
    ]);
    await indexed(TEXTS.length);
    await until(async () => !(await openAlarms()).includes('search-index-altered'));
    expect(await found({ text: '公告' })).toEqual([3, 1, 0]);
  });

  it('or only is old, is brought up to the chain', async () => {
    await chain.stopSupervisor();
    ids.push(...(await chain.publish('后来的记录')));
    await chain.startSupervisor();
    await indexed(TEXTS.length + 1);
    expect(await found({ text: '后来' })).toEqual([4]);
    expect(await alteredAlarms()).toHaveLength(1);
  });

  /** Changes a word of the first row, as somebody with the disk in hand would. */
  function tamper(): void {
    const database = new DatabaseSync(path());
    const [block] = database.prepare('SELECT id, rows FROM block').all();
    const rows = zstdDecompressSync(block?.['rows'] as Uint8Array);
    rows.writeUInt8(rows.readUInt8(rows.length - 1) ^ 1, rows.length - 1);
    const save = database.prepare('UPDATE block SET rows = ? WHERE id = ?');
    save.run(zstdCompressSync(rows), BigInt(Number(block?.['id'])));
    database.close();
  }
});

describe('what is found is all that the blocks have, and nothing else', () => {
  comparesWithBlocks({
    ...{ chain: () => chain, keyFiles: () => [chain.testnet.users[0] ?? '', secondKey] },
    indexed: (more) => indexed(ids.length + more),
  });
});

it('hashes a text whatever its width, case and spacing', () => {
  expect(textHash('a', 'Ａ b，C')).toBe(textHash('a', 'abc'));
  expect(textHash('a', 'abc')).not.toBe(textHash('b', 'abc'));
  expect(textHash('a', '，。')).toBeUndefined();
});
