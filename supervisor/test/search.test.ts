// Records searched at a supervision node beside a real chain: what is found, what is left, what
// was changed.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { caseHash, composeTransaction, createClient, takedownMessage } from '@mingjing/client';
import { hexToBytes, keyId } from '@mingjing/crypto';
import { loadKeyFile, randomBytes, signerFromSeed, verify } from '@mingjing/crypto/node';
import { homePaths, textHash } from '@mingjing/host';
import { genesisValidatorSet, verifyCommitCertificate } from '@mingjing/proofs';
import { blockId, headerCodec, transactionHash } from '@mingjing/protocol';
import { leafHash, verifyInclusion } from '@mingjing/tlog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestChain, until } from './chain.ts';

const TEXTS = [
  '张三在明镜平台发布的公告',
  '第二份 公告 ＡＢＣ，李四',
  'a plain text in English',
  '第二份公告abc李四',
];

let chain: TestChain;
let ids: string[];

beforeAll(async () => {
  chain = await TestChain.create();
  await chain.startValidators();
  await chain.startSupervisor();
  ids = await chain.publish(...TEXTS);
  await indexed(TEXTS.length);
});
afterAll(async () => {
  await chain?.stop();
  expect(chain?.failures).toEqual([]);
});

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

  it('by id, author, organisation, category, height, time, commitment and hash of a text', async () => {
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

it('hashes a text whatever its width, case and spacing', () => {
  expect(textHash('a', 'Ａ b，C')).toBe(textHash('a', 'abc'));
  expect(textHash('a', 'abc')).not.toBe(textHash('b', 'abc'));
  expect(textHash('a', '，。')).toBeUndefined();
});
