// Entries of committed blocks, and of those that have none since the journal took no entry.
import { beforeEach, describe, expect, it } from 'vitest';
import { BlockEntries } from '../src/block-entries.ts';
import { isReady } from '../src/metrics.ts';

const busy = new Error('busy');

let isBusy: boolean;
let entries: { event: string; blockHeight?: number; counts?: readonly number[] }[];
let errors: unknown[];
let blocks: BlockEntries;

beforeEach(() => {
  isBusy = false;
  entries = [];
  errors = [];
  const append = async (entry: object) => {
    if (isBusy) throw busy;
    return entries.push(entry as never) as never;
  };
  blocks = new BlockEntries({ journal: { append }, onError: (error) => errors.push(error) });
});

/** Commits a block with these kinds of transactions. */
async function committed(height: number, ...types: string[]): Promise<void> {
  const transactions = types.map((type) => ({ message: { type } }));
  blocks.committed({ executed: { header: { height, proposer: 'node-b' }, transactions } } as never);
  await Promise.resolve();
}

const told = () => entries.map(({ event, counts = [] }) => `${event} ${counts.join(' ')}`);

describe('a committed block', () => {
  it('is an entry, unless nobody did anything', async () => {
    await committed(1);
    await committed(2, 'retentionAnchor');
    await committed(3, 'retentionAnchor', 'recordPublish');
    expect(entries).toEqual([
      {
        ...{ source: 'consensus', event: 'block-committed', result: 'done', blockHeight: 3 },
        ...{ actor: { type: 'node', id: 'node-b' }, counts: [2] },
      },
    ]);
    await blocks.tellMissed();
    expect(entries).toHaveLength(1);
  });

  it('that the journal did not take is named once it takes entries again', async () => {
    await committed(1, 'recordPublish');
    isBusy = true;
    for (const height of [4, 6, 7]) await committed(height, 'recordPublish');
    expect(errors).toEqual([busy, busy, busy]);
    await expect(blocks.tellMissed()).rejects.toBe(busy);
    await committed(9, 'recordPublish');
    isBusy = false;
    await blocks.tellMissed();
    await blocks.tellMissed();
    expect(told()).toEqual(['block-committed 1', 'blocks-not-journalled 4 9 4']);
  });
});

it('a program is ready with peers, and with a journal that is written', () => {
  const ready = (peers: string[], failure?: Error) =>
    isReady({ network: { peers: () => peers }, journal: { failure } } as never);
  expect(ready(['node-b'])).toBe(true);
  expect(ready([])).toBe(false);
  expect(ready(['node-b'], busy)).toBe(false);
});
