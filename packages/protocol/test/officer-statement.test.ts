// What officers sign beside the chain: the bytes, and that no two statements have the same ones.
import { bytesToHex } from '@mingjing/crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type OfficerStatement,
  STATEMENT_FACTS_MAX,
  STATEMENT_TEXT_BYTES_MAX,
  statementSigningBytes,
} from '../src/index.ts';

const CHAIN = 'trial-0123456789abcdef';
const statement: OfficerStatement = {
  ...{ kind: 'duty-answer', nodeId: 'jia-validator', officer: 'jia-duty' },
  facts: [['nonce', '值']],
};
const bytesOf = (changes: Partial<OfficerStatement> = {}, chainId = CHAIN) =>
  bytesToHex(statementSigningBytes(chainId, { ...statement, ...changes }));

it('is tagged bytes and texts behind their lengths', () => {
  const hex = (text: string) => bytesToHex(Buffer.from(text));
  expect(bytesOf()).toBe(
    [
      ...['02', '11', hex('officer-statement'), '16', hex(CHAIN)],
      ...['000b', hex('duty-answer'), '000d', hex('jia-validator'), '0008', hex('jia-duty')],
      ...['0005', hex('nonce'), '0003', 'e580bc'],
    ].join(''),
  );
});

it('is other bytes for another chain, kind, node, officer, name or value', () => {
  const all = [
    bytesOf(),
    bytesOf({}, 'other-0123456789abcdef'),
    bytesOf({ kind: 'document-attestation' }),
    bytesOf({ nodeId: 'yi-validator' }),
    bytesOf({ officer: 'jia-reviewer' }),
    bytesOf({ facts: [['nonces', '值']] }),
    bytesOf({ facts: [['nonce', '植']] }),
    bytesOf({ facts: [['nonc', 'e值']] }),
    bytesOf({ facts: [] }),
  ];
  expect(new Set(all).size).toBe(all.length);
});

it('is the same bytes for the same facts alone', () => {
  const texts = fc.tuple(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }));
  const facts = fc.array(texts, { maxLength: 4 });
  fc.assert(
    fc.property(facts, facts, (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      expect(bytesOf({ facts: one }) === bytesOf({ facts: other })).toBe(isSame);
    }),
  );
});

it('is nothing with too many facts, or a text that is too long', () => {
  const long = 'x'.repeat(STATEMENT_TEXT_BYTES_MAX);
  expect(() => bytesOf({ facts: [['text', long]] })).not.toThrow();
  expect(() => bytesOf({ facts: [['text', `${long}x`]] })).toThrow(RangeError);
  const many = Array.from({ length: STATEMENT_FACTS_MAX + 1 }, () => ['a', 'b'] as const);
  expect(() => bytesOf({ facts: many })).toThrow(RangeError);
});
