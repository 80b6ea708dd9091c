// Openings that are kept, held against the own log as far as it is gone through: item 27.
import { actGroupCodec, EntryResult, frameGroupCodec } from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MeasuredWorld, measured } from '../src/desk/inspection/measures/measuring.ts';
import { type KeptOpening, OpeningShelf } from '../src/desk/look-through/opening-shelf.ts';

const ITEM = 'supervision-acts-accountable';
const NOW = Date.UTC(2026, 10, 26);
/** Entries of the own log that are gone through. */
const WINDOW = 100_000;

let openings: OpeningShelf;
beforeEach(async () => {
  const key = () => new Uint8Array(32).fill(1);
  const shelf = await Shelf.openInMemory(new MemoryDisk(), 'shelf', { chainId: 'trial-1', key });
  openings = new OpeningShelf(shelf);
});
afterEach(() => openings.shelf.close());

const orderOf = (n: number) => Buffer.from(n.toString(16).padStart(64, '0'), 'hex');

/** Keeps an opening whose entry is said to lie there. */
function keep(n: number, entry: number | null): Promise<void> {
  const kept: KeptOpening = { verdict: 'opens', officers: [], openedAt: NOW, since: 0, entry };
  return openings.putOpening(orderOf(n), kept);
}

interface Log {
  readonly size: number;
  /** Orders whose opening the entries at these places tell. */
  readonly opened: Readonly<Record<number, number>>;
  readonly bodiesFrom?: number;
  /** Entries that are written while it is gone through. */
  readonly added?: number;
}

/** An entry of an opening, or without an order of something that says nothing of reads. */
function entryOf(n: number | undefined) {
  const event = n === undefined ? 'block-read' : 'sealed-content-opened';
  const object = n === undefined ? '' : orderOf(n).toString('hex');
  const frame = frameGroupCodec.encode({
    ...{ program: 'supervision', source: 1, index: 0, time: NOW, monotonicUs: 0 },
    ...{ blockHeight: 9, event, result: EntryResult.done, reason: '' },
  });
  const act = actGroupCodec.encode({
    ...{ actorType: 2, actor: 'inspector-1', session: '', method: '', resource: '', object },
    ...{ transactionId: new Uint8Array(0), counts: [], destinationAddress: '' },
    destinationPort: 0,
  });
  return { body: { frame: { stored: frame }, act: { stored: act } } };
}
const OTHER = entryOf(undefined);
const DISPOSED = { body: undefined };

/** The node whose own log that is, as far as the item looks at it. */
function worldOf({ added = 0, bodiesFrom = 0, opened, size }: Log): MeasuredWorld {
  let length = size;
  const entryAt = (index: number) => {
    if (index < bodiesFrom) return DISPOSED;
    return opened[index] === undefined ? OTHER : entryOf(opened[index]);
  };
  const journal = {
    ...{ bodiesFrom: () => bodiesFrom, durableSize: () => length },
    rootAt: async () => new Uint8Array(32),
    async readRange(_source: string, from: number, to: number) {
      length = size + added;
      return Array.from({ length: to - from }, (_, i) => entryAt(from + i));
    },
  };
  const registry = { get: () => undefined, all: () => [] };
  const state = { registry, time: NOW, height: 9, blockId: new Uint8Array(32) };
  const host = { nodeId: 'supervision', journal, replica: { chain: { state } } };
  return { host, openings: { shelf: openings }, now: () => NOW } as unknown as MeasuredWorld;
}

/** How many mismatches the item states of the log. */
async function mismatchesOf(log: Log): Promise<unknown> {
  const context = { phrase: '海上生明月', signal: new AbortController().signal };
  const failures: unknown[] = [];
  const failed = (_item: string, error: unknown) => failures.push(error);
  const [found] = await measured(worldOf(log), [ITEM], context, { failed });
  expect(failures).toEqual([]);
  return found?.[1].facts.find(({ key }) => key === 'facts.supervision.accountable')?.values
    ?.mismatches;
}

test.each<[how: string, kept: [order: number, entry: number | null][], log: Log, count: number]>([
  ['an opening has its entry', [[1, 7]], { size: 9, opened: { 7: 1 } }, 0],
  ['its entry is missing', [[1, 7]], { size: 9, opened: {} }, 1],
  ['it has two entries', [[1, 7]], { size: 9, opened: { 6: 1, 7: 1 } }, 1],
  ['its entry would lie beyond the log', [[1, 9]], { size: 9, opened: {} }, 1],
  ['an entry tells of an opening that is not kept', [], { size: 9, opened: { 7: 1 } }, 1],
  ['an opening is on its way', [[1, null]], { size: 9, opened: {} }, 0],
  [
    'so many entries follow an opening that it is not gone through again',
    [[1, 7]],
    { size: WINDOW + 8, opened: { 7: 1 } },
    0,
  ],
  [
    'the first entry that is gone through should be an opening’s and is not',
    [[1, 7]],
    { size: WINDOW + 7, opened: {} },
    1,
  ],
  [
    'an opening from before has a second entry',
    [[1, 7]],
    { size: WINDOW + 8, opened: { 7: 1, 99: 1 } },
    1,
  ],
  ['the body of its entry was disposed of', [[1, 7]], { size: 9, bodiesFrom: 8, opened: {} }, 0],
  ['something is opened meanwhile', [[1, 9]], { size: 9, added: 1, opened: {} }, 0],
])('%s', async (_how, kept, log, count) => {
  for (const [order, entry] of kept) await keep(order, entry);
  expect(await mismatchesOf(log)).toBe(count);
});

test('more openings are held against the log than one list of the shelf has', async () => {
  const orders = Array.from({ length: 1001 }, (_, n) => n);
  for (const n of orders) await keep(n, n);
  const opened = Object.fromEntries(orders.map((n) => [n, n]));
  expect(await mismatchesOf({ size: orders.length, opened })).toBe(0);
});
