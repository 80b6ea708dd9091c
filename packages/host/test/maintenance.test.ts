import type { Journal } from '@mingjing/journal';
import { passed, refused } from '@mingjing/protocol';
import type { Replica } from '@mingjing/replica';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
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
let maintenance: Maintenance;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  logs = [{ source: 1, size: 3, root }];
  anchors = [];
  noted = [];
  refusal = undefined;
  const append = async (entry: unknown) => noted.push(entry);
  ticks = [];
  const tick = () => new Promise<void>((resolve) => ticks.push(resolve));
  const heartbeat = async () => undefined;
  const journal = { logs: () => logs, append, tick, heartbeat } as unknown as Journal;
  const submitOwn = async ({ value }: { value: { witnessed: unknown } }) => {
    anchors.push(value);
    return refusal === undefined ? passed(undefined) : refused(refusal);
  };
  const replica = { submitOwn } as unknown as Replica;
  maintenance = new Maintenance({
    ...{ journal, replica, nodeId: 'node-a', actsFolder: '/nowhere' },
    peerActs: { tick: () => undefined } as PeerActs,
    onError(error) {
      throw error;
    },
  });
});
afterEach(() => vi.useRealTimers());

/** A block is committed after a time. */
async function blockAfter(ms: number): Promise<number> {
  vi.advanceTimersByTime(ms);
  maintenance.anchorIfDue();
  await Promise.resolve();
  return anchors.length;
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
