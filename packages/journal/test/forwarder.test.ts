import { leafHash } from '@mingjing/tlog';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Forwarder, type ForwarderOptions, type ForwardFailure, openEntry } from '../src/index.ts';
import { FakeDisk } from './fake-disk.ts';
import { CHAIN_ID, NODE_ID, openTestJournal, type TestJournal, userEntry } from './fixture.ts';
import { parseSyslog } from './strict-syslog.ts';
import { TestReceiver, until } from './test-receiver.ts';

/** Short enough for a test; nothing is asserted about time. */
const limits = {
  ...{ connectMs: 2000, stallMs: 200, windowMs: 20, settleMs: 5 },
  ...{ retryFirstMs: 5, retryMaxMs: 20, awayMs: 60_000, stopMs: 500 },
};
const style = { nodeId: NODE_ID, program: 'mingjing', facility: 13, enterpriseNumber: 32_473 };

let disk: FakeDisk;
let opened: TestJournal;
let receiver: TestReceiver;
const open: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  disk = new FakeDisk();
  opened = await openTestJournal('/home', disk);
  open.push(() => opened.journal.close());
  receiver = await TestReceiver.listen();
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await receiver.kill();
});

async function forward(options: Partial<ForwarderOptions> = {}): Promise<Forwarder> {
  const forwarder = await Forwarder.start({
    journal: opened.journal,
    chainId: CHAIN_ID,
    receiver: { host: '127.0.0.1', port: receiver.port },
    style,
    sources: ['publish', 'network'],
    cursor: { folder: '/home/data', name: 'forward-cursor' },
    files: disk,
    ...options,
    limits: { ...limits, ...options.limits },
  });
  open.push(() => forwarder.stop());
  return forwarder;
}

async function publish(count: number, from = 0): Promise<void> {
  await opened.journal.appendMany(
    Array.from({ length: count }, (_, i) => userEntry(`存证-${from + i}`)),
  );
}

/** Index and leaf hash of each line of the log, as they were received, with repetitions. */
function received(log = 'publish') {
  return receiver.lines.flatMap((line) => {
    const entry = parseSyslog(line)?.elements.get('entry@32473');
    if (entry === undefined) throw new Error(`no line of ours: ${line}`);
    if (!entry.get('log')?.endsWith(`/${log}/suite1`)) return [];
    return [{ index: Number(entry.get('index')), leaf: entry.get('leaf') as string }];
  });
}

/** Every entry below `count` arrived at least once, and all copies are the entry itself. */
async function expectAll(count: number): Promise<void> {
  const byIndex = Map.groupBy(received(), ({ index }) => index);
  expect([...byIndex.keys()].toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, i) => i),
  );
  for (const [index, copies] of byIndex) {
    const stored = await opened.journal.read('publish', index);
    const leaf = Buffer.from(leafHash(stored?.stubBytes as Uint8Array)).toString('base64');
    expect(copies.every((copy) => copy.leaf === leaf)).toBe(true);
  }
}

/** Resolves when everything durable is confirmed. */
async function settled(forwarder: Forwarder): Promise<void> {
  await until(() => forwarder.status.behind === 0);
}

async function networkEvents() {
  const entries = await opened.journal.readRange('network', 0, 100);
  return entries.map(({ stub, body }) => {
    if (body === undefined) throw new Error('no body');
    const { frame, act } = openEntry(CHAIN_ID, { stub, body }, opened.keys);
    return { event: frame.event, reason: frame.reason, to: act.destinationAddress, ...act };
  });
}

