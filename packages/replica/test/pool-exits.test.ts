// What leaves the pool without a block: each time whoever waits hears of it, and why.
import { ResultCode } from '@mingjing/execution';
import { defaultParameters, type ParsedTransaction } from '@mingjing/protocol';
import { beforeEach, expect, it } from 'vitest';
import { bytesKey } from '../src/chain/limits.ts';
import type { LargeAttachments } from '../src/mempool/large-attachments.ts';
import { Pool, type PoolEntry } from '../src/mempool/pool.ts';
import { PoolExits } from '../src/mempool/pool-exits.ts';
import { type Fate, Submissions } from '../src/submissions.ts';

const bytes = (fill: number) => new Uint8Array(32).fill(fill);

function entry(number: number, named: readonly number[], validUntil = 9000): PoolEntry {
  const id = bytes(number);
  const transaction = {
    ...{ id, idKey: bytesKey(id), hash: id, hashKey: bytesKey(id), bytes: id },
    attachments: named.map((fill) => ({ commitment: bytes(fill), sizeBytes: 100_000, role: 1 })),
    ...{ body: { validUntil }, message: { type: 'recordsPublish' } },
  } as unknown as ParsedTransaction;
  const large = named.map((fill) => bytesKey(bytes(fill)));
  return { transaction, attachments: [], large, isLocal: true, isAnnounced: true };
}

const parameters = { ...defaultParameters, replayWindowMs: 60_000 };

let pool: Pool;
let exits: PoolExits;
let forgotten: string[];
let refused: [number | undefined, ResultCode][];
let late: (number | undefined)[];
let fates: Map<number, Fate>;

beforeEach(() => {
  pool = new Pool();
  [forgotten, refused, late, fates] = [[], [], [], new Map()];
  const submissions = new Submissions();
  for (const number of [1, 2, 3]) {
    submissions.wait(bytes(number), (fate) => void fates.set(number, fate));
  }
  const large = { forget: (keys: readonly string[]) => void forgotten.push(...keys) };
  exits = new PoolExits({
    ...{ pool, submissions, large: large as unknown as LargeAttachments },
    refused: (transaction, code) => void refused.push([transaction[0], code]),
    expired: ({ transaction }) => void late.push(transaction.id[0]),
  });
  pool.add(entry(1, [11, 12]));
  pool.add(entry(2, [13]));
  pool.add(entry(3, [12], 5000));
});

const left = () => [...pool.entries()].map(({ transaction }) => transaction.id[0]);

it('whatever names content that is taken down goes, and nothing else', () => {
  exits.takeDown([bytesKey(bytes(12))]);
  expect(left()).toEqual([2]);
  const { takenDown: code } = ResultCode;
  expect(refused).toEqual([
    [1, code],
    [3, code],
  ]);
  expect(fates).toEqual(
    new Map([
      [1, { type: 'refused', code }],
      [3, { type: 'refused', code }],
    ]),
  );
  expect(forgotten).toContain(bytesKey(bytes(12)));
  expect(forgotten).not.toContain(bytesKey(bytes(13)));
});

it('content that another entry names is looked for on, whatever becomes of the first', () => {
  const named = bytesKey(bytes(12));
  const [first] = [...pool.entries()] as [PoolEntry];
  exits.carried(first.transaction);
  expect(forgotten).toEqual([bytesKey(bytes(11))]);
  exits.expire(5000, parameters);
  expect(left()).toEqual([2]);
  expect(forgotten).toEqual([bytesKey(bytes(11)), named]);
});

it('what is valid for too long after the window was shortened is worth no block yet', () => {
  for (const each of pool.entries()) pool.remove(each.transaction);
  pool.add(entry(4, [], 100_000));
  expect(pool.hasWork).toBe(true);
  const { replayWindowMs, clockBoundMs } = parameters;
  const ripe = 100_000 - replayWindowMs - clockBoundMs;
  exits.expire(ripe - 1000, parameters);
  expect(pool.hasWork).toBe(false);
  exits.expire(ripe, parameters);
  expect(pool.hasWork).toBe(true);
  exits.expire(ripe - 1000 + 2000, { ...parameters, replayWindowMs: 1 });
  expect(pool.hasWork).toBe(false);
  pool.remove(entry(4, [], 100_000).transaction);
  expect([pool.hasWork, pool.size]).toEqual([false, 0]);
});

it('what is late is told as expired, looked at once a second of block time', () => {
  exits.expire(4999, parameters);
  exits.expire(5000, parameters);
  expect(left()).toEqual([1, 2, 3]);
  exits.expire(5999, parameters);
  expect(left()).toEqual([1, 2]);
  expect([fates.get(3), refused, late]).toEqual([{ type: 'expired' }, [], [3]]);
});

it('what the state refuses is told with its code, what is late without one', () => {
  const [first, second] = [...pool.entries()] as [PoolEntry, PoolEntry];
  exits.drop(first, ResultCode.userFrozen);
  exits.drop(second, undefined);
  expect(left()).toEqual([3]);
  expect(fates.get(1)).toEqual({ type: 'refused', code: ResultCode.userFrozen });
  expect(fates.get(2)).toEqual({ type: 'expired' });
  expect(refused).toEqual([[1, ResultCode.userFrozen]]);
});
