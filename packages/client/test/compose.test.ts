import { bytesToHex, equalBytes, verifyPortable } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import {
  commitmentOf,
  defaultParameters,
  type Parameters,
  type PoolItem,
  parseTransaction,
  recordId,
  submitRequestCodec,
  transactionSigningBytes,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  composePublish,
  composeTransaction,
  type PublishDocument,
  type PublishOptions,
} from '../src/index.ts';

const CHAIN = 'test-0123456789abcdef';
const MIB = 1024 * 1024;
const signer = signerFromSeed(new Uint8Array(32).fill(7));
const keyId = new Uint8Array(32).fill(1);

function optionsWith(limits: Partial<Parameters> = {}): PublishOptions {
  let drawn = 0;
  const random = (sizeBytes: number) => {
    drawn++;
    const bytes = new Uint8Array(sizeBytes);
    new DataView(bytes.buffer).setUint32(0, drawn);
    return bytes;
  };
  return {
    chainId: CHAIN,
    limits: { ...defaultParameters, ...limits },
    keyId,
    sign: signer.sign,
    random,
    now: () => 1_700_000_000_000,
  };
}

function composed(documents: readonly PublishDocument[], options = optionsWith()) {
  const result = composePublish(documents, options);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

function parsed(item: PoolItem, options: PublishOptions) {
  const result = parseTransaction(item.transaction, CHAIN, options.limits);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

const file = (sizeBytes: number, name = 'a.bin'): PublishDocument => ({
  fileName: name,
  mediaType: 'application/octet-stream',
  content: new Uint8Array(sizeBytes),
});

describe('a composed transaction', () => {
  it('parses, bears its signature, and has the id and hash it says', () => {
    const transaction = composeTransaction({
      chainId: CHAIN,
      message: { type: 'governanceBallot', value: { proposalId: keyId, approve: true } },
      validUntil: 5000,
      unique: new Uint8Array(16).fill(9),
      keyId,
      sign: signer.sign,
    });
    const result = parseTransaction(transaction.bytes, CHAIN, defaultParameters);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.message).toMatchObject({ type: 'governanceBallot' });
    expect(result.value.body.validUntil).toBe(5000);
    expect(result.value.id).toEqual(transaction.id);
    expect(result.value.hash).toEqual(transaction.hash);
    const signed = transactionSigningBytes(CHAIN, result.value.bodyBytes);
    expect(verifyPortable(signer.publicKey, signed, result.value.signature)).toBe(true);
  });
});

describe('documents put on record', () => {
  const documents = fc.array(
    fc.record(
      {
        fileName: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
        mediaType: fc.constantFrom('text/plain', 'application/vnd.api+json'),
        title: fc.string({ unit: 'grapheme', maxLength: 40 }),
        content: fc.uint8Array({ maxLength: 900 }),
        subject: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,20}$/),
        category: fc.nat(0xffff),
      },
      { requiredKeys: ['fileName', 'mediaType', 'content'] },
    ),
    { minLength: 1, maxLength: 12 },
  );
  const limits = fc.record({
    attachmentsPerTransactionMax: fc.integer({ min: 2, max: 9 }),
    recordsMax: fc.integer({ min: 1, max: 5 }),
    attachmentBytesMax: fc.integer({ min: 2048, max: 5000 }),
    transactionBytesMax: fc.constantFrom(600, 4096),
  });

  it('every commitment recomputes, every limit holds, every document has its record', () => {
    fc.assert(
      fc.property(documents, limits, (given, bounds) => {
        const options = optionsWith(bounds);
        const { requests, records } = composed(given, options);
        const items = requests.flat();
        const transactions = items.map((item) => parsed(item, options));
        for (const [at, { recordCount, attachmentBytes, attachments }] of transactions.entries()) {
          expect(recordCount).toBeLessThanOrEqual(bounds.recordsMax);
          expect(attachmentBytes).toBeLessThanOrEqual(bounds.attachmentBytesMax);
          const contents = items[at]?.attachments ?? [];
          expect(attachments.map(({ commitment }) => Uint8Array.from(commitment))).toEqual(
            contents.map(({ salt, content }) =>
              Uint8Array.from(commitmentOf(CHAIN, salt, content)),
            ),
          );
          expect(attachments.map(({ sizeBytes }) => sizeBytes)).toEqual(
            contents.map(({ content }) => content.length),
          );
        }
        expect(records.map(({ fileName }) => fileName)).toEqual(given.map((each) => each.fileName));
        for (const [at, record] of records.entries()) {
          const transaction = transactions.find(({ id }) => equalBytes(id, record.transactionId));
          if (transaction?.message.type !== 'recordsPublish') throw new Error('no transaction');
          const onChain = transaction.message.value.records[record.index];
          expect(record.id).toEqual(recordId(transaction.id, record.index));
          const { category = 0, subject = '' } = given[at] ?? {};
          expect(onChain).toMatchObject({ category, subject });
          const named = ({ commitment, role }: { commitment: Uint8Array; role: number }) =>
            `${role} ${bytesToHex(commitment)}`;
          expect(onChain?.attachments.map(named)).toEqual(record.attachments.map(named));
        }
        const salts = records.flatMap((record) =>
          record.attachments.map(({ salt }) => salt.join()),
        );
        expect(new Set(salts).size).toBe(2 * given.length);
      }),
      { numRuns: 60 },
    );
  });

  it('carry a canonical description', () => {
    const document = { ...file(3, '明镜.txt'), mediaType: 'text/plain' };
    const { requests } = composed([document, { ...document, title: '"标题"' }]);
    const texts = requests[0]?.[0]?.attachments.map(({ content }) =>
      Buffer.from(content).toString(),
    );
    expect([texts?.[1], texts?.[3]]).toEqual([
      '{"file_name":"明镜.txt","media_type":"text/plain"}',
      '{"file_name":"明镜.txt","media_type":"text/plain","title":"\\"标题\\""}',
    ]);
  });

  it('are valid for half the window of the chain unless told otherwise', () => {
    const validUntil = (options: PublishOptions) => {
      const [item] = composed([file(1)], options).requests[0] ?? [];
      return parsed(item as PoolItem, options).body.validUntil;
    };
    expect(validUntil(optionsWith())).toBe(1_700_000_000_000 + 150_000);
    expect(validUntil({ ...optionsWith(), validForMs: 1000 })).toBe(1_700_000_001_000);
  });

  it('travel eight to a transaction under default limits, one signature each', () => {
    const { requests } = composed(Array.from({ length: 20 }, () => file(10)));
    expect(requests.map((items) => items.map(({ attachments }) => attachments.length))).toEqual([
      [16, 16, 8],
    ]);
  });

  it('are spread over requests that a node takes', () => {
    const options = optionsWith();
    const sizes = [3, 3, 3, 8, 1, 1].map((size) => size * MIB);
    const { requests } = composed(
      sizes.map((size) => file(size)),
      options,
    );
    expect(requests.map((items) => items.map(({ attachments }) => attachments.length / 2))).toEqual(
      [[2], [1], [1], [2]],
    );
    for (const items of requests) {
      const bytes = submitRequestCodec.encode({ items: [...items] });
      expect(bytes.length).toBeLessThanOrEqual(8 * MIB + 4096);
    }
  });

  it('never exceed the number of transactions of a request', () => {
    const options = optionsWith({ attachmentsPerTransactionMax: 2 });
    const { requests } = composed(
      Array.from({ length: 1001 }, () => file(1)),
      options,
    );
    expect(requests.map((items) => items.length)).toEqual([1000, 1]);
  });

  it.each<[string, PublishDocument, string, Partial<Parameters>]>([
    ['a file too large', file(8 * MIB + 1, 'big.bin'), 'file-too-large', {}],
    [
      'a file too large for a block',
      file(60_000),
      'file-too-large',
      { attachmentBytesMax: 60_000 },
    ],
    ['no name', file(1, ''), 'bad-file-name', {}],
    ['a name too long', file(1, '明'.repeat(86)), 'bad-file-name', {}],
    ['a name that is no text', file(1, 'a\ud800'), 'bad-file-name', {}],
    ['a type that is none', { ...file(1), mediaType: 'text' }, 'bad-media-type', {}],
    ['a header in the type', { ...file(1), mediaType: 'a/b\r\nx: y' }, 'bad-media-type', {}],
    ['a title too long', { ...file(1), title: 'x'.repeat(1025) }, 'bad-title', {}],
    ['free text as subject', { ...file(1), subject: '张三 的 合同' }, 'bad-subject', {}],
    ['a category beyond its range', { ...file(1), category: 65_536 }, 'bad-category', {}],
    ['a category that is no integer', { ...file(1), category: 1.5 }, 'bad-category', {}],
  ])('are refused by name: %s', (_name, document, reason, bounds) => {
    const result = composePublish([file(1, 'good.txt'), document], optionsWith(bounds));
    expect(result).toEqual({ ok: false, reason, fileName: document.fileName });
  });

  it('are refused as a whole when there are none, or the chain takes none', () => {
    expect(composePublish([], optionsWith())).toEqual({ ok: false, reason: 'no-documents' });
    const limits = { attachmentsPerTransactionMax: 1 };
    expect(composePublish([file(1)], optionsWith(limits))).toEqual({
      ok: false,
      reason: 'chain-limits-too-low',
    });
  });
});
