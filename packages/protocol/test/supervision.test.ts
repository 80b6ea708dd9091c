import { bytesToHex } from '@mingjing/crypto';
import { describe, expect, it } from 'vitest';
import {
  type AccessOrder,
  accessCommitment,
  type Body,
  bodyCodec,
  bodyWithoutProofs,
  defaultParameters,
  isOrder,
  type MessageType,
  parseTransaction,
  type RecordEnvelope,
  type RecordItem,
  recipientKeyId,
  recipientPossession,
  sharePossession,
  transactionCodec,
} from '../src/index.ts';
import { accessOpening, accessOrder, bytes, envelope, sealedRecord } from './sample.ts';

const chainId = 'demo-0123456789abcdef';
const head = { chainId, signer: bytes(32, 9), validUntil: 1_790_000_000_000, unique: bytes(16, 8) };
const hex = bytesToHex;

function parse(message: Partial<Body>) {
  const body = bodyCodec.encode({ ...head, ...message });
  const transaction = transactionCodec.encode({ body, signature: bytes(64, 5) });
  return parseTransaction(transaction, chainId, defaultParameters);
}

const publish = (...records: RecordItem[]) => parse({ recordsPublish: { records } });
const changed = (change: Partial<RecordEnvelope>, recipients = 1) => {
  const record = sealedRecord(recipients);
  return { ...record, envelope: { ...(record.envelope as RecordEnvelope), ...change } };
};
const plain = { commitment: bytes(32, 77), sizeBytes: 10, role: 1 };
const ciphertext = { commitment: bytes(32, 78), sizeBytes: 10, role: 3 };

describe('a private record', () => {
  it('is taken with 1 to 8 recipients, in a batch, and beside public attachments', () => {
    expect(publish(sealedRecord(1)).ok).toBe(true);
    expect(publish(sealedRecord(8)).ok).toBe(true);
    expect(publish(sealedRecord(2, 61), sealedRecord(1, 62)).ok).toBe(true);
    const record = sealedRecord(1);
    expect(publish({ ...record, attachments: [plain, ...record.attachments] }).ok).toBe(true);
  });

  const short = [{ keyId: bytes(31, 1), publicKey: bytes(32, 2), wrapped: bytes(32, 3) }];
  it.each<[name: string, records: RecordItem[]]>([
    ['without a recipient', [changed({ recipients: [] })]],
    ['with nine recipients', [sealedRecord(9)]],
    ['with a short key id', [changed({ recipients: short })]],
    ['with a short C0', [changed({ c0: bytes(31, 1) })]],
    ['with a long Cs', [changed({ cs: bytes(33, 1) })]],
    ['with a short key check', [changed({ keyCheck: bytes(16, 1) })]],
    ['without a proof', [changed({ proof: bytes(0, 0) })]],
    ['naming another ciphertext', [changed({ ciphertext: bytes(32, 99) })]],
    ['without its ciphertext', [{ ...sealedRecord(1), attachments: [plain] }]],
    [
      'with two ciphertexts',
      [{ ...sealedRecord(1), attachments: [...sealedRecord(1).attachments, ciphertext] }],
    ],
    ['that is public with a ciphertext', [{ ...sealedRecord(1), envelope: null }]],
    [
      'sealed with the C0 of another in the batch',
      [
        sealedRecord(1, 61),
        {
          ...sealedRecord(1, 62),
          envelope: envelope({ c0: bytes(32, 61), ciphertext: bytes(32, 62) }),
        },
      ],
    ],
  ])('is refused %s', (_, records) => {
    expect(publish(...records)).toEqual({ ok: false, reason: 'bad-envelope' });
    const [record] = records as [RecordItem];
    if (records.length > 1) return;
    expect(parse({ recordsAmend: { recordId: bytes(36, 1), record } })).toEqual({
      ok: false,
      reason: 'bad-envelope',
    });
  });
});

