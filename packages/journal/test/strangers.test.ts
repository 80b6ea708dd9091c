import { actGroupCodec, frameGroupCodec } from '@mingjing/protocol';
import { describe, expect, test } from 'vitest';
import type { EntryInput, StrangerLimits } from '../src/index.ts';
import { JournalError, openEntry } from '../src/index.ts';
import { defaultStrangerLimits, Strangers } from '../src/strangers/strangers.ts';
import { FakeDisk } from './fake-disk.ts';
import { CHAIN_ID, openTestJournal, START_MS } from './fixture.ts';

const MINUTE_START = Math.floor(START_MS / 60_000) * 60_000;

function setUp(limits: Partial<StrangerLimits> = {}) {
  const entries: EntryInput[] = [];
  const state = { time: MINUTE_START, failure: undefined as JournalError | undefined };
  const strangers = new Strangers({
    source: 'security',
    limits: { ...defaultStrangerLimits, ...limits },
    now: () => state.time,
    append: async (entry) => {
      if (state.failure !== undefined) throw state.failure;
      entries.push(entry);
    },
  });
  const knock = async (address: string, times: number, port = 1000) => {
    const outcomes: string[] = [];
    for (let i = 0; i < times; i++) {
      const act = { address, port: port + i, event: 'login-refused' };
      outcomes.push(await strangers.record(act));
    }
    return outcomes;
  };
  const summaries = () => entries.filter(({ event }) => event === 'strangers-summary');
  return { entries, state, strangers, knock, summaries };
}

describe('refusals of strangers', () => {
  test.each([
    [1, 1, undefined],
    [20, 20, undefined],
    [21, 20, 1],
    [500, 20, 480],
  ])(
    '%i of one address and minute are %i entries, and a summary of %s',
    async (times, own, rest) => {
      const { entries, state, strangers, knock, summaries } = setUp();
      await knock('192.0.2.1', times);
      expect(entries.length).toBe(own);
      state.time = MINUTE_START + 60_000;
      await strangers.endMinute();
      expect(summaries().map(({ counts }) => counts?.[0])).toEqual(
        rest === undefined ? [] : [rest],
      );
      expect(summaries()[0]?.personal?.sourceAddress).toBe(rest && '192.0.2.1');
    },
  );

  test('are summed up with first and last time and sixteen ports', async () => {
    const { state, strangers, knock, summaries } = setUp();
    await knock('192.0.2.1', 20);
    state.time = MINUTE_START + 5000;
    await knock('192.0.2.1', 1, 7);
    state.time = MINUTE_START + 59_999;
    await knock('192.0.2.1', 30, 100);
    expect(summaries()).toEqual([]);
    state.time = MINUTE_START + 60_000;
    await strangers.endMinute();
    const ports = [7, ...Array.from({ length: 15 }, (_, i) => 100 + i)];
    expect(summaries()[0]?.counts).toEqual([
      31,
      MINUTE_START + 5000,
      MINUTE_START + 59_999,
      ...ports,
    ]);
  });

  test('begin anew each minute, and of each address apart', async () => {
    const { state, knock, entries, summaries } = setUp();
    await knock('192.0.2.1', 25);
    expect(await knock('192.0.2.2', 1)).toEqual(['entry']);
    state.time += 60_000;
    expect(await knock('192.0.2.1', 1)).toEqual(['entry']);
    expect(summaries().length).toBe(1);
    expect(entries.length).toBe(23);
  });

  test('beyond the addresses told apart share one summary without address', async () => {
    const { state, strangers, knock, summaries, entries } = setUp({ addressesMax: 2 });
    await knock('a', 1);
    await knock('b', 1);
    expect(await knock('c', 2)).toEqual(['counted', 'counted']);
    expect(await knock('d', 1)).toEqual(['counted']);
    expect(entries.length).toBe(2);
    state.time += 60_000;
    await strangers.endMinute();
    expect(summaries()).toMatchObject([{ object: 'other-addresses' }]);
    expect(summaries()[0]?.counts?.[0]).toBe(3);
    expect(summaries()[0]?.personal).toBeUndefined();
  });

  test('stop at the budget of a day but for one summary a minute', async () => {
    const { state, strangers, knock, summaries, entries } = setUp({ entriesPerDay: 5 });
    await knock('a', 30);
    await knock('b', 3);
    expect(entries.length).toBe(5);
    state.time += 60_000;
    await strangers.endMinute();
    state.time += 60_000;
    await strangers.endMinute();
    expect(summaries()).toMatchObject([{ object: 'other-addresses' }]);
    expect(summaries()[0]?.counts?.[0]).toBe(28);
    state.time += 86_400_000;
    expect(await knock('a', 1)).toEqual(['entry']);
  });

  test('of all addresses together have a bound per minute', async () => {
    const { knock, entries } = setUp({ entriesPerMinute: 3 });
    for (const address of ['a', 'b', 'c', 'd']) await knock(address, 1);
    expect(entries.length).toBe(3);
  });

  test('are counted while the journal is busy, and told later', async () => {
    const { state, strangers, knock, summaries } = setUp();
    state.failure = new JournalError('JOURNAL_BUSY', 'busy');
    expect(await knock('a', 2)).toEqual(['counted', 'counted']);
    state.time += 60_000;
    await strangers.endMinute();
    state.failure = undefined;
    state.time += 60_000;
    await strangers.endMinute();
    expect(summaries().map(({ counts }) => counts?.[0])).toEqual([2]);
  });

  test('are refused with the reason when nothing can be written', async () => {
    const { state, knock } = setUp();
    state.failure = new JournalError('JOURNAL_UNWRITABLE', 'disk');
    await expect(knock('a', 1)).rejects.toThrow('disk');
  });

  test('lie in a log of their own, their addresses sealed', async () => {
    const { journal, keys, clock } = await openTestJournal('/home', new FakeDisk());
    const act = {
      address: '203.0.113.5',
      port: 4711,
      event: 'peer-refused',
      reason: 'not-a-member',
    };
    for (let i = 0; i < 22; i++) await journal.stranger(act);
    clock.time += 60_000;
    await journal.tick();
    expect(journal.logs()).toMatchObject([{ source: 7, size: 21 }]);
    const entry = await journal.read('security', 20);
    if (entry?.body === undefined) throw new Error('no entry');
    const opened = openEntry(CHAIN_ID, { stub: entry.stub, body: entry.body }, keys);
    expect(opened.frame).toMatchObject({ event: 'strangers-summary', result: 2 });
    expect(opened.act.counts[0]).toBe(2);
    expect(opened.personal).toMatchObject({ sourceAddress: '203.0.113.5' });
    await journal.close();
  });
});

