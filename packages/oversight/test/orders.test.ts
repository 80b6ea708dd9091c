import { expect, it } from 'vitest';
import { type BlockOfOrders, ORDER_BLOCKS } from '../src/index.ts';
import { blockAt, newOversight, openOf, tipOf } from './house.ts';

const id = new Uint8Array(32).fill(7);
const HEX = '07'.repeat(32);
const order = { id, validUntil: 1_000_000 };
const PROPOSERS = ['node-a', 'node-b', 'node-c', 'node-d'];

interface Passing extends Partial<BlockOfOrders> {
  /** What the state after the block takes; undefined when nobody could tell. */
  readonly waiting?: readonly Uint8Array[] | undefined;
  /** Whether the proposer tells, over the connection that it has, that it is at its block. */
  readonly isTold?: boolean;
}

/** A supervision node at height 100 that lets blocks pass, one proposer after the other. */
function watch() {
  const oversight = newOversight();
  oversight.verified(blockAt(100), 0);
  let height = 100;
  const pass = (count: number, { waiting, isTold, ...change }: Passing = { waiting: [id] }) => {
    for (let n = 0; n < count; n += 1) {
      height += 1;
      const proposer = PROPOSERS[height % 4] ?? '';
      oversight.verified(blockAt(height), height);
      const time = height * 1000;
      const block = { height, time, proposer, carried: [], validUntilMax: time + 2_000_000 };
      oversight.ordersOf({ ...block, ...change }, height);
      if (waiting !== undefined) oversight.ordersWaiting(height, waiting, height);
      if (isTold !== false) oversight.tip(proposer, tipOf(proposer, height), height);
    }
  };
  // From here on it is known to hold it: it passed it on, and told of its block after that.
  const hold = (peer: string, held = order) => {
    oversight.orderHeld(peer, held);
    oversight.tip(peer, tipOf(peer, height), height);
  };
  const alarm = () => oversight.alarms.open()[0];
  return { oversight, pass, hold, alarm };
}

it('an order that is in no block within 20 is an alarm naming the proposers that held it', () => {
  const { oversight, pass, hold, alarm } = watch();
  for (const peer of ['node-b', 'node-a', 'follower']) hold(peer, order);
  pass(ORDER_BLOCKS - 1);
  expect(openOf(oversight)).toEqual([]);
  pass(1);
  expect(openOf(oversight)).toEqual([`order-withheld ${HEX}`]);
  expect(alarm()).toMatchObject({
    severity: 'major',
    nodes: ['node-a', 'node-b'],
    evidence: { kind: 'order', id: HEX, since: 100, height: 120 },
  });
});

it('names nobody who did not hold it when he could have proposed it', () => {
  const { pass, hold, alarm } = watch();
  hold('node-b', order);
  pass(ORDER_BLOCKS - 2);
  // The block of the next height may have been made when it came.
  hold('node-d', order);
  pass(2);
  expect(alarm()?.nodes).toEqual(['node-b']);
  hold('node-d', order);
  pass(4);
  expect(alarm()?.nodes).toEqual(['node-b', 'node-d']);
});

it('clears when a block carries it, and counts anew when it is heard of again', () => {
  const { oversight, pass, hold } = watch();
  hold('node-a', order);
  pass(ORDER_BLOCKS + 2);
  pass(1, { carried: [id], waiting: [] });
  expect(openOf(oversight)).toEqual([]);
  expect(oversight.alarms.cleared()).toHaveLength(1);
  hold('node-a', order);
  pass(ORDER_BLOCKS - 1);
  expect(openOf(oversight)).toEqual([]);
});

it('names nobody who started anew and holds nothing any more', () => {
  const { oversight, pass, hold, alarm } = watch();
  for (const peer of ['node-a', 'node-b']) hold(peer, order);
  pass(4);
  // node-b made 105, its first that counts, in a life that never heard of the order.
  pass(1, { waiting: [id], isTold: false });
  oversight.peerLeft('node-b');
  pass(ORDER_BLOCKS - 5);
  expect(alarm()?.nodes).toEqual(['node-a']);
});

it('names who tells of his block only later, once he does', () => {
  const { oversight, pass, hold, alarm } = watch();
  hold('node-b', order);
  pass(ORDER_BLOCKS, { waiting: [id], isTold: false });
  expect(alarm()).toMatchObject({ rule: 'order-withheld', nodes: [] });
  // His first block that counts is 105.
  oversight.tip('node-b', tipOf('node-b', 104), 200);
  expect(alarm()?.nodes).toEqual([]);
  oversight.tip('node-b', tipOf('node-b', 117), 201);
  expect(alarm()?.nodes).toEqual(['node-b']);
});

