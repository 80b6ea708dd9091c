import { verifyPortable } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { certificateCodec, commitCertificateCodec, ROUND_MAX, VoteType } from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import { verifyCertificate, verifyCommitCertificate } from '../src/index.ts';
import { bytes, certify, chainId, firstSeats, type Seat, seat, setOf } from './chain.ts';

const id = bytes(32, 0xb1);
const vote = { height: 5, blockId: id, round: 2 };
const set = setOf(firstSeats);
const honest = certify(firstSeats, vote, [0, 1, 3]);
const claim = { chainId, set, verify };
const check = (certificate: typeof honest, other: object = {}) =>
  verifyCommitCertificate({
    ...claim,
    certificate: commitCertificateCodec.encode(certificate),
    ...other,
  });

describe('verifyCommitCertificate', () => {
  it('states height, round, block, power and signers', () => {
    const facts = { height: 5, round: 2, blockId: id, power: 3, total: 4, signers: [0, 1, 3] };
    const verdict = check(honest);
    expect(
      verdict.ok && { ...verdict.value, blockId: new Uint8Array(verdict.value.blockId) },
    ).toEqual(facts);
    expect(verifyCommitCertificate({ ...claim, certificate: honest })).toMatchObject({ ok: true });
    expect(check(honest, { verify: verifyPortable })).toMatchObject({ ok: true });
    expect(check(honest, { height: 5, blockId: id })).toMatchObject({ ok: true });
  });

  const [first, second, fourth] = honest.signatures as [never, never, never];
  const table: [string, typeof honest, string][] = [
    ['exactly two thirds', certify(firstSeats, vote, [0, 1]), 'no-quorum'],
    ['no signature', certify(firstSeats, vote, []), 'no-quorum'],
    ['a signer twice', { ...honest, signatures: [first, first, second] }, 'not-ascending'],
    ['descending signers', { ...honest, signatures: [second, first, fourth] }, 'not-ascending'],
    [
      'a position outside the set',
      { ...honest, signatures: [first, second, { validator: 4, signature: bytes(64, 1) }] },
      'unknown-validator',
    ],
    [
      'a short signature',
      { ...honest, signatures: [first, second, { validator: 3, signature: bytes(63, 1) }] },
      'bad-signature-length',
    ],
    [
      'another signature',
      { ...honest, signatures: [first, second, { validator: 3, signature: bytes(64, 1) }] },
      'signature-invalid',
    ],
    [
      'a signature of another validator',
      { ...honest, signatures: [first, { ...(second as object), validator: 2 }, fourth] as never },
      'signature-invalid',
    ],
    ['prevotes', certify(firstSeats, { ...vote, type: VoteType.prevote }), 'signature-invalid'],
    ['another round', { ...honest, round: 3 }, 'signature-invalid'],
    ['another height', { ...honest, height: 6 }, 'signature-invalid'],
    ['another block', { ...honest, blockId: bytes(32, 0xb2) }, 'signature-invalid'],
    ['a round nobody speaks of', { ...honest, round: ROUND_MAX + 1 }, 'bad-round'],
    ['height 0', certify(firstSeats, { ...vote, height: 0 }), 'bad-height'],
    ['nil', certify(firstSeats, { ...vote, blockId: new Uint8Array(0) }), 'bad-block-id'],
    ['a short block id', certify(firstSeats, { ...vote, blockId: bytes(31, 1) }), 'bad-block-id'],
  ];
  it.each(table)('refuses %s', (_, certificate, reason) => {
    expect(check(certificate)).toEqual({ ok: false, reason });
  });

  it('refuses what is not asked for, another chain, another set, and loose bytes', () => {
    expect(check(honest, { height: 6 })).toEqual({ ok: false, reason: 'other-height' });
    expect(check(honest, { blockId: bytes(32, 1) })).toEqual({ ok: false, reason: 'other-block' });
    expect(check(honest, { chainId: 'demo-0000000000000000' })).toMatchObject({
      reason: 'signature-invalid',
    });
    const strangers = setOf(['a', 'b', 'c', 'z'].map((letter) => seat(letter)));
    expect(check(honest, { set: strangers })).toEqual({ ok: false, reason: 'signature-invalid' });
    const longer = Uint8Array.from([...commitCertificateCodec.encode(honest), 0x28, 1]);
    expect(verifyCommitCertificate({ ...claim, certificate: longer })).toEqual({
      ok: false,
      reason: 'not-canonical',
    });
    expect(verifyCommitCertificate({ ...claim, certificate: bytes(3, 0xff) })).toMatchObject({
      ok: false,
    });
  });

  it('counts power, not heads', () => {
    const seats: Seat[] = [seat('a', 3), seat('b', 3), seat('c', 3), seat('d', 1)];
    const weighted = { chainId, set: setOf(seats), verify };
    const of = (positions: number[]) =>
      verifyCommitCertificate({ ...weighted, certificate: certify(seats, vote, positions) });
    expect(of([0, 1])).toMatchObject({ reason: 'no-quorum' });
    expect(of([0, 1, 3])).toMatchObject({ ok: true, value: { power: 7, total: 10 } });
  });

  it('judges everything cheap before the first signature', () => {
    const never = () => expect.fail('no signature should be verified');
    expect(check(certify(firstSeats, vote, [0, 1]), { verify: never })).toMatchObject({
      ok: false,
    });
  });

  it('never holds against an empty set', () => {
    const empty = { ...honest, signatures: [] };
    expect(check(empty, { set: { validators: [] } })).toEqual({ ok: false, reason: 'no-quorum' });
  });
});

describe('verifyCertificate', () => {
  const typed = (type: number, voteType: number) => ({
    type,
    ...certify(firstSeats, { ...vote, type: voteType }),
  });
  const judge = (certificate: ReturnType<typeof typed>) =>
    verifyCertificate({ ...claim, certificate: certificateCodec.encode(certificate) });

  it('takes a polka of prevotes and a commit of precommits, and not the other way round', () => {
    expect(judge(typed(1, VoteType.prevote))).toMatchObject({ ok: true, value: { power: 4 } });
    expect(judge(typed(2, VoteType.precommit))).toMatchObject({ ok: true });
    expect(judge(typed(1, VoteType.precommit))).toEqual({ ok: false, reason: 'signature-invalid' });
    expect(judge(typed(2, VoteType.prevote))).toEqual({ ok: false, reason: 'signature-invalid' });
  });

  it('takes a parsed certificate, refuses other types and loose bytes', () => {
    expect(verifyCertificate({ ...claim, certificate: typed(1, VoteType.prevote) })).toMatchObject({
      ok: true,
    });
    expect(judge(typed(3, VoteType.prevote))).toEqual({ ok: false, reason: 'wrong-type' });
    expect(judge(typed(0, VoteType.prevote))).toEqual({ ok: false, reason: 'wrong-type' });
    expect(verifyCertificate({ ...claim, certificate: bytes(9, 0x08) })).toEqual({
      ok: false,
      reason: 'not-canonical',
    });
  });
});
