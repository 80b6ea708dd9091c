import { bytesToHex } from '@mingjing/crypto';
import { bodyCodec, type Message, messageOf, OrderKind } from '@mingjing/protocol';
import { expect, test } from 'vitest';
import {
  approvalMessage,
  caseHash,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
  takedownMessage,
} from '../src/index.ts';

const id = (length: number) => new Uint8Array(length).fill(length);
const terms: OrderTerms = { basis: 7, reason: 3, caseHash: caseHash('2026-17'), deadline: 1000 };

const { takedown, freeze, limit, lift } = OrderKind;
test.each<[name: string, message: Message, said: object]>([
  ['a record', takedownMessage(id(36), terms), { kind: takedown, recordId: id(36) }],
  [
    'an attachment, in a drill, later',
    takedownMessage(id(36), { ...terms, isDrill: true, effectiveHeight: 9 }, [id(32)]),
    { kind: takedown, commitments: [id(32)], drill: true, effectiveHeight: 9 },
  ],
  ['a user', freezeMessage({ userId: 'alice' }, 99, terms), { kind: freeze, userId: 'alice' }],
  ['a frozen record', freezeMessage({ recordId: id(36) }, 99, terms), { expiresAt: 99 }],
  ['a limit', limitMessage('alice', 99, terms), { kind: limit, userId: 'alice', expiresAt: 99 }],
  ['a lift', liftMessage(id(32), terms), { kind: lift, lifts: id(32), expiresAt: 0 }],
])('an order about %s says that, and is well formed', (_, message, said) => {
  expect(message.type).toBe('moderationOrder');
  const all = { basis: 7, reason: 3, caseHash: terms.caseHash, deadline: 1000, ...said };
  expect(message.value).toMatchObject(all);
  const head = { chainId: 'demo', signer: id(32), validUntil: 1, unique: id(16) };
  const parsed = bodyCodec.parse(bodyCodec.encode({ ...head, [message.type]: message.value }));
  expect(parsed.ok && messageOf(parsed.value)?.type).toBe('moderationOrder');
});

test('an approval names its order, and a case is named by SHA-256', () => {
  expect(approvalMessage(id(32))).toEqual({
    type: 'moderationApprove',
    value: { orderId: id(32) },
  });
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(bytesToHex(caseHash('abc'))).toBe(abc);
});
