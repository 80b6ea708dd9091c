import { verifyPortable } from '@mingjing/crypto';
import { entryBodyCodec, type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { AlarmBook } from '../src/alarms.ts';
import { JournalWatch, type Sight } from '../src/index.ts';
import { HEARTBEAT_MISSING_MS, JOURNAL_STALL_MS, PUBLISH_ENTRY_MS } from '../src/limits.ts';
import { CHAIN_ID, JOURNAL_KEY, NODE_ID, SampleLog } from './sample-log.ts';

const ID = new Uint8Array(32).fill(5);
const ID_HEX = '05'.repeat(32);

/** All logs of one node, followed by one witness. */
class House {
  readonly alarms = new AlarmBook();
  readonly watch: JournalWatch;
  readonly #sight: Sight;
  readonly logs = new Map(SOURCE_NAMES.map((source) => [source, new SampleLog(source)]));

  constructor(sight: Sight = 'stubs-and-bodies') {
    this.#sight = sight;
    this.watch = new JournalWatch(CHAIN_ID, verifyPortable, this.alarms, sight);
    const node = { nodeId: NODE_ID, journalKeys: [JOURNAL_KEY], disposedTo: new Map() };
    this.watch.setNodes([node], () => undefined, 0);
  }

  log(source: JournalSourceName): SampleLog {
    return this.logs.get(source) as SampleLog;
  }

  /** Pulls everything, except of the sources that are withheld. */
  pull(now: number, withheld: readonly JournalSourceName[] = []): void {
    for (const [source, log] of this.logs) {
      if (withheld.includes(source)) continue;
      const watched = this.watch.log(NODE_ID, source);
      if (watched === undefined) throw new Error('the log is not followed');
      this.watch.head(watched, log.note(), log.consistency(watched.size), now);
      if (watched.size === log.size) continue;
      const page = log.page(watched.size);
      this.watch.page(watched, this.#sight === 'stubs' ? { ...page, bodies: [] } : page, now);
    }
    this.watch.tick(now);
  }

  heartbeat(time: number, more: Partial<Record<JournalSourceName, number>> = {}): void {
    const counts = SOURCE_NAMES.map((source) => more[source] ?? this.log(source).size);
    this.log('maintenance').add({ time, event: 'heartbeat', counts });
  }

  open(): string[] {
    return this.alarms.open().map(({ rule, subject }) => `${rule} ${subject}`);
  }
}

const origin = (source: JournalSourceName) => `${CHAIN_ID}/${NODE_ID}/${source}/suite1`;

describe('the watch over journals', () => {
  it('raises nothing over an honest journal, and says where each log stands', () => {
    const house = new House();
    for (let now = 0; now <= 10 * 60_000; now += 20_000) {
      house.log('access').grow(2);
      house.heartbeat(now);
      house.pull(now);
    }
    expect(house.open()).toEqual([]);
    const standing = house.watch.standings().find(({ source }) => source === 'access');
    expect(standing).toMatchObject({ size: 62, wholeAt: 10 * 60_000, verified: { size: 62 } });
  });

  it('says of each node since when its journal is whole, by the log that lags most', () => {
    const house = new House();
    const journal = (now: number) => house.watch.journals(now)[0];
    expect(journal(0)).toEqual({ nodeId: NODE_ID, entries: 0, isWhole: false, asOf: undefined });
    house.heartbeat(0);
    house.pull(1000);
    house.heartbeat(5000);
    house.pull(9000, ['auth']);
    expect(journal(9000)).toEqual({ nodeId: NODE_ID, entries: 2, isWhole: true, asOf: 1000 });
    expect(journal(1001 + JOURNAL_STALL_MS)).toMatchObject({ isWhole: false, asOf: 1000 });
  });

  it('does not take a long log for a withheld one while its entries come', () => {
    const house = new House();
    const log = house.log('access').grow(6);
    const watched = house.watch.log(NODE_ID, 'access');
    if (watched === undefined) throw new Error('the log is not followed');
    house.watch.head(watched, log.note(), [], 0);
    house.watch.page(watched, log.page(0, 3), JOURNAL_STALL_MS);
    house.pull(JOURNAL_STALL_MS + 1, ['access']);
    expect(house.open()).toEqual([]);
    house.heartbeat(2 * JOURNAL_STALL_MS);
    house.pull(2 * JOURNAL_STALL_MS + 1, ['access']);
    expect(house.open()).toEqual([`journal-withheld ${origin('access')}`]);
  });

  it('judges no heartbeat of a node whose bodies it does not see', () => {
    const house = new House('stubs');
    for (let now = 0; now <= 2 * HEARTBEAT_MISSING_MS; now += 20_000) {
      house.log('access').grow(1);
      house.pull(now);
    }
    expect(house.open()).toEqual([]);
    expect(house.watch.standings().find(({ source }) => source === 'access')?.size).toBe(10);
  });

  it('names who withholds a log and since when, until it is whole again', () => {
    const house = new House();
    house.heartbeat(0);
    house.pull(1000);
    house.heartbeat(50_000);
    house.pull(1000 + JOURNAL_STALL_MS, ['auth']);
    expect(house.open()).toEqual([]);
    house.pull(1001 + JOURNAL_STALL_MS, ['auth']);
    expect(house.open()).toEqual([`journal-withheld ${origin('auth')}`]);
    expect(house.alarms.open()[0]).toMatchObject({ nodes: [NODE_ID], since: 1000 });
    house.pull(1002 + JOURNAL_STALL_MS);
    expect(house.open()).toEqual([]);
  });

  it('gives each log of a node that comes back its time anew', () => {
    const house = new House();
    house.heartbeat(0);
    house.pull(1000);
    house.watch.tick(1001 + JOURNAL_STALL_MS);
    expect(house.open()).toEqual([`journal-withheld ${NODE_ID}`]);
    // It is back: the first of its logs is whole, the others are asked for next.
    const back = 2000 + JOURNAL_STALL_MS;
    const others = SOURCE_NAMES.filter((source) => source !== 'auth');
    house.pull(back, others);
    expect(house.open()).toEqual([]);
    house.heartbeat(back);
    house.pull(back + JOURNAL_STALL_MS, ['access']);
    expect(house.open()).toEqual([]);
    house.pull(back + JOURNAL_STALL_MS + 1, ['access']);
    expect(house.open()).toEqual([`journal-withheld ${origin('access')}`]);
  });

  it('raises one alarm for a node that answers nothing, and none for each of its logs', () => {
    const house = new House();
    house.heartbeat(0);
    house.pull(1000, ['access']);
    house.pull(4000, ['auth', 'access']);
    house.watch.tick(4000 + JOURNAL_STALL_MS);
    expect(house.open()).toEqual([]);
    house.watch.tick(4001 + JOURNAL_STALL_MS);
    house.watch.tick(4000 + 2 * JOURNAL_STALL_MS);
    expect(house.open()).toEqual([`journal-withheld ${NODE_ID}`]);
    expect(house.alarms.open()[0]).toMatchObject({ nodes: [NODE_ID], since: 4000 });
    house.pull(4001 + 2 * JOURNAL_STALL_MS);
    expect(house.open()).not.toContain(`journal-withheld ${NODE_ID}`);
  });

  it('misses a heartbeat only while the maintenance log is whole', () => {
    const house = new House();
    house.heartbeat(0);
    for (let now = 0; now <= HEARTBEAT_MISSING_MS; now += 3000) house.pull(now);
    expect(house.open()).toEqual([]);
    house.pull(HEARTBEAT_MISSING_MS + 1);
    expect(house.open()).toEqual([`heartbeat-missing ${NODE_ID}`]);
    house.heartbeat(HEARTBEAT_MISSING_MS + 2);
    house.pull(HEARTBEAT_MISSING_MS + 3);
    expect(house.open()).toEqual([]);
  });

  it.each([50_000, 120_000])(
    'misses none of a node that stood still for %i ms, when it is back',
    (pauseMs) => {
      const house = new House();
      house.heartbeat(0);
      // The next heartbeat was about to come.
      for (let now = 0; now <= 29_000; now += 1000) house.pull(now);
      for (let now = 30_000; now < 29_000 + pauseMs; now += 1000) house.watch.tick(now);
      expect(house.open()).not.toContain(`heartbeat-missing ${NODE_ID}`);
      // What it gives first is not the heartbeat, nor for a while.
      const back = 29_000 + pauseMs;
      for (let now = back; now < back + 40_000; now += 3000) house.pull(now);
      expect(house.open()).toEqual([]);
      for (let now = back + 40_000; now < back + 60_000; now += 3000) house.pull(now);
      expect(house.open()).toEqual([`heartbeat-missing ${NODE_ID}`]);
    },
  );

  it('misses the heartbeat of a node that is quiet now and then instead', () => {
    const house = new House();
    house.heartbeat(0);
    for (let now = 0; now <= 3 * HEARTBEAT_MISSING_MS; now += 25_000) house.pull(now);
    expect(house.open()).toEqual([`heartbeat-missing ${NODE_ID}`]);
  });

  it('finds a log shorter than a heartbeat said', () => {
    const house = new House();
    house.log('admin').grow(3);
    house.heartbeat(0, { admin: 5 });
    house.pull(0);
    house.pull(1000);
    expect(house.open()).toEqual([`journal-incomplete ${origin('admin')}`]);
    house.log('admin').grow(2);
    house.pull(2000);
    expect(house.open()).toEqual([]);
  });

  it('keeps both signed notes of a log that was rolled back, or has two views', () => {
    const house = new House();
    const log = house.log('access').grow(9);
    house.pull(0);
    const watched = house.watch.log(NODE_ID, 'access');
    if (watched === undefined) throw new Error('the log is not followed');
    house.watch.head(watched, log.note(8), [], 5);
    house.watch.head(watched, log.note(9, log.root(8)), [], 6);
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    const [back, split] = house.alarms.open();
    const first = hex(log.note());
    expect(back).toMatchObject({ rule: 'journal-rolled-back', severity: 'critical', since: 5 });
    expect(back?.evidence).toMatchObject({ kind: 'notes', first, second: hex(log.note(8)) });
    expect(split).toMatchObject({ rule: 'journal-split-view', since: 6 });
  });

  it('names the index of an entry that is not as it was anchored or signed', () => {
    const house = new House();
    const log = house.log('access').grow(6);
    house.watch.anchored(NODE_ID, [{ source: 1, size: 4, root: log.root(3) }], 0);
    house.pull(1);
    const found = house.alarms.open().find(({ rule }) => rule === 'journal-altered');
    expect(found?.evidence).toEqual({
      ...{ kind: 'log', origin: origin('access'), index: 0, reason: 'anchor-differs' },
    });
  });

  it('tells of a clock that ran backwards', () => {
    const house = new House();
    house.log('access').grow(2).add({ time: 1 });
    house.pull(0);
    expect(house.open()).toEqual([`journal-clock-back ${origin('access')}`]);
  });
});

describe('the publish equation', () => {
  const committed = { id: ID_HEX, height: 7, proposer: 'node-b', time: 0 };

  it('holds whether the entry comes before or after the block', () => {
    for (const isFirst of [true, false]) {
      const house = new House();
      house.log('publish').add({ time: 0, transactionId: ID });
      if (isFirst) house.pull(0);
      house.watch.committed([committed], 10);
      for (let now = 20_000; now <= 2 * PUBLISH_ENTRY_MS; now += 20_000) {
        house.heartbeat(now);
        house.pull(now);
      }
      expect(house.open()).toEqual([]);
    }
  });

  it('holds when an earlier run verified the entry, and the block comes after the restart', () => {
    const log = new SampleLog('publish').add({ time: 0, transactionId: ID });
    const body = entryBodyCodec.decode(log.bodies[0] as Uint8Array);
    const house = new House();
    house.watch.published({ body }, 0);
    house.watch.committed([committed], 10);
    for (let now = 0; now <= 2 * PUBLISH_ENTRY_MS; now += 20_000) {
      house.heartbeat(now);
      house.pull(now);
    }
    expect(house.open()).toEqual([]);
  });

  it('names the proposer of a transaction that no journal knows', () => {
    const house = new House();
    house.watch.committed([committed], 10);
    for (let now = 0; now <= PUBLISH_ENTRY_MS + 20_000; now += 20_000) {
      house.heartbeat(now);
      house.pull(now);
    }
    expect(house.open()).toEqual([`publish-unjournalled ${ID_HEX}`]);
    expect(house.alarms.open()[0]).toMatchObject({ nodes: ['node-b'], since: 10 });
    house.log('publish').add({ time: 0, transactionId: ID });
    house.pull(PUBLISH_ENTRY_MS + 30_000);
    expect(house.open()).toEqual([]);
  });

  it('is not satisfied by an entry of a refusal', () => {
    const house = new House();
    house.log('publish').add({ time: 0, transactionId: ID, result: 2 });
    house.watch.committed([committed], 10);
    for (let now = 0; now <= PUBLISH_ENTRY_MS + 20_000; now += 20_000) {
      house.heartbeat(now);
      house.pull(now);
    }
    expect(house.open()).toEqual([`publish-unjournalled ${ID_HEX}`]);
  });

  it('accuses nobody while a publish log is withheld, nor of old blocks', () => {
    const house = new House();
    house.watch.committed([committed], 10);
    house.pull(0);
    for (let now = 20_000; now <= PUBLISH_ENTRY_MS + 20_000; now += 20_000) {
      house.heartbeat(now);
      house.pull(now, ['publish']);
    }
    expect(house.open()).toEqual([`journal-withheld ${origin('publish')}`]);
    const late = new House();
    late.watch.committed([{ ...committed, time: -3_600_000 }], 10);
    for (let now = 0; now <= PUBLISH_ENTRY_MS + 20_000; now += 20_000) {
      late.heartbeat(now);
      late.pull(now);
    }
    expect(late.open()).toEqual([]);
  });
});
