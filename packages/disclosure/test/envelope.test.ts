// Who opens a sealed record, and what a proof does not let pass.
import { encodeElement, GENERATOR, times } from '@mingjing/crypto/ristretto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkEnvelope, type Envelope, openAsRecipient } from '../src/index.ts';
import { CONTENT, chainId, TrialEpoch } from './trial.ts';

const epoch = new TrialEpoch();
const sealed = epoch.seal();
const { envelope, place, ciphertext } = sealed;
const opened = (index: number, secret: bigint, given: Envelope = envelope) =>
  openAsRecipient({ index, secret }, given, epoch.keys, place, ciphertext);
const secretOf = (index: number) => epoch.people[index]?.secret ?? 0n;
const element = (n: bigint) => encodeElement(times(GENERATOR, n));
const bent = (bytes: Uint8Array) =>
  Uint8Array.from(bytes, (byte, i) => (i === 3 ? byte ^ 1 : byte));

describe('a sealed record', () => {
  it('opens for each of its recipients, and for nobody else', () => {
    for (const index of [0, 1]) {
      expect(opened(index, secretOf(index))).toMatchObject({ ok: true });
      const result = opened(index, secretOf(index));
      expect(result.ok && Buffer.from(result.content).toString()).toBe(CONTENT.toString());
      expect(opened(index, secretOf(1 - index))).toEqual({ ok: false, reason: 'key-check' });
    }
    expect(opened(2, secretOf(0))).toEqual({ ok: false, reason: 'malformed' });
    expect(opened(0, 5n)).toEqual({ ok: false, reason: 'key-check' });
  });

  test.each([1, 2, 8])('with %i recipients has a proof that holds', (count) => {
    const many = new TrialEpoch(count);
    const one = many.seal();
    expect(checkEnvelope(one.envelope, many.keys, one.place)).toEqual({ ok: true });
  });

  it('of no bytes and of many opens to them', () => {
    for (const content of [new Uint8Array(0), new Uint8Array(100_000).fill(7)]) {
      const one = epoch.seal(content);
      const result = openAsRecipient(
        { index: 1, secret: secretOf(1) },
        one.envelope,
        epoch.keys,
        one.place,
        one.ciphertext,
      );
      expect(result.ok && Buffer.from(content).equals(result.content)).toBe(true);
    }
  });
});

describe('an envelope is refused', () => {
  const check = (changed: Partial<Envelope>, keys = epoch.keys, at = place) =>
    checkEnvelope({ ...envelope, ...changed }, keys, at);
  const [first, second] = envelope.recipients as [
    Envelope['recipients'][number],
    Envelope['recipients'][number],
  ];
  const wrong = { ok: false, reason: 'proof-wrong' };

  test.each<[name: string, result: unknown, reason: string]>([
    ['without a recipient', check({ recipients: [] }), 'recipients-count'],
    ['with nine', check({ recipients: Array(9).fill(first) }), 'recipients-count'],
    ['with a recipient whose key is not there', check({ recipients: [first] }), 'recipient-keys'],
    ['with a recipient twice', check({ recipients: [first, first] }), 'recipient-twice'],
    [
      'with one key under two ids',
      check(
        {},
        {
          ...epoch.keys,
          recipients: [epoch.keys.recipients[0], epoch.keys.recipients[0]] as Uint8Array[],
        },
      ),
      'recipient-twice',
    ],
    [
      'whose recipient is the seal',
      check(
        {},
        { ...epoch.keys, recipients: [epoch.keys.seal, epoch.keys.recipients[1]] as Uint8Array[] },
      ),
      'recipient-is-seal',
    ],
    ['whose C0 is neutral', check({ c0: new Uint8Array(32) }), 'element-identity'],
    [
      'whose seal is neutral',
      check({}, { ...epoch.keys, seal: new Uint8Array(32) }),
      'element-identity',
    ],
    [
      'whose C0 is no element',
      check({ c0: new Uint8Array(32).fill(255) }),
      'element-not-canonical',
    ],
    ['whose Cs is too short', check({ cs: new Uint8Array(31) }), 'element-not-canonical'],
    ['whose key check is too short', check({ keyCheck: new Uint8Array(16) }), 'field-length'],
    ['whose proof is too long', check({ proof: new Uint8Array(65) }), 'field-length'],
    [
      'whose key id is too short',
      check({ recipients: [{ ...first, keyId: new Uint8Array(4) }, second] }),
      'field-length',
    ],
    ['without a proof', check({ proof: new Uint8Array(0) }), 'proof-wrong'],
  ])('%s', (_name, result, reason) => {
    expect(result).toEqual({ ok: false, reason });
  });

  it('with any element, key, id, number or byte of the body changed', () => {
    const moved = [second, first];
    const keys = { ...epoch.keys, seal: element(3n) };
    expect([
      ...[
        check({ c0: element(2n) }),
        check({ cs: element(2n) }),
        check({ proof: bent(envelope.proof) }),
      ],
      ...[check({ recipients: [{ ...first, wrapped: element(2n) }, second] }), check({ epoch: 4 })],
      ...[check({ recipients: [{ ...first, keyId: bent(first.keyId) }, second] })],
      ...[check({ recipients: moved }), check({}, keys)],
      ...[
        check({}, epoch.keys, { ...place, suite: 2 }),
        check({}, epoch.keys, { ...place, chainId: 'other' }),
      ],
      check({}, epoch.keys, { ...place, body: bent(place.body) }),
    ]).toEqual(Array(11).fill(wrong));
  });

  it('when its points are copied into another body, or randomised anew without r', () => {
    const elsewhere = { chainId, suite: 1, body: Buffer.from('the body of somebody else') };
    expect(check({}, epoch.keys, elsewhere)).toEqual(wrong);
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 250n }), (shift) => {
        // r + shift opens the same M; the old proof does not show it, and a new one needs r.
        const more = { ...envelope, c0: encodeElement(addTo(envelope.c0, shift)) };
        const proof = epoch.prove(more, place, shift);
        expect(checkEnvelope({ ...more, proof }, epoch.keys, place)).toEqual(wrong);
      }),
      { numRuns: 5 },
    );
  });

  it('when one recipient of several was given another element', () => {
    const other = epoch.seal();
    const swapped = [
      first,
      { ...second, wrapped: other.envelope.recipients[1]?.wrapped as Uint8Array },
    ];
    const bad = { ...envelope, recipients: swapped };
    const proof = epoch.prove(bad, place, sealed.opening);
    expect(checkEnvelope({ ...bad, proof }, epoch.keys, place)).toEqual(wrong);
  });
});

function addTo(c0: Uint8Array, shift: bigint) {
  const base = times(GENERATOR, sealed.opening);
  expect(encodeElement(base)).toEqual(c0);
  return base.add(times(GENERATOR, shift));
}
