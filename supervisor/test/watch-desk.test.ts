// The rules at work over a chain of the test: written down first, an alarm once, alike in a replay.

import { setImmediate as otherWork } from 'node:timers/promises';
import { EntryResult, frameGroupCodec } from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { beforeEach, describe, expect, it } from 'vitest';
import { failed } from '../src/desk/rules/access-facts.ts';
import { backTest } from '../src/desk/rules/back-test.ts';
import { proposed } from '../src/desk/rules/rule-version.ts';
import type { ToldFact } from '../src/desk/rules/told-fact.ts';
import { WatchDesk } from '../src/desk/rules/watch-desk.ts';
import type { WitnessedJournal } from '../src/desk/rules/witnessed-refusals.ts';
import { NETWORK, TestAlarms } from './test-desk.ts';
import { chainId, SET, START, WatchedChain } from './watched-chain.ts';

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

let chain: WatchedChain;
let disk: MemoryDisk;
let alarms: TestAlarms;
let news: ToldFact[];
let journals: SecurityLog[];
/** Orders that were carried out, and when they were due. */
let done: { readonly at: number; readonly fact: ToldFact }[];
beforeEach(() => {
  chain = new WatchedChain();
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

/** After a restart: until the rules heard again all that they heard. */
async function heardAgain(desk: WatchDesk): Promise<void> {
  do {
    await desk.tick();
    await otherWork();
  } while (desk.isHearingAgain);
}

/** Lets nobody read a block until it is called; `read` has the heights that were asked for. */
function holdBlock(held: number) {
  const read: number[] = [];
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const { block } = chain;
  chain.block = async (height) => {
    read.push(height);
    if (height === held) await promise;
    return block(height);
  };
  const isAsked = async () => {
    while (!read.includes(held)) await otherWork();
  };
  return { read, release, isAsked };
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
    await heardAgain(again.desk);
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
    await heardAgain((await openDesk()).desk);
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
    await heardAgain(restarted.desk);
    expect(subjects()).toEqual([]);
    log.add('peer-refused', 'peer-refused');
    await heardAgain(restarted.desk);
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
    await heardAgain(restarted.desk);
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
    await heardAgain(restarted.desk);
    expect(alarms.all().slice(0, before.length)).toEqual(before);
    expect(alarms.all()).toHaveLength(before.length + 1);
    const expected = subjects();
    await restarted.shelf.close();
    // As if none of the alarms had reached the disk.
    alarms = new TestAlarms();
    await heardAgain((await openDesk()).desk);
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

describe('after a start, rules that have much to hear again', () => {
  /** Another run over blocks in which each rule of words found something. */
  async function restarted(blocks: number): Promise<WatchDesk> {
    const { desk, shelf } = await openDesk();
    await active(desk);
    for (let i = 0; i < blocks; i += 1) chain.add('发行代币');
    await desk.tick();
    await shelf.close();
    return (await openDesk()).desk;
  }

  it('let ticks pass, and find in their place what was written down meanwhile', async () => {
    const desk = await restarted(3);
    const { isAsked, release } = holdBlock(2);
    chain.add('发行代币');
    news.push({ type: 'admission', source: 'peer-network', attempts: 9 });
    await desk.tick();
    await isAsked();
    expect(news).toEqual([]);
    expect((await desk.history.log.at(4)).map(({ type }) => type)).toEqual([
      'publication',
      'admission',
    ]);
    expect(desk).toMatchObject({ isHearingAgain: true, height: 1 });
    expect(subjects().filter((each) => each.endsWith('@4'))).toEqual([]);
    release();
    await heardAgain(desk);
    expect(desk.height).toBe(4);
    expect(subjects().filter((each) => each.endsWith('@4'))).toEqual([
      'v1/strangers/peer-network@4',
      expect.stringMatching(/^v1\/words\//),
    ]);
  });

  it('stop at the block at hand', async () => {
    const desk = await restarted(5);
    const { isAsked, read, release } = holdBlock(2);
    const ticked = desk.tick();
    await isAsked();
    const stopped = desk.stop();
    release();
    await Promise.all([ticked, stopped]);
    expect(read).not.toContain(3);
  });

  it('hold up no tick by blocks that came meanwhile, and are told news at the latest', async () => {
    const { desk } = await openDesk();
    await active(desk);
    for (let i = 0; i < 200; i += 1) chain.add();
    const { release } = holdBlock(100);
    news.push({ type: 'admission', source: 'peer-network', attempts: 9 });
    await desk.tick();
    release();
    await desk.follow();
    await desk.tick();
    expect(subjects()).toEqual(['v1/strangers/peer-network@200']);
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