it('is no alarm once the state refuses it', () => {
  const { oversight, pass, hold } = watch();
  hold('node-a', order);
  pass(5);
  pass(1, { waiting: [] });
  pass(ORDER_BLOCKS);
  expect(openOf(oversight)).toEqual([]);
});

it('is an alarm when its time ran out before that', () => {
  const { oversight, pass, hold, alarm } = watch();
  hold('node-b', { id, validUntil: 106_000 });
  pass(5);
  expect(openOf(oversight)).toEqual([]);
  pass(1, { waiting: [] });
  expect(alarm()).toMatchObject({ rule: 'order-withheld', nodes: ['node-b'] });
  pass(ORDER_BLOCKS, { waiting: [] });
  expect(oversight.alarms.open()).toHaveLength(1);
});

it('names nobody whose only block was one that could not carry it any more', () => {
  const { pass, hold, alarm } = watch();
  // node-b proposes 101 and 105; it is heard of at 100, so 101 does not count.
  hold('node-b', { id, validUntil: 105_000 });
  pass(5);
  expect(alarm()).toMatchObject({ rule: 'order-withheld', nodes: [] });
});

it('names nobody whose block is too early for it', () => {
  const { pass, hold, alarm } = watch();
  hold('node-b', order);
  pass(ORDER_BLOCKS, { waiting: [id], validUntilMax: order.validUntil - 1 });
  expect(alarm()).toMatchObject({ rule: 'order-withheld', nodes: [] });
});

it('names nobody for what he proposed before he told, however far behind this node is', () => {
  const { oversight, pass, alarm } = watch();
  // node-b is ahead: it tells its height after, on the same stream, and proposed up to 117.
  oversight.orderHeld('node-b', order);
  oversight.tip('node-b', tipOf('node-b', 117), 0);
  pass(ORDER_BLOCKS);
  expect(alarm()).toMatchObject({ rule: 'order-withheld', nodes: [] });
  pass(4);
  expect(alarm()?.nodes).toEqual(['node-b']);
});

it('names nobody for what he may have proposed before he told of his block', () => {
  const { oversight, pass, alarm } = watch();
  // What it told last is old: it passed the order on at 117, and tells of that only later.
  oversight.tip('node-b', tipOf('node-b', 100), 0);
  oversight.orderHeld('node-b', order);
  pass(ORDER_BLOCKS - 4, { waiting: [id], isTold: false });
  oversight.tip('node-b', tipOf('node-b', 117), 116);
  pass(4);
  expect(alarm()).toMatchObject({ rule: 'order-withheld', nodes: [] });
  pass(4);
  expect(alarm()?.nodes).toEqual(['node-b']);
});

it('names nobody in whose block another order shut it out', () => {
  const { oversight, pass, hold } = watch();
  hold('node-b', { id, validUntil: 106_000 });
  pass(4);
  pass(1, { waiting: [] });
  pass(ORDER_BLOCKS, { waiting: [] });
  expect(openOf(oversight)).toEqual([]);
});

it('names nobody of blocks of which it cannot tell whether they could carry it', () => {
  const { pass, hold, alarm } = watch();
  hold('node-b', order);
  pass(ORDER_BLOCKS, { waiting: undefined });
  expect(alarm()).toMatchObject({ rule: 'order-withheld', nodes: [] });
  // Two blocks whose states take it, and node-b proposes the second of them or a later one.
  pass(5);
  expect(alarm()?.nodes).toEqual(['node-b']);
});

it('watches so many orders and no more', () => {
  const { oversight, pass } = watch();
  const ids = Array.from({ length: 1030 }, (_, n) => {
    const each = new Uint8Array(32);
    new DataView(each.buffer).setUint32(0, n);
    return each;
  });
  for (const each of ids) oversight.orderHeld('follower', { id: each, validUntil: 1_000_000 });
  pass(ORDER_BLOCKS, { waiting: ids });
  // The list of alarms is bounded itself, and counts the rest.
  expect(oversight.alarms.open().length).toBe(1001);
  const rest = oversight.alarms.open().find(({ rule }) => rule === 'alarms-not-listed');
  expect(rest?.evidence).toEqual({ kind: 'count', count: 24 });
});