describe('a flood of strangers', () => {
  const PER_SECOND = 1000;
  const SECONDS = 60;

  test.each([
    ['of few addresses', 8, 8 * 20 + 8],
    ['of more addresses than are told apart', 4000, 2000 + 512 + 1],
  ])('%s is a bounded number of entries, and every refusal is counted', async (...row) => {
    const [, addresses, entriesMax] = row;
    const disk = new FakeDisk();
    const { journal, clock } = await openTestJournal('/home', disk);
    clock.time = MINUTE_START + 60_000;
    let written = 0;
    for (let second = 0; second < SECONDS; second++) {
      const knocks = Array.from({ length: PER_SECOND }, (_, i) => {
        const number = second * PER_SECOND + i;
        const address = `2001:db8::${(number % addresses).toString(16)}`;
        return journal.stranger({ address, port: 1024 + i, event: 'request-unmatched' });
      });
      // A member acts in the middle of it: what strangers do is never in his way.
      const member = journal.append({ source: 'publish', event: 'published', result: 'done' });
      const outcomes = await Promise.all(knocks);
      written += outcomes.filter((outcome) => outcome === 'entry').length;
      expect((await member).index).toBe(second);
      clock.time += 1000;
    }
    await journal.tick();
    const size = journal.logs().find(({ source }) => source === 7)?.size ?? 0;
    expect(size).toBeLessThanOrEqual(entriesMax);
    let counted = 0;
    for (const { body } of await journal.readRange('security', 0, size)) {
      if (frameGroupCodec.decode(body?.frame.stored as Uint8Array).event !== 'strangers-summary') {
        counted++;
        continue;
      }
      counted += actGroupCodec.decode(body?.act.stored as Uint8Array).counts[0] ?? 0;
    }
    expect(counted).toBe(PER_SECOND * SECONDS);
    expect(written).toBeLessThanOrEqual(Math.min(addresses * 20, 2000));
    expect(await journal.verify()).toMatchObject({ ok: true });
  });
});
