import type { Journal } from '@mingjing/journal';
import { passed, refused } from '@mingjing/protocol';
import type { Replica } from '@mingjing/replica';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BlockEntries } from '../src/block-entries.ts';
import { Maintenance } from '../src/maintenance.ts';
import type { PeerActs } from '../src/peer-acts.ts';

const MINUTE = 60_000;
const root = new Uint8Array(32);

let logs: { source: number; size: number; root: Uint8Array }[];
let anchors: { witnessed: unknown }[];
let noted: unknown[];
/** Ends a tick of the journal, for each one that was begun. */
let ticks: (() => void)[];
let refusal: string | undefined;
/** Why the journal takes nothing, and whether its disk still fails. */
let failure: Error | undefined;
let isDiskFull: boolean;
let reopened: number;
let errors: unknown[];
let blockEntries: BlockEntries;
let maintenance: Maintenance;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  logs = [{ source: 1, size: 3, root }];
  anchors = [];
  noted = [];
  refusal = undefined;
  failure = undefined;
  isDiskFull = false;
  reopened = 0;
  errors = [];
  const append = async (entry: unknown) => {
    if (failure !== undefined) throw failure;
    noted.push(entry);
  };
  ticks = [];
  const tick = () => new Promise<void>((resolve) => ticks.push(resolve));
  const heartbeat = async () => undefined;
  const reopen = async () => {
    reopened += 1;
    if (isDiskFull) throw new Error('the disk is full');
    failure = undefined;
  };
  const journal = {
    ...{ logs: () => logs, append, tick, heartbeat, reopen },
    get failure() {
      return failure;
    },
  } as unknown as Journal;
  blockEntries = new BlockEntries({ journal, onError: (error) => errors.push(error) });
  const submitOwn = async ({ value }: { value: { witnessed: unknown } }) => {
    anchors.push(value);
    return refusal === undefined ? passed(undefined) : refused(refusal);
  };
  const replica = { submitOwn } as unknown as Replica;
  maintenance = new Maintenance({
    ...{ journal, replica, nodeId: 'node-a', actsFolder: '/nowhere', blockEntries },
    peerActs: { tick: () => undefined } as PeerActs,
    onError: (error) => errors.push(error),
  });
});
afterEach(() => {
  vi.useRealTimers();
  expect(errors).toEqual([]);
});

/** A block is committed after a time. */
async function blockAfter(ms: number): Promise<number> {
  vi.advanceTimersByTime(ms);
  maintenance.anchorIfDue();
  await Promise.resolve();
  return anchors.length;
}

/** A block with one act. */
function blockOf(height: number) {
  const transactions = [{ message: { type: 'recordPublish' } }];
  return { executed: { header: { height, proposer: 'node-b' }, transactions } } as never;
}

it('anchors soon after the start, then once a minute while something is new', async () => {
  expect(await blockAfter(1000)).toBe(0);
  expect(await blockAfter(4000)).toBe(1);
  expect(await blockAfter(MINUTE)).toBe(1);
  logs = [{ source: 1, size: 4, root }];
  expect(await blockAfter(1000)).toBe(2);
  logs = [{ source: 1, size: 5, root }];
  expect(await blockAfter(MINUTE - 1)).toBe(2);
  expect(await blockAfter(1)).toBe(3);
});

it('states what was verified of others, whose heartbeats are no news either', async () => {
  const witnessed = (source: number, size: number) => [{ nodeId: 'watch', source, size, root }];
  await blockAfter(5000);
  expect(anchors).toMatchObject([{ witnessed: [] }]);
  maintenance.witnessed = () => witnessed(9, 4);
  expect(await blockAfter(2 * MINUTE)).toBe(1);
  maintenance.witnessed = () => [...witnessed(8, 2), ...witnessed(9, 5)];
  expect(await blockAfter(1)).toBe(2);
  expect(anchors[1]?.witnessed).toEqual([...witnessed(8, 2), ...witnessed(9, 5)]);
  maintenance.witnessed = () => [...witnessed(8, 2), ...witnessed(9, 6)];
  expect(await blockAfter(2 * MINUTE)).toBe(2);
  expect(await blockAfter(8 * MINUTE)).toBe(3);
});

it('journals that the chain refused an anchor, and tries again with the same news', async () => {
  refusal = 'pool-full';
  expect(await blockAfter(5000)).toBe(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(noted).toMatchObject([
    { source: 'maintenance', event: 'anchor-refused', result: 'refused', reason: 'pool-full' },
  ]);
  refusal = undefined;
  expect(await blockAfter(MINUTE - 1)).toBe(1);
  expect(await blockAfter(1)).toBe(2);
  expect(await blockAfter(2 * MINUTE)).toBe(2);
  expect(noted).toHaveLength(1);
});

it('begins no tick before the last has ended, and stops when it has', async () => {
  maintenance.start();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(ticks).toHaveLength(1);
  ticks[0]?.();
  await vi.advanceTimersByTimeAsync(5000);
  expect(ticks).toHaveLength(2);
  let isStopped = false;
  const stopped = maintenance.stop().then(() => {
    isStopped = true;
  });
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(isStopped).toBe(false);
  ticks[1]?.();
  await stopped;
  expect(ticks).toHaveLength(2);
});

it('opens a journal that failed again, as soon as its disk takes something', async () => {
  const started = Date.now();
  maintenance.start();
  failure = new Error('no space left');
  isDiskFull = true;
  blockEntries.committed(blockOf(7));
  blockEntries.committed(blockOf(9));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reopened).toBe(2);
  expect(ticks).toHaveLength(0);
  const full = new Error('the disk is full');
  expect(errors.splice(0)).toEqual([failure, failure, full, full]);
  isDiskFull = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(reopened).toBe(3);
  ticks[0]?.();
  await vi.advanceTimersByTimeAsync(1);
  expect(noted).toMatchObject([
    { event: 'journal-reopened', counts: [started + 5000, started + 15_000] },
    { event: 'blocks-not-journalled', result: 'failed', blockHeight: 9, counts: [7, 9, 2] },
  ]);
  await vi.advanceTimersByTimeAsync(5000);
  ticks[1]?.();
  await maintenance.stop();
  expect(reopened).toBe(3);
  expect(noted).toHaveLength(2);
});
