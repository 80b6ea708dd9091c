import { verify } from '@mingjing/crypto/node';
import {
  chainIdOf,
  genesisCodec,
  headerCodec,
  parametersFault,
  type Receipt,
  receiptCodec,
  resultCodec,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { type ReceiptRefusal, verifyReceipt } from '../src/index.ts';
import { RECEIPT_BYTES_MAX, STEPS_MAX, widestParameters } from '../src/receipt/limits.ts';
import {
  altered,
  bytes,
  certify,
  commit,
  firstSeats,
  genesis,
  handover,
  openings,
  publication,
  receipt,
  receiptAt,
  receiptBytes,
  seat,
  secondSeats,
  stepOf,
  trustedGenesisHash,
} from './chain.ts';

const check = (changed: Uint8Array) => verifyReceipt(changed, { trustedGenesisHash, verify });

function refusalOf(changed: Uint8Array, options: object = { trustedGenesisHash, verify }) {
  const verdict = verifyReceipt(changed, options);
  return verdict.ok ? expect.fail('the receipt was accepted') : verdict;
}

/** `receipt.bytes` with one bit of one byte changed. */
function flipped(original: Uint8Array, at: number, mask = 1 << (at % 8)): Uint8Array {
  const changed = Uint8Array.from(original);
  changed[at] = (changed[at] as number) ^ mask;
  return changed;
}

/** Where a part lies in the receipt's bytes. */
function placeOf(part: Uint8Array): { start: number; end: number } {
  const start = Buffer.from(receiptBytes).indexOf(part);
  expect(start).toBeGreaterThan(0);
  return { start, end: start + part.length };
}

describe('a changed byte', () => {
  it.each([
    ['one bit', (at: number) => 1 << (at % 8)],
    ['the top bit', () => 0x80],
    ['every bit', () => 0xff],
  ])('is refused at every position: %s', (_, mask) => {
    for (let at = 0; at < receiptBytes.length; at += 1) {
      const verdict = check(flipped(receiptBytes, at, mask(at)));
      if (verdict.ok) expect.fail(`byte ${at} changed and nobody saw it`);
    }
  });

  it('is refused at every position of a receipt that fits its tree in several shapes', () => {
    // The path of the first of five leaves is also a path of trees of six, seven and eight.
    const wide = receiptCodec.encode(receiptAt(0, { seats: firstSeats }));
    for (let at = 0; at < wide.length; at += 1) {
      for (const mask of [1, 2, 4]) {
        if (check(flipped(wide, at, mask)).ok) expect.fail(`byte ${at} ^ ${mask}`);
      }
    }
  });

  it('is refused by the portable verifier too, and without a trusted genesis', () => {
    for (let at = 0; at < receiptBytes.length; at += 97) {
      expect(refusalOf(flipped(receiptBytes, at), {}).ok).toBe(false);
    }
  });

  const whole = (part: keyof Receipt) => receipt[part] as Uint8Array;
  const step = (field: 'header' | 'certificate' | 'nextValidators') => handover[field];
  const inside = (part: Uint8Array, field: Uint8Array) => {
    const { start } = placeOf(part);
    const at = Buffer.from(part).indexOf(field);
    expect(at).toBeGreaterThan(0);
    return start + at + 5;
  };
  const header = headerCodec.decode(receipt.header);
  const table: [string, () => number, Partial<ReceiptRefusal>][] = [
    ['genesis', () => placeOf(whole('genesis')).start + 400, { part: 'genesis' }],
    [
      'state root in the header of a step',
      () => inside(step('header'), bytes(32, 0x33)),
      { part: 'validator-step', index: 0, of: 'header', reason: 'not-certified' },
    ],
    [
      'certificate of a step',
      () => placeOf(step('certificate')).end - 3,
      { part: 'validator-step', index: 0, of: 'certificate', reason: 'signature-invalid' },
    ],
    [
      'next validator set of a step',
      () => placeOf(step('nextValidators')).end - 8,
      { part: 'validator-step', index: 0, of: 'next-validators', reason: 'hash-differs' },
    ],
    [
      'state root in the header',
      () => inside(whole('header'), header.stateRoot),
      { part: 'header', reason: 'not-certified' },
    ],
    [
      'validator-set hash in the header',
      () => inside(whole('header'), header.validatorsHash),
      { part: 'header', reason: 'other-validators' },
    ],
    [
      'signature in the certificate',
      () => placeOf(whole('certificate')).end - 20,
      { part: 'certificate', reason: 'signature-invalid' },
    ],
    [
      'record',
      () => inside(whole('transaction'), new TextEncoder().encode('order/3')) + 1,
      { part: 'transaction-proof', reason: 'root-mismatch' },
    ],
    [
      'signature of the transaction',
      () => placeOf(whole('transaction')).end - 10,
      { part: 'transaction-proof', reason: 'root-mismatch' },
    ],
    [
      'transaction proof',
      () => placeOf(receipt.transactionProof[1] as Uint8Array).start + 7,
      { part: 'transaction-proof', reason: 'root-mismatch' },
    ],
    [
      'result proof',
      () => placeOf(receipt.resultProof[0] as Uint8Array).start + 7,
      { part: 'result-proof', reason: 'root-mismatch' },
    ],
    [
      'salt of the second attachment',
      () => placeOf(openings[1]?.salt as Uint8Array).start + 3,
      { part: 'attachment', index: 1, reason: 'commitment-differs' },
    ],
    [
      'content hash of the first attachment',
      () => placeOf(openings[0]?.contentHash as Uint8Array).start,
      { part: 'attachment', index: 0, reason: 'commitment-differs' },
    ],
  ];
  it.each(table)('names its part: %s', (_, at, refusal) => {
    expect(refusalOf(flipped(receiptBytes, at(), 1))).toMatchObject(refusal);
  });

  it('names the leaf where there is no other hash to blame', () => {
    const single = receiptAt(0, { transactions: [publication(1)] });
    const other = refusalOf(altered({ transaction: publication(2) }, single));
    expect(other).toMatchObject({ part: 'transaction', reason: 'root-mismatch' });
    const code = refusalOf(altered({ result: resultCodec.encode({ code: 1 }) }, single));
    expect(code).toMatchObject({ part: 'result', reason: 'root-mismatch' });
  });
});

describe('bytes missing or added', () => {
  it('are refused at every length', () => {
    // Openings come last, and fewer of them make a receipt that says less, and is one.
    const shorter = [0, 1].map((n) => altered({ attachments: openings.slice(0, n) }).length);
    for (let length = 0; length < receiptBytes.length; length += 1) {
      const verdict = check(receiptBytes.subarray(0, length));
      expect([length, verdict.ok]).toEqual([length, shorter.includes(length)]);
    }
    expect(refusalOf(Uint8Array.from([...receiptBytes, 0]))).toMatchObject({ part: 'receipt' });
    const unknownField = Uint8Array.from([...receiptBytes, 0x78, 1]);
    expect(refusalOf(unknownField)).toMatchObject({ part: 'receipt', reason: 'not-canonical' });
    expect(refusalOf(new Uint8Array(RECEIPT_BYTES_MAX + 1))).toMatchObject({ reason: 'too-large' });
  });
});

describe('a receipt put together from other parts', () => {
  const second = receiptAt(3);
  const other = receiptAt(2, { height: 10, transactions: [6, 7, 8, 9].map((n) => publication(n)) });
  const step = stepOf(firstSeats, secondSeats, 4);
  const third = ['b', 'c', 'e', 'f'].map((letter) => seat(letter));
  const handoff = stepOf(secondSeats, third, 6);
  const longPath = [...receipt.transactionProof, bytes(32, 1)];
  const table: [string, Uint8Array, Partial<ReceiptRefusal>][] = [
    ['version 2', altered({ version: 2 }), { part: 'receipt', reason: 'unknown-version' }],
    [
      'too many steps',
      altered({ steps: Array.from({ length: STEPS_MAX + 1 }, () => step) }),
      { part: 'receipt', reason: 'too-many-steps' },
    ],
    [
      'proofs exchanged',
      altered({ transactionProof: receipt.resultProof }),
      { part: 'transaction-proof' },
    ],
    [
      'the other proof exchanged',
      altered({ resultProof: receipt.transactionProof }),
      { part: 'result-proof' },
    ],
    [
      'another transaction',
      altered({ transaction: second.transaction }),
      { part: 'transaction-proof' },
    ],
    [
      'another position',
      altered({ index: 3 }),
      { part: 'transaction-proof', reason: 'root-mismatch' },
    ],
    [
      'a position outside',
      altered({ index: 5 }),
      { part: 'transaction-proof', reason: 'index-out-of-range' },
    ],
    ['no transactions', altered({ count: 0 }), { part: 'transaction-proof', reason: 'bad-size' }],
    // Five and seven leaves have the same path shape here: only the result's leaf can tell.
    ['another count', altered({ count: 7 }), { part: 'result-proof', reason: 'root-mismatch' }],
    [
      'too short a proof',
      altered({ transactionProof: receipt.transactionProof.slice(1) }),
      { part: 'transaction-proof' },
    ],
    [
      'too long a proof',
      altered({ transactionProof: longPath }),
      { part: 'transaction-proof', reason: 'wrong-proof-length' },
    ],
    [
      'a short hash in a proof',
      altered({ resultProof: receipt.resultProof.map(() => bytes(31, 1)) }),
      { part: 'result-proof', reason: 'bad-hash-length' },
    ],
    [
      'another result',
      altered({ result: resultCodec.encode({ code: 12 }) }),
      { part: 'result-proof' },
    ],
    [
      'a result with an explicit default',
      altered({ result: Uint8Array.of(8, 0) }),
      { part: 'result', reason: 'not-canonical' },
    ],
    [
      'another header',
      altered({ header: other.header }),
      { part: 'header', reason: 'not-certified' },
    ],
    [
      'another certificate',
      altered({ certificate: other.certificate }),
      { part: 'header', reason: 'not-certified' },
    ],
    [
      'the block of another',
      altered({ header: other.header, certificate: other.certificate }),
      { part: 'transaction-proof' },
    ],
    ['no steps', altered({ steps: [] }), { part: 'header', reason: 'other-validators' }],
    [
      'a step twice',
      altered({ steps: [step, step] }),
      { part: 'validator-step', index: 1, reason: 'not-ascending-height' },
    ],
    [
      'a step too early',
      altered({ steps: [handoff, step] }),
      { part: 'validator-step', index: 0, of: 'header', reason: 'other-validators' },
    ],
    [
      'a step after the block',
      altered({ steps: [stepOf(firstSeats, secondSeats, 9)] }),
      { part: 'header', reason: 'not-ascending-height' },
    ],
    [
      'a step that changes nothing',
      altered({ steps: [stepOf(firstSeats, firstSeats, 3), step] }),
      { part: 'validator-step', index: 0, of: 'header', reason: 'no-change' },
    ],
    [
      'a step with loose validator bytes',
      altered({ steps: [{ ...step, nextValidators: bytes(4, 0xff) }] }),
      { part: 'validator-step', of: 'next-validators', reason: 'not-canonical' },
    ],
    [
      'an opening twice',
      altered({ attachments: [openings[0], openings[0]] as never }),
      { part: 'attachment', index: 1, reason: 'repeated' },
    ],
    [
      'an opening of something else',
      altered({
        attachments: [{ commitment: bytes(32, 1), salt: bytes(32, 2), contentHash: bytes(32, 3) }],
      }),
      { part: 'attachment', index: 0, reason: 'not-referenced' },
    ],
    [
      'salt and content hash divided elsewhere',
      altered({
        attachments: [{ ...openings[0], salt: bytes(33, 1), contentHash: bytes(31, 1) } as never],
      }),
      { part: 'attachment', index: 0, reason: 'bad-length' },
    ],
    [
      'a transaction of another chain',
      altered({ transaction: publication(3, 'demo-0000000000000000') }),
      { part: 'transaction', reason: 'wrong-chain' },
    ],
  ];
  it.each(table)('is refused: %s', (_, changed, refusal) => {
    expect(refusalOf(changed)).toMatchObject(refusal);
  });

  const headers: [string, object, Partial<ReceiptRefusal>][] = [
    ['a format version to come', { version: 2 }, { part: 'header', reason: 'unknown-version' }],
    ['rules to come', { rulesVersion: 2 }, { part: 'header', reason: 'unknown-rules' }],
    [
      'another chain',
      { chainId: 'demo-0000000000000000' },
      { part: 'header', reason: 'other-chain' },
    ],
  ];
  it.each(headers)('is refused although a quorum signed it: %s', (_, change, refusal) => {
    const { headerBytes, certificate } = commit(secondSeats, { height: 9, ...change });
    expect(refusalOf(altered({ header: headerBytes, certificate }))).toMatchObject(refusal);
  });

  it('is refused with exactly two thirds, or with the set before the change', () => {
    const half = receiptAt(2, { positions: [0, 1] });
    expect(refusalOf(altered({}, half))).toMatchObject({
      part: 'certificate',
      reason: 'no-quorum',
    });
    const old = receiptAt(2, { seats: firstSeats });
    const mixed = altered({ steps: receipt.steps }, old);
    expect(refusalOf(mixed)).toMatchObject({ part: 'header', reason: 'other-validators' });
  });

  it('is refused when a step has no quorum', () => {
    const weak = commit(firstSeats, { height: 4, nextValidatorsHash: bytes(32, 1) }, [0, 1]);
    const steps = [{ ...step, header: weak.headerBytes, certificate: weak.certificate }];
    const refusal = { part: 'validator-step', index: 0, of: 'certificate', reason: 'no-quorum' };
    expect(refusalOf(altered({ steps }))).toMatchObject(refusal);
    expect(certify(firstSeats, { height: 4, blockId: bytes(32, 1) }).signatures).toHaveLength(4);
  });
});

describe('a genesis nobody should start from', () => {
  it.each([
    ['a format to come', { version: 2 }, 'unknown-version'],
    ['an unknown suite', { suite: 2 }, 'unknown-suite'],
    ['a name that is none', { name: 'Demo\n' }, 'bad-name'],
    ['no validators', { nodes: [] }, 'other-chain'],
  ])('is refused: %s', (_, change, reason) => {
    const changed = altered({ genesis: genesisCodec.encode({ ...genesis, ...change }) });
    expect(refusalOf(changed, { verify })).toMatchObject({ part: 'genesis', reason });
  });

  it('is refused for its validators when everything else fits', () => {
    const empty = { ...genesis, nodes: [] };
    const header = headerCodec.encode({
      ...headerCodec.decode(receipt.header),
      chainId: chainIdOf(empty),
    });
    const changed = altered({ genesis: genesisCodec.encode(empty), header });
    expect(refusalOf(changed, { verify })).toMatchObject({ part: 'genesis', reason: 'empty' });
  });
});

describe('the limits of the verifier', () => {
  it('are the widest any chain may set', () => {
    expect(parametersFault(widestParameters)).toBeUndefined();
    const names = [
      'recordsMax',
      'transactionBytesMax',
      'attachmentSizeMax',
      'attachmentsPerTransactionMax',
    ] as const;
    for (const name of names) {
      const wider = { ...widestParameters, [name]: widestParameters[name] + 1 };
      expect(parametersFault(wider)).toBe(name);
    }
  });
});
