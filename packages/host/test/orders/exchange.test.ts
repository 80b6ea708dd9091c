// Every node has every receipt in the end, whatever was lost, and takes none that is forged.
import { RECEIPT_ORDERS_MAX, RefusalCode } from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Member, Members, receiptBy } from './members.ts';

/** All nodes of the chain of the tests. */
const NODES = ['node-a', 'node-b', 'node-c', 'node-d', 'follower', 'supervisor'];

let members: Members;
let node: Member;

beforeEach(async () => {
  members = new Members();
  for (const id of NODES) await members.add(id);
  node = members.all.get('node-a') as Member;
});

const takeDown = () =>
  members.chain.order('inspector-all', { recordId: members.chain.recordId }).id;

async function everybodyHas(orderId: Uint8Array, nodes: readonly string[]): Promise<void> {
  for (const member of members.all.values()) {
    if (members.away.has(member.nodeId)) continue;
    expect(await member.answered(orderId), member.nodeId).toEqual([...nodes].sort());
  }
}

describe('receipts', () => {
  it('are told to all who are connected', async () => {
    const orderId = takeDown();
    await members.look();
    await everybodyHas(orderId, NODES);
    expect(node.asked).toEqual([]);
    await members.tick();
    expect(node.asked).toEqual([]);
  });

  it('that got lost are asked for, of whose they are', async () => {
    members.isLossy = true;
    const orderId = takeDown();
    await members.look();
    expect(await node.answered(orderId)).toEqual(['node-a']);
    await members.tick();
    await everybodyHas(orderId, NODES);
    expect(node.asked.map(({ peer }) => peer).sort()).toEqual(NODES.slice(1).sort());
  });

  it('of a node that was away come when it returns, and it has all others', async () => {
    members.away.add('node-d');
    const orderId = takeDown();
    await members.look();
    await members.tick();
    await everybodyHas(
      orderId,
      NODES.filter((id) => id !== 'node-d'),
    );
    members.away.delete('node-d');
    await members.look();
    await members.tick();
    await everybodyHas(orderId, NODES);
  });

  it('come from others where whose they are is not connected', async () => {
    const orderId = takeDown();
    members.away.add('node-d');
    const relayed = receiptBy(members.chain, { orderId, nodeId: 'node-d' });
    await members.look();
    members.all.get('node-b')?.receives(relayed, 'node-d');
    await members.settle();
    // Of ten rounds one asks somebody else, each time another one.
    for (let round = 0; round < 100; round += 1) await members.tick();
    await everybodyHas(orderId, NODES);
  });

  it('of an order lifted before a node joined are given by it, too', async () => {
    members.away.add('node-d');
    const { id } = members.chain.freeze('inspector-all', 'alice');
    await members.look();
    expect(members.chain.lift('inspector-all', id).code).toBe('done');
    await members.look();
    members.away.delete('node-d');
    await members.look();
    await members.tick();
    await everybodyHas(id, NODES);
    const before = node.asked.length;
    for (let round = 0; round < 12; round += 1) await members.tick();
    expect(node.asked.length).toBe(before);
  });

  it('of an order that was lifted before its height are asked of nobody', async () => {
    const effectiveHeight = members.chain.state.height + 9;
    const { id } = members.chain.freeze('inspector-all', 'alice', { effectiveHeight });
    expect(members.chain.lift('inspector-all', id).code).toBe('done');
    await members.look();
    for (let round = 0; round < 12; round += 1) await members.tick();
    expect(node.asked).toEqual([]);
    await everybodyHas(id, []);
  });

  it('of a revoked node are waited for no more', async () => {
    members.away.add('node-d');
    const orderId = takeDown();
    await members.look();
    expect(members.chain.carry({ revokeNode: { nodeId: 'node-d' } }).status).toBe(2);
    await members.look();
    for (let round = 0; round < 12; round += 1) await members.tick();
    const before = node.asked.length;
    for (let round = 0; round < 12; round += 1) await members.tick();
    expect(node.asked.length).toBe(before);
    await everybodyHas(
      orderId,
      NODES.filter((id) => id !== 'node-d'),
    );
  });
});

