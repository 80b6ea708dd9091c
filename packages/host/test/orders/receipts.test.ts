// A receipt counts when it is of the order, by the node, and says what such an order can come to.
import { verify } from '@mingjing/crypto/node';
import type { RegistryReader } from '@mingjing/execution';
import {
  KeyPurpose,
  OrderKind,
  OrderOutcome,
  type OrderReceipt,
  ProposalStatus,
} from '@mingjing/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { bytes, enrolled, idOf } from '../../../execution/test/chain.ts';
import { ModeratedChain } from '../../../execution/test/moderated.ts';
import { checkReceipt } from '../../src/orders/check-receipt.ts';
import { Members, receiptBy } from './members.ts';

let chain: ModeratedChain;
let takedown: Uint8Array;
let freeze: Uint8Array;

beforeEach(() => {
  chain = new ModeratedChain();
  takedown = chain.order('inspector-all', { recordId: chain.recordId }).id;
  freeze = chain.freeze('inspector-all', 'alice').id;
});

function verdict(change: Partial<OrderReceipt>, signer?: string): string {
  const receipt = receiptBy(chain, { orderId: takedown, ...change }, signer);
  const checked = checkReceipt(chain.state, receipt, verify);
  return checked.ok ? 'taken' : checked.reason;
}

const hash = bytes(32, 5);
const { deleted, notHeld, inForce, firstRefusal } = OrderOutcome;

describe('a receipt of a takedown', () => {
  it.each<[string, Partial<OrderReceipt>, string]>([
    ['is taken', {}, 'taken'],
    ['of a node that held nothing', { outcome: notHeld, attachments: 0 }, 'taken'],
    ['of another node', { nodeId: 'node-c' }, 'taken'],
    ['by the block with which the state showed it', { height: 4 }, 'taken'],
    ['before the order was in force', { height: 2 }, 'not-of-the-order'],
    ['of an order that nobody gave', { orderId: hash }, 'order-unknown'],
    ['of a node that nobody admitted', { nodeId: 'node-x' }, 'node-unknown'],
    ['that speaks of a freeze', { kind: OrderKind.freeze }, 'not-of-the-order'],
    ['that says it is in force', { outcome: inForce, attachments: 0 }, 'not-of-the-order'],
    ['that deleted nothing', { attachments: 0 }, 'not-of-the-order'],
    ['that held nothing and deleted it', { outcome: notHeld }, 'not-of-the-order'],
    ['that names a transaction', { refused: hash }, 'not-of-the-order'],
    ['of an outcome that there is not', { outcome: 9 }, 'not-of-the-order'],
  ])('%s', (_name, change, expected) => {
    expect(verdict(change)).toBe(expected);
  });

  it.each([
    ['under the key of another node', 'node-b statement'],
    ['under another key of the node', 'node-a vote'],
  ])('%s does not count', (_name, signer) => {
    expect(verdict({}, signer)).toBe('bad-signature');
  });

  it('that is none is refused', () => {
    const { signature } = receiptBy(chain, { orderId: takedown });
    const checked = checkReceipt(chain.state, { statement: bytes(9, 1), signature }, verify);
    expect(checked).toEqual({ ok: false, reason: 'malformed' });
  });

  it('counts for nothing before the order is in force, and is no lie then', () => {
    const later = { recordId: chain.testRecordId, effectiveHeight: chain.state.height + 5 };
    const { id } = chain.order('inspector-all', later);
    expect(verdict({ orderId: id, attachments: 1 })).toBe('order-unknown');
  });
});

describe('a receipt of a freeze', () => {
  it.each<[string, Partial<OrderReceipt>, string]>([
    ['in force', { outcome: inForce }, 'taken'],
    ['with its first refusal', { outcome: firstRefusal, refused: hash }, 'taken'],
    ['with a refusal of nothing', { outcome: firstRefusal }, 'not-of-the-order'],
    [
      'with a hash of no length',
      { outcome: firstRefusal, refused: hash.subarray(1) },
      'not-of-the-order',
    ],
    ['that deleted something', { outcome: deleted, attachments: 1 }, 'not-of-the-order'],
  ])('%s: %s', (_name, change, expected) => {
    const about = { orderId: freeze, kind: OrderKind.freeze, attachments: 0 };
    expect(verdict({ ...about, ...change })).toBe(expected);
  });

  it('counts when the freeze is over by a lift as well', () => {
    expect(chain.lift('inspector-all', freeze).code).toBe('done');
    const about = { orderId: freeze, kind: OrderKind.freeze, attachments: 0 };
    expect(verdict({ ...about, outcome: inForce })).toBe('taken');
  });
});

describe('a node whose statement key is another by now', () => {
  it('has its earlier receipts count, and none under the old key later', () => {
    const { height } = chain.state;
    const fresh = enrolled('node-a new statement', KeyPurpose.statement);
    const rotateKey = { oldKeyId: idOf('node-a statement'), key: fresh };
    expect(chain.carry({ rotateKey }).status).toBe(ProposalStatus.effected);
    expect(verdict({ height }, 'node-a statement')).toBe('taken');
    const later = { height: chain.state.height };
    expect(verdict(later, 'node-a statement')).toBe('bad-signature');
    expect(verdict(later, 'node-a new statement')).toBe('taken');
  });
});

describe('forged receipts', () => {
  it('cost one walk over all keys for each state of their node, however many come', () => {
    let walks = 0;
    const { registry } = chain.state;
    const counting: RegistryReader = {
      get: (kind, identifier) => registry.get(kind, identifier),
      all: (kind) => {
        if (kind === 'key') walks += 1;
        return registry.all(kind);
      },
    };
    const check = () => {
      const change = { orderId: takedown, height: chain.state.height };
      const state = { chainId: chain.state.chainId, registry: counting };
      return checkReceipt(state, receiptBy(chain, change, 'node-b statement'), verify);
    };
    for (let n = 0; n < 100; n += 1) expect(check()).toMatchObject({ reason: 'bad-signature' });
    expect(walks).toBe(1);
    const key = enrolled('node-a new statement', KeyPurpose.statement);
    chain.carry({ rotateKey: { oldKeyId: idOf('node-a statement'), key } });
    for (let n = 0; n < 100; n += 1) check();
    expect(walks).toBe(2);
  });
});

describe('the receipts that a node keeps', () => {
  it('are the first of each node and part, whatever comes later', async () => {
    const members = new Members();
    const { id } = members.chain.order('inspector-all', { recordId: members.chain.recordId });
    const { book } = await members.add('node-d');
    const first = receiptBy(members.chain, { orderId: id });
    const second = receiptBy(members.chain, { orderId: id, time: 5 });
    const taken = await Promise.all([book.take(first), book.take(second), book.take(first)]);
    expect(taken.map((each) => each.ok && each.value)).toEqual(['new', 'known', 'known']);
    expect((await book.of(id)).map(({ receipt }) => receipt.time)).toEqual([1_800_000_000_000]);
    expect(book.has(id, 'node-a')).toBe(true);
    expect(book.has(id, 'node-a', 'first-refusal')).toBe(false);
    expect(book.has(id, 'node-b')).toBe(false);
  });

  it('are there again in the next life', async () => {
    const members = new Members();
    const { id } = members.chain.order('inspector-all', { recordId: members.chain.recordId });
    const member = await members.add('node-d');
    await member.book.take(receiptBy(members.chain, { orderId: id }));
    await member.open();
    expect(member.book.has(id, 'node-a')).toBe(true);
    expect(await member.answered(id)).toEqual(['node-a']);
  });
});
