// The rules at work over a chain of the test: written down first, an alarm once, alike in a replay.

import { composeTransaction } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import { ResultCode } from '@mingjing/execution';
import type { WatchRule, WatchSet } from '@mingjing/oversight';
import {
  chainIdOf,
  EntryResult,
  frameGroupCodec,
  type ParsedTransaction,
  parseTransaction,
} from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { beforeEach, describe, expect, it } from 'vitest';
import { failed } from '../src/desk/rules/access-facts.ts';
import { backTest } from '../src/desk/rules/back-test.ts';
import type { JudgedBlock } from '../src/desk/rules/block-facts.ts';
import type { BlockReader } from '../src/desk/rules/block-reader.ts';
import { decisionFacts, proposed, watchSetHash } from '../src/desk/rules/rule-version.ts';
import type { ToldFact } from '../src/desk/rules/told-fact.ts';
import { WatchDesk } from '../src/desk/rules/watch-desk.ts';
import type { WitnessedJournal } from '../src/desk/rules/witnessed-refusals.ts';
import { NETWORK, TestAlarms, TestDesk } from './test-desk.ts';

const START = Date.parse('2026-11-26T10:00:00+08:00');
const chainId = chainIdOf(NETWORK.planned.genesis);
const WORDS: Extract<WatchRule, { kind: 'keyword' }>['content'] = {
  format: 1,
  ...{ id: 'test-words', version: 1, title: { zh: '词', en: 'Words' } },
  rules: [
    {
      ...{ id: 'issue', category: 'coin', severity: 'refuse', any: ['发行代币'] },
      reason: { zh: '发行代币', en: 'Issues a token' },
    },
  ],
};
const SET: WatchSet = {
  version: 1,
  rules: [
    { id: 'fast', severity: 'major', kind: 'rate', per: 'user', count: 2, windowMs: 60_000 },
    { id: 'words', severity: 'critical', kind: 'keyword', content: WORDS, from: 'flag' },
    { id: 'strangers', severity: 'minor', kind: 'admission', count: 3, windowMs: 60_000 },
    { id: 'opened', severity: 'major', kind: 'look-through' },
    { id: 'late', severity: 'major', kind: 'overdue-order' },
  ],
};

/** A chain of the test: blocks with publications of its one user, and their texts. */
class Chain implements BlockReader {
  readonly blocks: JudgedBlock[] = [];
  readonly texts_ = new Map<string, string>();
  /** Contents that are not here. */
  readonly away = new Set<number>();

  height = () => this.blocks.length;
  block = async (height: number) => this.blocks[height - 1];
  texts = async ({ item }: { item: { category: number } }) =>
    this.away.has(item.category) ? undefined : [this.texts_.get(String(item.category)) ?? ''];

  /** Adds a block; each text is a record of its own. */
  add(...texts: string[]): JudgedBlock {
    const height = this.blocks.length + 1;
    const transactions = texts.map((text, index) => {
      const category = height * 100 + index;
      this.texts_.set(String(category), text);
      return published(category);
    });
    const results = transactions.map(() => ResultCode.done);
    const block = { height, time: START + height * 1000, transactions, results };
    this.blocks.push(block);
    return block;
  }
}

function published(category: number): ParsedTransaction {
  const [user] = NETWORK.planned.users;
  if (user === undefined) throw new Error('the network has no user');
  const { publicKey, sign } = signerFromSeed(user.key.seed);
  const { bytes } = composeTransaction({
    ...{ chainId, validUntil: START + 60_000, unique: new Uint8Array(16).fill(category % 251) },
    message: {
      type: 'recordsPublish',
      value: { records: [{ category, subject: '', attachments: [] }] },
    } as never,
    ...{ keyId: keyId(publicKey), sign },
  });
  const parsed = parseTransaction(bytes, chainId, NETWORK.state.parameters);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

/** The security log of another node as the witness holds it. */
class SecurityLog implements WitnessedJournal {
  readonly nodeId = 'jia-validator';
  readonly #entries: string[] = [];

  /** Entries that say these events, each refused. */
  add(...events: string[]): void {
    this.#entries.push(...events);
  }

  size = () => this.#entries.length;
  readRange = async (_: string, from: number, to: number) =>
    this.#entries.slice(from, to).map((event) => {
      const stored = frameGroupCodec.encode({
        ...{ program: 'node', source: 0, index: 0, time: START, monotonicUs: 0, blockHeight: 0 },
        ...{ event, result: EntryResult.refused, reason: '' },
      });
      return { body: { frame: { stored } } };
    });
}

let chain: Chain;
let disk: MemoryDisk;
let alarms: TestAlarms;
let news: ToldFact[];
let journals: SecurityLog[];
/** Orders that were carried out, and when they were due. */
let done: { readonly at: number; readonly fact: ToldFact }[];
beforeEach(() => {
  chain = new Chain();
  disk = new MemoryDisk();
  alarms = new TestAlarms();
  news = [];
  journals = [];
  done = [];
});

