import type { ParsedTransaction } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { areOrdersFirst, bytesKey } from '../src/chain/limits.ts';
import type { Admitted } from '../src/mempool/admission.ts';
import { OrderPassing, type OrderPassingParts } from '../src/mempool/order-passing.ts';
import { Pool, type PoolEntry } from '../src/mempool/pool.ts';
import type { Envelope } from '../src/ports.ts';

type MessageType = ParsedTransaction['message']['type'];
let made = 0;

/** A pool entry of a kind of message; what a pool looks at, and no more. */
function entry(type: MessageType, signer = 'officer', bytes = 100): PoolEntry {
  made += 1;
  const id = new Uint8Array(32);
  new DataView(id.buffer).setUint32(0, made);
  const named = { hash: id, id, hashKey: bytesKey(id), idKey: bytesKey(id), signerKey: signer };
  const transaction = {
    ...named,
    ...{
      verificationUnits: 1,
      bytes: new Uint8Array(bytes),
      body: { validUntil: 1000 },
      message: { type },
    },
  } as unknown as ParsedTransaction;
  return { transaction, attachments: [], large: [], isLocal: true, isAnnounced: false };
}

const added = (pool: Pool, entries: readonly PoolEntry[]) => {
  for (const each of entries) pool.add(each);
  return pool;
};

describe('the pool', () => {
  it('gives orders and approvals first, each kind in the order it came', () => {
    const types: MessageType[] = [
      ...(['recordsPublish', 'moderationOrder', 'retentionAnchor'] as const),
      ...(['moderationApprove', 'recordsAmend', 'moderationOrder'] as const),
    ];
    const pool = added(
      new Pool(),
      types.map((type) => entry(type)),
    );
    expect([...pool.entries()].map(({ transaction }) => transaction.message.type)).toEqual([
      ...['moderationOrder', 'moderationApprove', 'moderationOrder'],
      ...['recordsPublish', 'retentionAnchor', 'recordsAmend'],
    ]);
    expect(pool.orders()).toHaveLength(3);
    expect([pool.size, pool.bytes, pool.hasWork]).toEqual([6, 300, true]);
  });

  it('finds and removes an order like anything else', () => {
    const order = entry('moderationOrder');
    const pool = added(new Pool(), [order]);
    const { transaction } = order;
    expect(pool.get(transaction.hash)).toBe(order);
    expect(pool.hasId(transaction.id)).toBe(true);
    expect(pool.refusal(transaction, 0)).toBe('id-known');
    expect(pool.remove(transaction)).toBe(order);
    expect([pool.size, pool.bytes, pool.hasWork]).toEqual([0, 0, false]);
    pool.add(order);
    expect(pool.takeExpired(1000)).toEqual([order]);
    expect(pool.orders()).toEqual([]);
  });

  it('has room for an order however full it is', () => {
    const pool = new Pool();
    const { transaction } = entry('recordsPublish', 'user', 97 * 1024 * 1024);
    expect(pool.refusal(transaction, transaction.bytes.length)).toBe('pool-full');
    while (pool.size < 20_000) pool.add(entry('recordsPublish', 'user'));
    expect(pool.refusal(entry('recordsPublish').transaction, 0)).toBe('pool-full');
    expect(pool.refusal(entry('moderationOrder').transaction, 0)).toBeUndefined();
  });

  it('bounds orders in all and of one officer, and then anything else still enters', () => {
    const pool = added(
      new Pool(),
      Array.from({ length: 64 }, () => entry('moderationOrder')),
    );
    expect(pool.refusal(entry('moderationOrder').transaction, 0)).toBe('pool-full');
    expect(pool.refusal(entry('moderationOrder', 'another').transaction, 0)).toBeUndefined();
    for (let n = 64; n < 1024; n += 1) pool.add(entry('moderationOrder', `officer ${n >> 6}`));
    expect(pool.refusal(entry('moderationOrder', 'another').transaction, 0)).toBe('pool-full');
    expect(pool.refusal(entry('recordsPublish').transaction, 0)).toBeUndefined();
  });
});

