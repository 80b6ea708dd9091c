import { bytesToHex, keyId, publicKeyFromSeedPortable, sha256 } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { genesisCodec, genesisHash, parseTransaction, recordId } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { checkFile, verifyReceipt } from '../src/index.ts';
import { widestParameters } from '../src/receipt/limits.ts';
import {
  altered,
  author,
  bytes,
  chainId,
  file,
  firstSeats,
  genesis,
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

const check = (receiptBytes: Uint8Array) =>
  verifyReceipt(receiptBytes, { trustedGenesisHash, verify });

function factsOf(receiptBytes: Uint8Array) {
  const verdict = check(receiptBytes);
  if (!verdict.ok) return expect.fail(`${verdict.part}: ${verdict.reason}`);
  return verdict.value;
}

describe('verifyReceipt', () => {
  it('states what a valid receipt shows', () => {
    const facts = factsOf(receiptBytes);
    const parsed = parseTransaction(receipt.transaction, chainId, widestParameters);
    if (!parsed.ok) return expect.fail(parsed.reason);
    const { id } = parsed.value;
    expect(facts).toMatchObject({
      chainId,
      trustedHeader: 'genesis',
      isGenesisTrusted: true,
      steps: 1,
      height: 9,
      time: genesis.time + 9000,
      proposer: 'node-b',
      certificate: { round: 0, signatures: 3, validators: 4, power: 3, total: 4 },
      index: 2,
      count: 5,
      messageType: 'recordsPublish',
      resultCode: 0,
    });
    expect(bytesToHex(facts.genesisHash)).toBe(bytesToHex(trustedGenesisHash));
    expect(bytesToHex(facts.transactionId)).toBe(bytesToHex(id));
    expect(bytesToHex(facts.signerKeyId)).toBe(
      bytesToHex(keyId(publicKeyFromSeedPortable(author.seed))),
    );
    expect(facts.records.map(({ id: record }) => bytesToHex(record))).toEqual(
      [0, 1].map((index) => bytesToHex(recordId(id, index))),
    );
    expect(facts.records).toMatchObject([
      { category: 7, subject: 'order/3' },
      { category: 8, subject: '' },
    ]);
    expect(facts.attachments).toMatchObject([
      { role: 1, sizeBytes: file.length },
      { role: 2, sizeBytes: 10 },
    ]);
    expect(facts.checks.map(({ part, value }) => `${part} ${value.slice(0, 8)}`)).toMatchObject([
      `genesis ${bytesToHex(trustedGenesisHash).slice(0, 8)}`,
      'validator-step 1',
      `header ${bytesToHex(facts.blockId).slice(0, 8)}`,
      'certificate 3/4',
      `transaction ${bytesToHex(id).slice(0, 8)}`,
      'transaction-proof 3/5',
      'result 0',
      'result-proof 3/5',
      ...openings.map(({ commitment }) => `attachment ${bytesToHex(commitment).slice(0, 8)}`),
    ]);
  });

  it('uses the portable verifier by default and says when nobody vouched for the genesis', () => {
    const verdict = verifyReceipt(Uint8Array.from(receiptBytes));
    expect(verdict).toMatchObject({ ok: true, value: { isGenesisTrusted: false, height: 9 } });
  });

  it('holds at every position of blocks of one to nine transactions', () => {
    for (let count = 1; count <= 9; count += 1) {
      const transactions = Array.from({ length: count }, (_, n) => publication(n));
      for (let index = 0; index < count; index += 1) {
        const made = receiptAt(index, { transactions });
        expect(factsOf(altered({}, made))).toMatchObject({ index, count });
      }
    }
  });

  it('holds without steps, without openings, and with one opening', () => {
    expect(factsOf(altered({}, receiptAt(0, { seats: firstSeats }))).steps).toBe(0);
    expect(factsOf(altered({ attachments: [] })).attachments).toEqual([]);
    expect(factsOf(altered({ attachments: openings.slice(1) })).attachments).toHaveLength(1);
  });

  it('holds across several changes of the set, back to an earlier one too', () => {
    const third = ['b', 'c', 'e', 'f'].map((letter) => seat(letter));
    const steps = [...receipt.steps, stepOf(secondSeats, third, 5), stepOf(third, firstSeats, 7)];
    const made = receiptAt(1, { seats: firstSeats });
    expect(factsOf(altered({ steps }, made))).toMatchObject({ steps: 3, resultCode: 12 });
  });

  it('names no records of a refused transaction', () => {
    const facts = factsOf(altered({}, receiptAt(1)));
    expect(facts).toMatchObject({ resultCode: 12, records: [], messageType: 'recordsPublish' });
  });

  it('refuses a genesis the caller does not trust', () => {
    const verdict = verifyReceipt(receiptBytes, { trustedGenesisHash: bytes(32, 1), verify });
    expect(verdict).toEqual({ ok: false, part: 'genesis', reason: 'not-trusted' });
  });

  it('refuses another genesis by name although nobody vouched for any', () => {
    const other = genesisCodec.encode({ ...genesis, time: genesis.time + 1 });
    expect(verifyReceipt(altered({ genesis: other }), { verify })).toEqual({
      ok: false,
      part: 'genesis',
      reason: 'other-chain',
    });
    expect(genesisHash(other)).not.toEqual(trustedGenesisHash);
  });
});

describe('checkFile', () => {
  it('tells whether a file is an attachment of the receipt', () => {
    const facts = factsOf(receiptBytes);
    expect(checkFile(facts, sha256(file))).toBe(facts.attachments[0]);
    expect(checkFile(facts, sha256(Uint8Array.from([...file, 0])))).toBeUndefined();
    expect(checkFile(facts, file)).toBeUndefined();
  });
});