async function openDesk(): Promise<{ desk: WatchDesk; shelf: Shelf }> {
  const key = () => new Uint8Array(32).fill(1);
  const shelf = await Shelf.openInMemory(disk, 'shelf', { chainId, key });
  const desk = await WatchDesk.open({
    ...{ shelf, alarms, reader: chain, registry: () => NETWORK.state.registry },
    news: async () => news.splice(0),
    journals: () => journals,
    done: async (from, to) =>
      done.filter(({ at }) => at >= from && at < to).map(({ fact }) => fact),
    onError: (error) => {
      throw error;
    },
  });
  return { desk, shelf };
}

const subjects = () => alarms.all().map(({ subject }) => subject);
const active = async (desk: WatchDesk, set = SET) =>
  desk.activate(proposed(set, 'inspector-1', 1), 2);

describe('the rules at work', () => {
  it('judge from the block after they were let in, and raise each alarm once', async () => {
    const { desk } = await openDesk();
    chain.add('发行代币', 'a', 'b', 'c');
    await desk.follow();
    await active(desk);
    chain.add('天气', 'a', '发行代币');
    chain.add('d');
    await desk.tick();
    const user = NETWORK.planned.users[0]?.id;
    expect(subjects()).toEqual([`v1/fast/${user}@2`, expect.stringMatching(/^v1\/words\/.*@2$/)]);
    expect(alarms.all().map(({ severity }) => severity)).toEqual(['major', 'critical']);
    await desk.tick();
    expect(alarms.all()).toHaveLength(2);
  });

  it('judge a text when it comes, and as if it had come with its block', async () => {
    const { desk } = await openDesk();
    await desk.follow();
    await active(desk);
    chain.away.add(100);
    chain.add('发行代币');
    await desk.tick();
    expect(subjects()).toEqual([]);
    chain.add();
    chain.away.clear();
    await desk.tick();
    expect(alarms.all()).toMatchObject([{ since: START + 1000 }]);
    expect(subjects()).toEqual([expect.stringMatching(/@1$/)]);
  });

  it('hear what is no block at the latest one, and again in a replay', async () => {
    const { desk, shelf } = await openDesk();
    await active(desk);
    chain.add();
    news.push({ type: 'admission', source: 'peer-network', attempts: 9 });
    await desk.tick();
    expect(subjects()).toEqual(['v1/strangers/peer-network@1']);
    await shelf.close();
    alarms = new TestAlarms();
    const again = await openDesk();
    await again.desk.tick();
    expect(subjects()).toEqual(['v1/strangers/peer-network@1']);
  });

  it('hear what was done before a deadline before a block that is past it', async () => {
    const { desk, shelf } = await openDesk();
    await active(desk);
    chain.add();
    const deadline = START + 2500;
    for (const order of ['aa', 'bb']) {
      news.push({ type: 'order', order, organisation: 'jia', deadline });
    }
    await desk.tick();
    done.push({ at: deadline, fact: { type: 'order-done', order: 'aa' } });
    // All of them wait for the desk, which was busy.
    for (let i = 0; i < 4; i += 1) chain.add();
    await desk.tick();
    expect(subjects()).toEqual(['v1/late/bb@3']);
    await shelf.close();
    alarms = new TestAlarms();
    done = [];
    await (await openDesk()).desk.tick();
    expect(subjects()).toEqual(['v1/late/bb@3']);
  });

  it('count on what other nodes turned away, through a restart', async () => {
    const log = new SecurityLog();
    journals = [log];
    log.add(...Array.from({ length: 9 }, () => 'peer-refused'));
    const { desk, shelf } = await openDesk();
    chain.add();
    await active(desk);
    await desk.tick();
    // What was before this node read it is nobody's attempt now.
    expect(subjects()).toEqual([]);
    log.add('peer-refused', 'peer-refused', 'request-unmatched');
    await desk.tick();
    await shelf.close();
    const restarted = await openDesk();
    await restarted.desk.tick();
    expect(subjects()).toEqual([]);
    log.add('peer-refused', 'peer-refused');
    await restarted.desk.tick();
    expect(subjects()).toEqual(['v1/strangers/jia-validator@1']);
    expect(alarms.all()[0]?.evidence).toMatchObject({ finding: { count: 4 } });
  });

  it('hear of a failed look-through once, through a restart, too', async () => {
    const failure = failed('ab/yi', 'yi', 'custody-answer-missing');
    const { desk, shelf } = await openDesk();
    await active(desk);
    // Found out before there is a block to tell it at: it waits for one.
    news.push(failure);
    await desk.tick();
    expect(subjects()).toEqual([]);
    chain.add();
    news.push(failure, { ...failure, order: 'ab/jia', organisation: 'jia' });
    await desk.tick();
    await desk.tick();
    expect(subjects()).toEqual(['v1/opened/ab/yi@1', 'v1/opened/ab/jia@1']);
    await shelf.close();
    const restarted = await openDesk();
    chain.add();
    news.push(failure);
    await restarted.desk.tick();
    expect(subjects()).toHaveLength(2);
  });

  it('find again what they found: none is an alarm twice, none is lost by a crash', async () => {
    const { desk, shelf } = await openDesk();
    await active(desk);
    for (let i = 0; i < 5; i += 1) chain.add('发行代币', 'x');
    await desk.tick();
    const before = alarms.all();
    expect(before.length).toBeGreaterThan(4);
    await shelf.close();
    const restarted = await openDesk();
    chain.add('发行代币');
    await restarted.desk.tick();
    expect(alarms.all().slice(0, before.length)).toEqual(before);
    expect(alarms.all()).toHaveLength(before.length + 1);
    const expected = subjects();
    await restarted.shelf.close();
    // As if none of the alarms had reached the disk.
    alarms = new TestAlarms();
    await (await openDesk()).desk.tick();
    expect(subjects().toSorted()).toEqual(expected.toSorted());
  });

  it('do not go over blocks that were judged by the version before', async () => {
    const { desk } = await openDesk();
    await active(desk);
    chain.add('发行代币');
    await desk.tick();
    const second = { ...SET, version: 2 };
    await desk.activate(proposed(second, 'inspector-1', 3), 4);
    chain.add('发行代币');
    await desk.tick();
    expect(subjects().map((each) => each.slice(0, 2))).toEqual(['v1', 'v2']);
    const versions = await desk.versions.list({ limit: 10 });
    expect(versions.map(({ value }) => [value.state, value.activeFrom])).toEqual([
      ['replaced', 1],
      ['active', 2],
    ]);
  });
});