describe('a forwarder', () => {
  test('forwards what was there before and what comes later, once, in order', async () => {
    await publish(300);
    const forwarder = await forward();
    await until(() => received().length === 300);
    await publish(20, 300);
    await settled(forwarder);
    expect(received().map(({ index }) => index)).toEqual(Array.from({ length: 320 }, (_, i) => i));
    await expectAll(320);
  });

  test('lets no personal group leave', async () => {
    await publish(3);
    await settled(await forward());
    expect(receiver.lines.join()).toContain('alice');
    expect(receiver.lines.join()).not.toContain('192.0.2.7');
    expect(receiver.lines.join()).not.toContain('50123');
  });

  test('says where to before the first byte leaves, and then no more', async () => {
    await publish(1);
    const forwarder = await forward();
    await until(() => receiver.connections > 0);
    expect(await networkEvents()).toMatchObject([
      { event: 'forward-started', to: '127.0.0.1', destinationPort: receiver.port },
    ]);
    await publish(1, 1);
    await settled(forwarder);
    expect((await networkEvents()).length).toBe(1);
  });

  test('forwards only the logs it is told', async () => {
    await opened.journal.append({ source: 'auth', event: 'login', result: 'done' });
    await publish(2);
    await settled(await forward({ sources: ['publish'] }));
    expect(receiver.lines.length).toBe(2);
  });
});

describe('nothing is lost when', () => {
  test('the receiver is killed in the middle and comes back', async () => {
    await publish(800);
    const forwarder = await forward();
    receiver.manner = () => ({ resetsAfter: 100_000 });
    await until(() => received().length > 100);
    const { port, lines } = receiver;
    await receiver.kill();
    receiver = await TestReceiver.listen(undefined, port);
    receiver.lines.push(...lines);
    await settled(forwarder);
    await expectAll(800);
  });

  test('connections are reset again and again: windows shrink until one gets through', async () => {
    await publish(1000);
    receiver.manner = (number) => (number < 6 ? { resetsAfter: 90_000 } : 'proper');
    await settled(await forward());
    await expectAll(1000);
  });

  test('the receiver closes at once, many times', async () => {
    await publish(10);
    receiver.manner = (number) => (number < 8 ? 'closes-at-once' : 'proper');
    const forwarder = await forward();
    await settled(forwarder);
    await expectAll(10);
  });

  test('the receiver took everything and never reads it', async () => {
    await publish(10);
    receiver.manner = (number) => (number === 1 ? 'deaf' : 'proper');
    const forwarder = await forward();
    await settled(forwarder);
    await expectAll(10);
  });

  test('the receiver stops reading while more is sent than buffers hold', async () => {
    const wide = { ...userEntry('wide'), resource: `/v1/${'r'.repeat(2000)}` };
    await opened.journal.appendMany(new Array<typeof wide>(4000).fill(wide));
    receiver.manner = (number) => (number === 1 ? 'deaf' : 'proper');
    const troubles: (ForwardFailure | undefined)[] = [];
    const forwarder = await forward({
      onTrouble: (failure) => troubles.push(failure),
      limits: { ...limits, windowMs: 60_000, windowEntriesMax: 16_384 },
    });
    await until(() => receiver.connections > 1);
    expect(troubles[0]?.reason).toBe('stalled');
    await forwarder.stop();
  });

  test('the receiver is slow', async () => {
    await publish(1000);
    receiver.manner = () => ({ piece: 700 });
    await settled(await forward({ limits: { stallMs: 20_000 } }));
    await expectAll(1000);
    expect(received().length).toBe(1000);
  });

  test('the receiver does not confirm: it is sent again, and not counted', async () => {
    await publish(5);
    receiver.manner = (number) => (number <= 2 ? 'endless' : 'proper');
    const forwarder = await forward();
    await until(() => received().length === 10);
    expect(forwarder.status).toMatchObject({ confirmed: 0, failing: { reason: 'not-confirmed' } });
    await settled(forwarder);
    await expectAll(5);
  });

  test('the receiver answers our end but takes no new connection: it was killed', async () => {
    await publish(5);
    const troubles: (string | undefined)[] = [];
    const forwarder = await forward({
      onTrouble: (failure) => troubles.push(failure?.reason),
      limits: { ...limits, windowMs: 200 },
    });
    await until(() => received().length === 5);
    receiver.stopListening();
    await until(() => troubles.length === 1);
    const { port, lines } = receiver;
    await receiver.kill();
    receiver = await TestReceiver.listen(undefined, port);
    receiver.lines.push(...lines);
    await settled(forwarder);
    await expectAll(5);
    expect(received().length).toBe(10);
    expect(troubles).toEqual(['unreachable', undefined]);
  });

  test('the program is stopped and started between and during windows', async () => {
    await publish(50);
    const first = await forward();
    await settled(first);
    await first.stop();
    await publish(50, 50);
    const second = await forward();
    await settled(second);
    await second.stop();
    expect(received().length).toBe(100);
    await expectAll(100);
  });

  test('the program dies at any moment: it goes on from the durable cursor', async () => {
    await publish(600);
    receiver.manner = (number) => (number === 2 ? 'endless' : 'proper');
    const first = await forward({ limits: { ...limits, windowEntriesMax: 256, stopMs: 1 } });
    await until(() => received().length >= 400);
    await first.stop();
    receiver.manner = () => 'proper';
    const second = await forward();
    await settled(second);
    await expectAll(600);
    // The first window was confirmed, so nothing of it came twice.
    expect(received().filter(({ index }) => index === 0).length).toBe(1);
  });
});

