import { bytesToHex, sha256 } from '@mingjing/crypto';
import { describe, expect, it } from 'vitest';
import {
  type AttachmentRef,
  type Body,
  bodyCodec,
  defaultParameters,
  EPOCH_HOLDERS_MAX,
  type ModerationOrder,
  messageTypes,
  type Parameters,
  PROOF_UNITS,
  parametersFault,
  parseTransaction,
  type RecordItem,
  transactionCodec,
} from '../src/index.ts';
import { accessOpening, accessOrder, bytes, envelope, genesis, sealedRecord } from './sample.ts';

const chainId = 'demo-0123456789abcdef';
const ref = (fill: number, change: Partial<AttachmentRef> = {}): AttachmentRef => {
  return { commitment: bytes(32, fill), sizeBytes: 1000, role: 1, ...change };
};
const record = (change: Partial<RecordItem> = {}): RecordItem => {
  return { category: 7, subject: 'order/2026-1', attachments: [ref(1), ref(2)], ...change };
};
const head = { chainId, signer: bytes(32, 9), validUntil: 1_790_000_000_000, unique: bytes(16, 8) };

function parse(body: Partial<Body>, limits: Partial<Parameters> = {}, signature = bytes(64, 5)) {
  const transaction = transactionCodec.encode({
    body: bodyCodec.encode({ ...head, ...body }),
    signature,
  });
  return parseTransaction(transaction, chainId, { ...defaultParameters, ...limits });
}
const publish = (...records: RecordItem[]): Partial<Body> => ({ recordsPublish: { records } });