describe('a back-test', () => {
  it('finds in the history what the rules would have found at work, twice alike', async () => {
    const { desk } = await openDesk();
    await active(desk);
    for (let i = 0; i < 6; i += 1) chain.add('发行代币', 'y', 'z');
    chain.away.add(602);
    await desk.tick();
    const { signal } = new AbortController();
    const result = await backTest(desk.history, SET, signal);
    expect(result).toMatchObject({
      blocks: 6,
      publications: 18,
      texts: 17,
      unread: 1,
      isWhole: true,
    });
    expect(result.findings).toBe(alarms.all().length);
    expect(result.byRule).toEqual({ fast: 1, words: 6, strangers: 0, opened: 0, late: 0 });
    expect((await backTest(desk.history, SET, signal)).digest).toBe(result.digest);
    const other = await backTest(desk.history, { ...SET, rules: SET.rules.slice(1) }, signal);
    expect(other.digest).not.toBe(result.digest);
  });

  it('ends when nobody waits for it', async () => {
    const { desk } = await openDesk();
    chain.add('x');
    await expect(backTest(desk.history, SET, AbortSignal.abort())).rejects.toThrow();
  });
});

describe('versions at the desk', () => {
  const PATH = '/v1/desk/rules';

  it('are let in by another officer than their author, tested first, by signature', async () => {
    const desk = await TestDesk.open();
    const post = (officer: string, path: string, body: object = {}) =>
      desk.ask(officer, 'POST', `${PATH}${path}`, body);
    const decide = (
      officer: string,
      approve: boolean,
      signer = officer,
      hash = watchSetHash(SET),
    ) => {
      const facts = decisionFacts({ set: SET, hash } as never, approve);
      const signature = desk.state(signer, 'watch-activation', facts);
      return post(officer, '/1/decision', { approve, reason: '已审阅', signature });
    };
    const made = await post('inspector-1', '', SET);
    expect(made).toMatchObject({
      status: 201,
      body: { version: 1, state: 'proposed', hash: watchSetHash(SET) },
    });
    expect((await post('inspector-2', '', SET)).body.code).toBe('rules-known');
    expect((await decide('inspector-1', true)).body.code).toBe('rules-same-person');
    expect((await decide('inspector-2', true)).body.code).toBe('rules-not-tested');
    const tested = await post('inspector-1', '/1/back-test');
    expect(tested.body.back_test).toMatchObject({
      findings: 0,
      by: 'inspector-1',
      by_rule: { fast: 0 },
    });
    expect((await decide('inspector-2', true, 'inspector-1')).body.code).toBe(
      'statement-signature',
    );
    expect((await decide('inspector-2', true, 'inspector-2', '00')).body.code).toBe(
      'statement-signature',
    );
    expect((await decide('inspector-2', true)).body).toMatchObject({
      state: 'active',
      active_from: 2,
    });
    expect((await decide('inspector-2', false)).body.code).toBe('rules-decided');
    const { body } = await desk.ask('home', 'GET', PATH);
    expect(body).toMatchObject({
      active: 1,
      items: [{ back_test: { digest: expect.any(String) } }],
    });
    expect((await post('inspector-1', '', { ...SET, version: 1.5 })).body).toMatchObject({
      ...{ code: 'rules-refused', fault: 'bad-version', place: 'version' },
    });
    expect((await desk.ask('home', 'GET', `${PATH}/1`)).body.rules).toHaveLength(5);
    expect((await desk.ask('home', 'GET', `${PATH}/9`)).body.code).toBe('rules-unknown');
    expect(await desk.events()).toEqual(
      expect.arrayContaining([
        'watch-rules-proposed',
        'watch-rules-tested',
        'watch-rules-activated',
      ]),
    );
    await desk.restart();
    expect((await desk.ask('home', 'GET', PATH)).body.active).toBe(1);
    await desk.stop();
  });
});