test.each<[kinds: string, isSound: boolean]>([
  ['', true],
  ['o', true],
  ['p', true],
  ['oaop', true],
  ['ppp', true],
  ['po', false],
  ['opa', false],
  ['oppo', false],
])('a block of %j has its orders first: %s', (kinds, isSound) => {
  const types = {
    ...{ o: 'moderationOrder', a: 'moderationApprove', p: 'recordsPublish' },
  } as Record<string, MessageType>;
  const transactions = [...kinds].map((kind) => entry(types[kind] as MessageType).transaction);
  expect(areOrdersFirst(transactions)).toBe(isSound);
});

describe('an order that is held', () => {
  function passing(refuses: readonly PoolEntry[] = []) {
    const sent: string[] = [];
    const told: string[] = [];
    const dropped: number[] = [];
    const waiting: string[] = [];
    const pool = new Pool();
    const parts = {
      chain: { height: 7, state: { validators: { validators: [{ nodeId: 'node-a' }] } } },
      ports: {
        network: {
          peers: () => ['node-a', 'watch-1', 'node-f'],
          send: (peer: string, { poolBatch }: Envelope) =>
            sent.push(`${peer} ${poolBatch?.items.length}`),
        },
      },
      admission: {
        refusedNow: async (entries: readonly PoolEntry[]) =>
          entries.filter((each) => refuses.includes(each)).map((one) => ({ entry: one, code: 66 })),
      },
      told: (peer: string) => told.push(peer),
      dropped: (_entry: PoolEntry, code: number) => dropped.push(code),
      waiting: (height: number, orders: readonly unknown[]) =>
        waiting.push(`${height}: ${orders.length}`),
    };
    const orders = new OrderPassing({ ...parts, pool } as unknown as OrderPassingParts);
    return { orders, pool, sent, told, dropped, waiting, chain: parts.chain };
  }
  const answers = (...entries: PoolEntry[]): Admitted[] =>
    entries.map((value) => ({ ok: true, value }));

  it('is sent once to everybody without a seat, and nothing else is', () => {
    const { orders, sent, told } = passing();
    const order = entry('moderationOrder');
    orders.admitted(answers(entry('recordsPublish')));
    orders.admitted([{ ok: false, reason: 'pool-full' }]);
    expect(sent).toEqual([]);
    orders.admitted(answers(order, entry('recordsPublish')));
    orders.connected('node-a');
    orders.admitted(answers(order), orders.connectionOf('node-a'));
    expect(sent).toEqual(['watch-1 1', 'node-f 1']);
    expect(told).toEqual(['node-a']);
  });

  it('is told by every peer that sends it', () => {
    const { orders, told } = passing();
    const order = entry('moderationOrder');
    for (const peer of ['node-a', 'node-b', 'node-c']) orders.connected(peer);
    for (const peer of ['node-a', 'node-b']) {
      orders.admitted(answers(order), orders.connectionOf(peer));
    }
    orders.admitted(answers(entry('recordsPublish')), orders.connectionOf('node-c'));
    expect(told).toEqual(['node-a', 'node-b']);
  });

  it('is told by nobody whose connection ended while it was looked at', () => {
    const { orders, told } = passing();
    orders.connected('node-a');
    const over = orders.connectionOf('node-a');
    orders.disconnected('node-a');
    orders.admitted(answers(entry('moderationOrder')), over);
    orders.connected('node-a');
    orders.admitted(answers(entry('moderationOrder')), over);
    expect(told).toEqual([]);
  });

  it('is sent to a peer that connects, and dropped when the state refuses it', async () => {
    const refused = entry('moderationApprove');
    const { orders, pool, sent, dropped, waiting } = passing([refused]);
    added(pool, [entry('moderationOrder'), refused, entry('recordsPublish')]);
    orders.connected('node-a');
    orders.connected('watch-1');
    expect(sent).toEqual(['watch-1 2']);
    await orders.review();
    expect(dropped).toEqual([66]);
    expect(waiting).toEqual(['7: 1']);
  });

  it('is not said to wait after a block that another one followed meanwhile', async () => {
    const { orders, pool, waiting, chain } = passing();
    added(pool, [entry('moderationOrder')]);
    const review = orders.review();
    chain.height += 1;
    await review;
    expect(waiting).toEqual([]);
  });
});