describe('parseTransaction', () => {
  it('gives hash, id, message and what counts against limits', () => {
    const parsed = parse(publish(record(), record({ attachments: [] })));
    if (!parsed.ok) return expect.fail(parsed.reason);
    const { value } = parsed;
    expect(value).toMatchObject({
      message: { type: 'recordsPublish' },
      recordCount: 2,
      attachmentBytes: 2000,
      verificationUnits: 1,
    });
    expect(value.attachments).toHaveLength(2);
    const tagged = (tag: string, message: Uint8Array) =>
      sha256(
        Buffer.concat([
          Uint8Array.of(2, tag.length),
          Buffer.from(tag),
          Uint8Array.of(chainId.length),
          Buffer.from(chainId),
          message,
        ]),
      );
    expect(bytesToHex(value.hash)).toBe(bytesToHex(tagged('transaction-hash', value.bytes)));
    expect(bytesToHex(value.id)).toBe(bytesToHex(tagged('transaction-id', value.bodyBytes)));
  });

  const many = (count: number) =>
    record({ attachments: Array.from({ length: count }, (_, n) => ref(n)) });
  const table: [string, ReturnType<typeof parse>, string][] = [
    ['a short signature', parse(publish(record()), {}, bytes(63, 1)), 'bad-field'],
    ['a long signature', parse(publish(record()), {}, bytes(65, 1)), 'bad-field'],
    ['too many bytes', parse(publish(record()), { transactionBytesMax: 200 }), 'too-large'],
    [
      'another chain',
      parse({ ...publish(record()), chainId: 'demo-0123456789abcdee' }),
      'wrong-chain',
    ],
    ['a short signer', parse({ ...publish(record()), signer: bytes(31, 1) }), 'bad-field'],
    ['a long unique', parse({ ...publish(record()), unique: bytes(17, 1) }), 'bad-field'],
    ['no message', parse({}), 'no-message'],
    [
      'two messages',
      parse({ ...publish(record()), recordsWithdraw: { recordId: bytes(36, 1), reason: 1 } }),
      'not-canonical',
    ],
    ['no record', parse(publish()), 'bad-field'],
    ['too many records', parse(publish(record(), record()), { recordsMax: 1 }), 'too-many-records'],
    ['a category above 16 bits', parse(publish(record({ category: 65_536 }))), 'bad-field'],
    ['free text as subject', parse(publish(record({ subject: 'a title' }))), 'bad-field'],
    [
      'a subject of 65 characters',
      parse(publish(record({ subject: 'a'.repeat(65) }))),
      'bad-field',
    ],
    ['too many attachments', parse(publish(many(17))), 'too-many-attachments'],
    ['too many over several records', parse(publish(many(9), many(8))), 'too-many-attachments'],
    [
      'a short commitment',
      parse(publish(record({ attachments: [ref(1, { commitment: bytes(31, 1) })] }))),
      'bad-field',
    ],
    ['role 0', parse(publish(record({ attachments: [ref(1, { role: 0 })] }))), 'bad-field'],
    ['role 4', parse(publish(record({ attachments: [ref(1, { role: 4 })] }))), 'bad-field'],
    [
      'a large attachment',
      parse(publish(record({ attachments: [ref(1, { sizeBytes: 8 * 1024 * 1024 + 1 })] }))),
      'attachment-too-large',
    ],
    [
      'a commitment twice',
      parse(publish(record({ attachments: [ref(1), ref(1)] }))),
      'duplicate-commitment',
    ],
    ['a commitment in two records', parse(publish(record(), record())), 'duplicate-commitment'],
    [
      'an amendment of no record',
      parse({ recordsAmend: { recordId: bytes(35, 1), record: record() } }),
      'bad-field',
    ],
    [
      'an amendment with nothing',
      parse({ recordsAmend: { recordId: bytes(36, 1) } as never }),
      'bad-field',
    ],
    [
      'an amendment with free text',
      parse({ recordsAmend: { recordId: bytes(36, 1), record: record({ subject: ' ' }) } }),
      'bad-field',
    ],
    [
      'a withdrawal of no record',
      parse({ recordsWithdraw: { recordId: bytes(37, 1), reason: 1 } }),
      'bad-field',
    ],
    [
      'a ballot on no proposal',
      parse({ governanceBallot: { proposalId: bytes(31, 1), approve: true } }),
      'bad-field',
    ],
  ];
  it.each(table)('refuses %s', (_, parsed, reason) => {
    expect(parsed).toEqual({ ok: false, reason });
  });

  it('refuses bytes that are not canonical, outside and inside', () => {
    const limits = defaultParameters;
    const body = bodyCodec.encode({ ...head, ...publish(record()) });
    const outer = Uint8Array.from([
      ...transactionCodec.encode({ body, signature: bytes(64, 1) }),
      0x18,
      1,
    ]);
    expect(parseTransaction(outer, chainId, limits)).toEqual({
      ok: false,
      reason: 'not-canonical',
    });
    const loose = Uint8Array.from([...body, 0x18, 1]);
    const inner = transactionCodec.encode({ body: loose, signature: bytes(64, 1) });
    expect(parseTransaction(inner, chainId, limits)).toEqual({
      ok: false,
      reason: 'not-canonical',
    });
    expect(parseTransaction(new Uint8Array(0), chainId, limits)).toEqual({
      ok: false,
      reason: 'bad-field',
    });
  });

  it.each([
    ['the most attachments', publish(many(16))],
    ['an empty subject', publish(record({ subject: '' }))],
    ['a subject of 64 characters', publish(record({ subject: `a${'._:/-9Z'.repeat(9)}` }))],
    ['category 65535', publish(record({ category: 65_535 }))],
    ['a record without attachments', publish(record({ attachments: [] }))],
  ])('takes %s', (_, body) => {
    expect(parse(body).ok).toBe(true);
  });

  const declared = {
    ...{ kind: 1, identifier: '11000000000000000011', day: 20260209 },
    ...{ factsHash: bytes(32, 7), ended: false },
  };
  const disposal = (copies: number) => ({
    ...{ nodeId: 'node-a', source: 1, from: 0, to: 9, bodiesHash: bytes(32, 1) },
    copies: new Array(copies).fill({ statement: bytes(9, 1), signature: bytes(64, 1) }),
  });

  const order = (change: Partial<ModerationOrder>): ModerationOrder => ({
    ...{ kind: 1, userId: '', recordId: bytes(36, 1), commitments: [], lifts: bytes(0, 0) },
    ...{ effectiveHeight: 0, deadline: 1, expiresAt: 0, basis: 1, reason: 1 },
    ...{ caseHash: bytes(32, 2), drill: false },
    ...change,
  });
  const named = (count: number) => Array.from({ length: count }, () => bytes(32, 1));

  it('takes an order on as many attachments as one may name', () => {
    expect(parse({ moderationOrder: order({ commitments: named(256) }) }).ok).toBe(true);
  });

  it.each<[name: string, body: Partial<Body>]>([
    ['a hold without a scope', { retentionHold: { basis: 1, expiresAt: 0 } as never }],
    ['a withdrawal of no proposal', { governanceWithdraw: { proposalId: bytes(31, 1) } }],
    ['a rotation to nothing', { identityRotate: {} as never }],
    [
      'an agreement without a text',
      { agreementPublish: { version: 1, textHash: bytes(0, 0), effectiveAt: 0 } },
    ],
    ['the acceptance of no text', { agreementAccept: { version: 1, textHash: bytes(31, 1) } }],
    ['the confirmation of no sanction', { sanctionConfirm: { sanctionId: bytes(31, 1) } }],
    ['the end of no sanction', { sanctionLift: { sanctionId: bytes(0, 0), reason: 1 } }],
    [
      'an appeal against none',
      { sanctionAppeal: { sanctionId: bytes(33, 1), reason: 1, statement: bytes(0, 0) } },
    ],
    [
      'an appeal that says half a hash',
      { sanctionAppeal: { sanctionId: bytes(32, 1), reason: 1, statement: bytes(16, 1) } },
    ],
    [
      'the decision of none',
      { sanctionDecide: { sanctionId: bytes(31, 1), upheld: true, reason: 1 } },
    ],
    ['a release of no hold', { retentionRelease: { holdId: bytes(31, 1) } }],
    ['a disposal with five copies', { retentionDisposal: disposal(5) }],
    ['an order on a short record id', { moderationOrder: order({ recordId: bytes(35, 1) }) }],
    ['an order without its case', { moderationOrder: order({ caseHash: bytes(0, 0) }) }],
    ['an order lifting half an id', { moderationOrder: order({ lifts: bytes(16, 1) }) }],
    ['an order on half a commitment', { moderationOrder: order({ commitments: [bytes(16, 1)] }) }],
    ['an order on too many', { moderationOrder: order({ commitments: named(257) }) }],
    ['an approval of no order', { moderationApprove: { orderId: bytes(31, 1) } }],
    ['a filing of no kind', { filingDeclare: { ...declared, kind: 0 } }],
    ['a filing of an unknown kind', { filingDeclare: { ...declared, kind: 5 } }],
    ['a filing without a number', { filingDeclare: { ...declared, identifier: '' } }],
    ['a filing with words', { filingDeclare: { ...declared, identifier: '京网信备1号' } }],
    ['a filing with the number of another kind', { filingDeclare: { ...declared, kind: 2 } }],
  ])('refuses %s', (_, body) => {
    expect(parse(body)).toEqual({ ok: false, reason: 'bad-field' });
  });

  const units: [string, Partial<Body>, number][] = [
    [
      'governancePropose',
      { governancePropose: { action: { revokeNode: { nodeId: 'node-a' } }, expiresAt: 0 } },
      6,
    ],
    ['governanceBallot', { governanceBallot: { proposalId: bytes(32, 1), approve: true } }, 1],
    ['governanceWithdraw', { governanceWithdraw: { proposalId: bytes(32, 1) } }, 1],
    [
      'identityRegister',
      {
        identityRegister: {
          userId: 'user',
          userType: 1,
          key: {} as never,
          answer: bytes(1, 1),
          answerSignature: bytes(1, 1),
        },
      },
      3,
    ],
    [
      'identityRenew',
      { identityRenew: { userId: 'user', answer: bytes(1, 1), answerSignature: bytes(1, 1) } },
      3,
    ],
    ['identityRotate', { identityRotate: { key: {} as never } }, 2],
    [
      'agreementPublish',
      { agreementPublish: { version: 1, textHash: bytes(32, 1), effectiveAt: 0 } },
      1,
    ],
    ['agreementAccept', { agreementAccept: { version: 1, textHash: bytes(32, 1) } }, 1],
    [
      'sanctionImpose',
      { sanctionImpose: { userId: 'user', grade: 1, reason: 1, basis: 1, expiresAt: 1 } },
      1,
    ],
    ['sanctionConfirm', { sanctionConfirm: { sanctionId: bytes(32, 1) } }, 1],
    ['sanctionLift', { sanctionLift: { sanctionId: bytes(32, 1), reason: 1 } }, 1],
    [
      'sanctionAppeal',
      { sanctionAppeal: { sanctionId: bytes(32, 1), reason: 1, statement: bytes(0, 0) } },
      1,
    ],
    [
      'sanctionDecide',
      { sanctionDecide: { sanctionId: bytes(32, 1), upheld: true, reason: 1 } },
      1,
    ],
    ['retentionAnchor', { retentionAnchor: { nodeId: 'node-a', logs: [], witnessed: [] } }, 1],
    ['retentionHold', { retentionHold: { scope: {} as never, basis: 1, expiresAt: 0 } }, 1],
    ['retentionRelease', { retentionRelease: { holdId: bytes(32, 1) } }, 1],
    ['retentionDisposal', { retentionDisposal: disposal(2) }, 3],
    ['retentionErase', { retentionErase: { userId: 'alice' } }, 1],
    ['moderationOrder', { moderationOrder: order({}) }, 1],
    ['moderationApprove', { moderationApprove: { orderId: bytes(32, 1) } }, 1],
    ['misbehaviourEvidence', { misbehaviourEvidence: { kind: 1 } as never }, 3],
    ['screeningRules', { screeningRules: { nodeId: 'a', ruleSets: [] } }, 1],
    ['filingDeclare', { filingDeclare: declared }, 1],
    ['accessOrder', { accessOrder: accessOrder({}) }, 1],
    ['accessApprove', { accessApprove: { orderId: bytes(32, 1) } }, 1],
    ['accessOpen', { accessOpen: accessOpening({}) }, 1],
    ['accessShare', { accessShare: { orderId: bytes(32, 1), answerHash: bytes(32, 2) } }, 1],
    ['accessClose', { accessClose: { orderId: bytes(32, 1) } }, 1],
    [
      'envelopeKeyRegister',
      { envelopeKeyRegister: { publicKey: bytes(32, 1), possession: bytes(64, 2) } },
      41,
    ],
    ['identitySeal', { identitySeal: { userId: 'alice', envelope: envelope({}, 2) } }, 81],
    ['recordsWithdraw', { recordsWithdraw: { recordId: bytes(36, 1), reason: 1 } }, 1],
    ['recordsAmend', { recordsAmend: { recordId: bytes(36, 1), record: record() } }, 1],
  ];
  it.each(units)('counts the signatures of %s', (type, body, verificationUnits) => {
    expect(parse(body)).toMatchObject({
      ok: true,
      value: { message: { type }, verificationUnits },
    });
  });

  it('counts 40 for each recipient of a record, and each share of a new epoch', () => {
    const sealed = [sealedRecord(2, 11), sealedRecord(3, 12), record()];
    expect(parse({ recordsPublish: { records: sealed } })).toMatchObject({
      value: { verificationUnits: 201 },
    });
    expect(
      parse({ recordsAmend: { recordId: bytes(36, 1), record: sealedRecord(8) } }),
    ).toMatchObject({ value: { verificationUnits: 321 } });
    const holder = { holder: 'org-a', index: 1, possession: bytes(64, 1) };
    const holders = (count: number) => ({
      ...{ threshold: 1, commitments: [bytes(32, 1)] },
      holders: Array.from({ length: count }, () => holder),
    });
    const startEpoch = { officers: holders(5), custodians: holders(4) } as never;
    expect(parse({ governancePropose: { action: { startEpoch }, expiresAt: 0 } })).toMatchObject({
      value: { verificationUnits: 366 },
    });
  });

  it('knows every message of the schema', () => {
    expect([...messageTypes].sort((a, b) => (a < b ? -1 : 1))).toEqual(
      ['recordsPublish', ...units.map(([type]) => type)].sort((a, b) => (a < b ? -1 : 1)),
    );
  });
});

describe('parametersFault', () => {
  it('leaves room for the most costly proposal, or no vote could change anything back', () => {
    const units = 6 + 2 * EPOCH_HOLDERS_MAX * PROOF_UNITS;
    const low = { ...defaultParameters, verificationUnitsMax: units };
    expect(parametersFault(low)).toBe('verificationUnitsMax');
    const least = { ...defaultParameters, verificationUnitsMax: 6000 };
    expect(parametersFault(least)).toBeUndefined();
    expect(units).toBeLessThan(6000);
  });

  it('passes the defaults and names what is out of bounds', () => {
    expect(parametersFault(genesis.parameters)).toBeUndefined();
    for (const name of Object.keys(defaultParameters) as (keyof Parameters)[]) {
      expect(parametersFault({ ...defaultParameters, [name]: 2 ** 40 })).toBe(name);
      expect(parametersFault({ ...defaultParameters, [name]: -1 })).toBe(name);
      expect(parametersFault({ ...defaultParameters, [name]: 1.5 })).toBe(name);
    }
  });
});