describe('what no correct peer sends', () => {
  it.each<[string, (orderId: Uint8Array) => ReturnType<typeof receiptBy>, string]>([
    [
      'under a key of his own',
      (orderId) => receiptBy(members.chain, { orderId, nodeId: 'node-c' }, 'node-b statement'),
      'bad-signature',
    ],
    [
      'of another kind',
      (orderId) => receiptBy(members.chain, { orderId, nodeId: 'node-c', kind: 2 }),
      'not-of-the-order',
    ],
    [
      'that is none',
      () => ({ statement: Uint8Array.of(1), signature: new Uint8Array(64) }),
      'malformed',
    ],
  ])('is charged to who sent it: a receipt %s', async (_name, made, reason) => {
    const orderId = takeDown();
    members.isLossy = true;
    await members.look();
    node.receives(made(orderId), 'node-b');
    await members.settle();
    expect(node.accused).toEqual([`node-b order-receipt-${reason}`]);
    expect(await node.answered(orderId)).toEqual(['node-a']);
  });

  it('is a frame full of forged receipts: they end with the peer, each in a turn', async () => {
    const orderId = takeDown();
    members.isLossy = true;
    await members.look();
    node.chargesMax = 3;
    const forged = receiptBy(members.chain, { orderId, nodeId: 'node-c' }, 'node-b statement');
    for (let n = 0; n < 10_000; n += 1) node.receives(forged, 'node-b');
    await members.settle();
    expect(node.accused).toEqual(Array(3).fill('node-b order-receipt-bad-signature'));
    expect(node.turns).toBeGreaterThanOrEqual(3);
  });

  it('is an answer of forged receipts: it ends with the peer, and is asked for anew', async () => {
    const orderId = takeDown();
    members.isLossy = true;
    await members.look();
    node.chargesMax = 3;
    const forged = receiptBy(members.chain, { orderId, nodeId: 'node-b' }, 'node-c statement');
    const liar = members.all.get('node-b') as Member;
    const honest = liar.handler.request;
    const receipts = Array(100).fill(forged);
    liar.handler.request = async () => ({ orderReceipts: { receipts } });
    await members.tick();
    expect(node.accused).toEqual(Array(3).fill('node-b order-receipt-bad-signature'));
    liar.handler.request = honest;
    await members.tick();
    expect(await node.answered(orderId)).toContain('node-b');
  });

  it('is an answer of more bytes than one has', async () => {
    takeDown();
    members.isLossy = true;
    await members.look();
    const liar = members.all.get('node-b') as Member;
    const receipts = Array(33).fill({
      statement: new Uint8Array(64 * 1024),
      signature: new Uint8Array(0),
    });
    liar.handler.request = async () => ({ orderReceipts: { receipts } });
    await members.tick();
    expect(node.accused).toEqual(['node-b order-receipts-answer-bounds']);
  });

  it('is not what comes before its block: it is asked for again later', async () => {
    const early = receiptBy(members.chain, { orderId: new Uint8Array(32).fill(7) });
    node.receives(early, 'node-b');
    await members.settle();
    expect([node.accused, node.errors]).toEqual([[], []]);
  });

  it.each([
    ['too many orders', Array.from({ length: RECEIPT_ORDERS_MAX + 1 }, () => new Uint8Array(32))],
    ['no order at all', [new Uint8Array(31)]],
  ])('is a question about %s', async (_name, orderIds) => {
    const answer = await node.handler.request('node-b', { id: 1, orderReceipts: { orderIds } });
    expect(answer).toEqual({ refusal: { code: RefusalCode.badRequest } });
    expect(node.accused).toEqual(['node-b order-receipts-bounds']);
  });

  it('leaves all other messages to whom they are for', async () => {
    expect(await node.handler.request('node-b', { id: 1, snapshots: {} })).toEqual({});
    const orderIds = [new Uint8Array(32)];
    const answer = await node.handler.request('node-b', { id: 1, orderReceipts: { orderIds } });
    expect(answer).toEqual({ orderReceipts: { receipts: [] } });
  });
});