describe('messages of the supervision module', () => {
  const reader = { officer: 'inspector', sealingKey: bytes(32, 3) };
  const order = (change: Partial<AccessOrder>) => ({ accessOrder: accessOrder(change) });
  it.each<[name: string, message: Partial<Body>]>([
    ['an order on half a record', order({ recordId: bytes(18, 1) })],
    ['an order on nothing', order({ recordId: bytes(0, 0) })],
    ['an order with half a commitment', order({ commitment: bytes(16, 1) })],
    ['an order about half an element', order({ blinded: bytes(16, 1) })],
    ['an order under no notice', order({ notice: '' })],
    ['an order whose notice is a text', order({ notice: '京公网检〔2026〕1号' })],
    ['an order that nobody reads', order({ officers: [] })],
    ['an order for nine readers', order({ officers: new Array(9).fill(reader) })],
    [
      'an order for a reader without a key',
      order({ officers: [{ ...reader, sealingKey: bytes(0, 0) }] }),
    ],
    ['an order on no name', order({ recordId: bytes(0, 0), userId: 'Some Body' })],
    ['an approval of no order', { accessApprove: { orderId: bytes(31, 1) } }],
    ['the end of no order', { accessClose: { orderId: bytes(0, 0) } }],
    ['the opening of no order', { accessOpen: accessOpening({ orderId: bytes(1, 1) }) }],
    ['an opening about nothing', { accessOpen: accessOpening({ recordId: bytes(0, 0) }) }],
    ['an opening about two', { accessOpen: accessOpening({ userId: 'alice' }) }],
    ['an opening with half a scalar', { accessOpen: accessOpening({ blinding: bytes(16, 1) }) }],
    [
      'a share without an answer',
      { accessShare: { orderId: bytes(32, 1), answerHash: bytes(0, 0) } },
    ],
    [
      'a key of no length',
      { envelopeKeyRegister: { publicKey: bytes(0, 0), possession: bytes(64, 1) } },
    ],
    [
      'a key without possession',
      { envelopeKeyRegister: { publicKey: bytes(32, 1), possession: bytes(0, 0) } },
    ],
    ['an identity of nobody', { identitySeal: { userId: '', envelope: envelope() } }],
    ['an identity without an envelope', { identitySeal: { userId: 'alice' } as never }],
    [
      'an identity sealed to nobody',
      { identitySeal: { userId: 'alice', envelope: envelope({}, 0) } },
    ],
  ])('refuses %s', (_, message) => {
    expect(parse(message)).toEqual({ ok: false, reason: 'bad-field' });
  });

  it('stands first in a block where an officer signs it about an order', () => {
    const first: MessageType[] = ['accessOrder', 'accessApprove', 'accessOpen', 'accessClose'];
    const others: MessageType[] = ['accessShare', 'envelopeKeyRegister', 'identitySeal'];
    const isFirst = (type: MessageType) => isOrder({ message: { type } as never });
    expect(first.map(isFirst)).toEqual([true, true, true, true]);
    expect(others.map(isFirst)).toEqual([false, false, false]);
  });
});

describe('what proofs and commitments are made of', () => {
  it('empties every proof of a body and nothing else', () => {
    const records = [sealedRecord(2, 61), { category: 1, subject: '', attachments: [plain] }];
    const proofs = (proof: Uint8Array) =>
      records.map((each: RecordItem) =>
        each.envelope ? { ...each, envelope: { ...each.envelope, proof } } : each,
      );
    const body = (proof: Uint8Array) => ({ ...head, recordsPublish: { records: proofs(proof) } });
    const parsed = bodyCodec.decode(bodyCodec.encode(body(bytes(64, 1))));
    const emptied = bodyWithoutProofs(parsed);
    expect(hex(emptied)).toBe(hex(bodyCodec.encode(body(bytes(0, 0)))));
    expect(hex(bodyWithoutProofs({ ...head, ...body(bytes(64, 2)) }))).toBe(hex(emptied));
    const amended = { recordId: bytes(36, 1), record: sealedRecord(1) };
    const bare = (message: Partial<Body>) =>
      bodyCodec.decode(bodyWithoutProofs({ ...head, ...message }));
    expect(bare({ recordsAmend: amended }).recordsAmend?.record.envelope?.proof).toHaveLength(0);
    const seal = { userId: 'alice', envelope: envelope() };
    expect(bare({ identitySeal: seal }).identitySeal).toMatchObject({ userId: 'alice' });
    expect(bare({ identitySeal: seal }).identitySeal?.envelope.proof).toHaveLength(0);
  });

  it('tells subjects, bases, blindings and chains apart', () => {
    const subject = { recordId: bytes(36, 1), userId: '', basis: 7, blinding: bytes(32, 2) };
    const all = [
      accessCommitment(chainId, subject),
      accessCommitment('demo-0123456789abcdee', subject),
      accessCommitment(chainId, { ...subject, recordId: bytes(36, 2) }),
      accessCommitment(chainId, { ...subject, recordId: bytes(0, 0), userId: 'alice' }),
      accessCommitment(chainId, { ...subject, basis: 0x0107 }),
      accessCommitment(chainId, { ...subject, blinding: bytes(32, 3) }),
    ].map(hex);
    expect(new Set(all).size).toBe(all.length);
  });

  it('tells keys and holders apart', () => {
    const side = (fill: number) => ({ threshold: 1, commitments: [bytes(32, fill)], holders: [] });
    const epoch = { number: 1, authority: 'authority', officers: side(1), custodians: side(1) };
    const holder = { holder: 'org-a', index: 1 };
    const all = [
      sharePossession(epoch, 'officers', holder),
      sharePossession(epoch, 'custodians', holder),
      sharePossession({ ...epoch, number: 2 }, 'officers', holder),
      sharePossession({ ...epoch, authority: 'another' }, 'officers', holder),
      sharePossession({ ...epoch, officers: side(2) }, 'officers', holder),
      sharePossession(epoch, 'officers', { ...holder, index: 2 }),
      sharePossession(epoch, 'officers', { ...holder, holder: 'org-b' }),
      recipientPossession(7, 'org-a'),
      recipientPossession(2, 'org-a'),
      recipientPossession(7, 'org-b'),
      recipientKeyId(bytes(32, 1)),
    ].map(hex);
    expect(new Set(all).size).toBe(all.length);
  });
});