describe('a receiver that is away', () => {
  test('is told once when it is long, and once when it is back, whatever the tries', async () => {
    await publish(5);
    receiver.manner = (number) => (number < 9 ? 'closes-at-once' : 'proper');
    const forwarder = await forward({ limits: { ...limits, awayMs: 1 } });
    await settled(forwarder);
    await until(() => received('network').length >= 3);
    const events = await networkEvents();
    expect(events.map(({ event, reason }) => [event, reason])).toEqual([
      ['forward-started', ''],
      ['forward-away', 'closed'],
      ['forward-back', ''],
    ]);
    expect(events[1]?.counts).toEqual([6]);
    expect(events[2]?.counts.length).toBe(2);
  });

  test('holds up no act, and the program log hears of it once', async () => {
    const { port } = receiver;
    await receiver.kill();
    const troubles: (string | undefined)[] = [];
    await publish(1);
    const forwarder = await forward({ onTrouble: (failure) => troubles.push(failure?.reason) });
    await publish(500, 1);
    expect(forwarder.status.behind).toBeGreaterThanOrEqual(501);
    await until(() => troubles.length === 1);
    receiver = await TestReceiver.listen(undefined, port);
    await settled(forwarder);
    await expectAll(501);
    expect(troubles).toEqual(['unreachable', undefined]);
  });
});

describe('a start', () => {
  test('with another receiver begins at the beginning', async () => {
    await publish(5);
    const first = await forward();
    await settled(first);
    await first.stop();
    await receiver.kill();
    receiver = await TestReceiver.listen();
    await settled(await forward());
    await expectAll(5);
  });

  test('with a damaged cursor begins at the beginning and says so', async () => {
    await publish(5);
    const first = await forward();
    await settled(first);
    await first.stop();
    const cursor = disk.contents().get('/home/data/forward-cursor') as Uint8Array;
    cursor[cursor.length >> 1] = (cursor[cursor.length >> 1] as number) ^ 1;
    await settled(await forward());
    expect(received().filter(({ index }) => index === 0).length).toBe(2);
    expect((await networkEvents()).map(({ reason }) => reason)).toEqual(['', 'cursor-damaged']);
  });

  test('of a journal that is shorter than what was forwarded forwards what is new', async () => {
    await publish(5);
    const first = await forward({ sources: ['publish'] });
    await settled(first);
    await first.stop();
    await opened.journal.close();
    const files = disk;
    opened = await openTestJournal('/other', files);
    await publish(2);
    const second = await forward({ sources: ['publish'] });
    await publish(3, 2);
    await settled(second);
    await second.stop();
    expect(received().length).toBe(8);
  });
});
