// A node answers for each order that came into force, once, and after it is done.
import { bytesToHex } from '@mingjing/crypto';
import { ResultCode } from '@mingjing/execution';
import { OrderOutcome, transactionCodec } from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Member, Members, NOW } from './members.ts';

let members: Members;
let node: Member;

beforeEach(async () => {
  members = new Members();
  node = await members.add('node-a');
});

async function answers(orderId: Uint8Array) {
  return (await node.book.of(orderId)).map(({ receipt }) => receipt);
}

const takeDown = (change: object = {}) =>
  members.chain.order('inspector-all', { recordId: members.chain.recordId, ...change }).id;

describe('an order in force', () => {
  it('is carried out, journalled and stated, in this order', async () => {
    const orderId = takeDown();
    await members.look();
    const { height } = members.chain.state;
    expect(await answers(orderId)).toEqual([
      expect.objectContaining({
        ...{ nodeId: 'node-a', kind: 1, height, time: NOW, attachments: 2 },
        outcome: OrderOutcome.deleted,
      }),
    ]);
    expect(node.entries).toEqual([
      {
        ...{ source: 'supervision', event: 'order-carried-out', result: 'done' },
        ...{ actor: { type: 'system', id: 'node-a' }, blockHeight: height },
        ...{ object: bytesToHex(orderId), counts: [1, OrderOutcome.deleted, 2] },
      },
    ]);
  });

  it('of which nothing was here is answered for as such', async () => {
    node.held = 0;
    const orderId = takeDown();
    await members.look();
    const [receipt] = await answers(orderId);
    expect(receipt).toMatchObject({ outcome: OrderOutcome.notHeld, attachments: 0 });
  });

  it('that takes nothing down is in force with the block', async () => {
    const { id } = members.chain.freeze('inspector-all', 'alice');
    const lift = members.chain.lift('inspector-all', id);
    await members.look();
    // The freeze was over before this node looked: it is answered for as well.
    expect(await answers(id)).toMatchObject([{ outcome: OrderOutcome.inForce, kind: 2 }]);
    expect(await answers(lift.id)).toMatchObject([{ outcome: OrderOutcome.inForce, kind: 4 }]);
  });

  it('is answered for once, in this life and the next', async () => {
    const orderId = takeDown();
    await members.look();
    await members.look();
    await node.open();
    await members.look();
    expect(await answers(orderId)).toHaveLength(1);
    expect(node.entries).toHaveLength(1);
  });

  it('is answered for no sooner than its height', async () => {
    const orderId = takeDown({ effectiveHeight: members.chain.state.height + 4 });
    await members.look();
    members.chain.block([]);
    await members.look();
    expect(await answers(orderId)).toEqual([]);
    members.chain.block([]);
    await members.look();
    expect(await answers(orderId)).toHaveLength(1);
  });

  it('waits for the key that the state names, and for the journal', async () => {
    node.hasKey = false;
    const orderId = takeDown();
    await members.look();
    expect([await answers(orderId), node.entries, node.errors]).toEqual([[], [], []]);
    node.hasKey = true;
    node.journalFails = new Error('full');
    await members.look();
    expect(await answers(orderId)).toEqual([]);
    expect(node.errors).toEqual([node.journalFails]);
    node.journalFails = undefined;
    await members.look();
    expect(await answers(orderId)).toHaveLength(1);
  });

  it.each([
    ['before its height', 4],
    // The freeze is in the next block, the lift in the one after and in force from the third on.
    ['with its height', 3],
  ])('is none where it was lifted %s', async (_name, blocks) => {
    const effectiveHeight = members.chain.state.height + blocks;
    const { id } = members.chain.freeze('inspector-all', 'alice', { effectiveHeight });
    const lift = members.chain.lift('inspector-all', id);
    for (let block = 0; block < blocks; block += 1) members.chain.block([]);
    await members.look();
    expect(await answers(id)).toEqual([]);
    expect(await answers(lift.id)).toHaveLength(1);
    expect(node.errors).toEqual([]);
  });

  it('is one of several, each answered for', async () => {
    const ids = [takeDown(), members.chain.freeze('inspector-all', 'bob').id];
    await members.look();
    for (const id of ids) expect(await answers(id)).toHaveLength(1);
  });
});

describe('what an order refuses first', () => {
  const code = ResultCode.userFrozen;

  function publication(by: string) {
    const records = [{ category: 1, subject: 'item/9', attachments: [] }];
    return members.chain.sign(by, { recordsPublish: { records } });
  }

  async function refusals(orderId: Uint8Array) {
    return (await answers(orderId)).filter(({ outcome }) => outcome === OrderOutcome.firstRefusal);
  }

  it('is stated with the transaction, and nothing after it', async () => {
    const { id } = members.chain.freeze('inspector-all', 'alice');
    await members.look();
    const [first, second] = [publication('alice'), publication('alice')];
    for (const { bytes: transaction } of [first, second])
      node.engine.refused({ transaction, code });
    await node.engine.idle();
    node.engine.refused({ transaction: second.bytes, code });
    await node.engine.idle();
    const stated = await refusals(id);
    expect(stated.map(({ refused }) => bytesToHex(refused))).toEqual([bytesToHex(first.hash)]);
    expect(node.entries.map(({ event }) => event)).toEqual([
      'order-carried-out',
      'order-first-refusal',
    ]);
  });

  it('is no word of somebody else in his name', async () => {
    const { id } = members.chain.freeze('inspector-all', 'alice');
    await members.look();
    const { body } = transactionCodec.decode(publication('alice').bytes);
    const forged = transactionCodec.encode({ body, signature: new Uint8Array(64).fill(1) });
    node.engine.refused({ transaction: forged, code });
    node.engine.refused({ transaction: new Uint8Array(9), code });
    node.engine.refused({ transaction: publication('bob').bytes, code });
    await node.engine.idle();
    expect(await refusals(id)).toEqual([]);
  });

  it('is nothing that another rule refuses', async () => {
    const { id } = members.chain.freeze('inspector-all', 'alice');
    await members.look();
    const { bytes: transaction } = publication('alice');
    node.engine.refused({ transaction, code: ResultCode.userNotVerified });
    await node.engine.idle();
    expect(await refusals(id)).toEqual([]);
  });

  it('is a change of a frozen record', async () => {
    const { recordId } = members.chain;
    const expiresAt = members.chain.state.time + 3_600_000;
    const { id } = members.chain.order('inspector-all', { kind: 2, recordId, expiresAt });
    await members.look();
    const act = { recordsWithdraw: { recordId, reason: 1 } };
    const { bytes: transaction, hash } = members.chain.sign('alice', act);
    node.engine.refused({ transaction, code: ResultCode.recordFrozen });
    await node.engine.idle();
    const [stated] = await refusals(id);
    expect(bytesToHex(stated?.refused ?? new Uint8Array(0))).toBe(bytesToHex(hash));
  });
});
