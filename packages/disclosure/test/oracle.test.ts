// The same numbers by libsodium and Node's own HKDF and AES: nothing of ours is used to check ours.
import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { encodeScalar } from '@mingjing/crypto/ristretto';
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, describe, expect, it } from 'vitest';
import { numbersBySodium } from './by-sodium.ts';
import { CONTENT, chainId, TrialEpoch } from './trial.ts';
import { envelopeVectors, numbersOf } from './vector.ts';

const epoch = new TrialEpoch(2);
const { envelope, place, ciphertext, opening } = epoch.seal();
const sum = (a: Uint8Array, b: Uint8Array) => sodium.crypto_core_ristretto255_add(a, b);
const less = (a: Uint8Array, b: Uint8Array) => sodium.crypto_core_ristretto255_sub(a, b);
const mul = (n: bigint | Uint8Array, point: Uint8Array) =>
  sodium.crypto_scalarmult_ristretto255(typeof n === 'bigint' ? encodeScalar(n) : n, point);
const mulBase = (n: bigint | Uint8Array) =>
  sodium.crypto_scalarmult_ristretto255_base(typeof n === 'bigint' ? encodeScalar(n) : n);

beforeAll(() => sodium.ready);

function tagged(tag: string, ...parts: Uint8Array[]): Buffer {
  const [name, chain] = [Buffer.from(tag), Buffer.from(chainId)];
  const head = [Uint8Array.of(2, name.length), name, Uint8Array.of(chain.length), chain];
  return Buffer.concat([...head, ...parts]);
}

function points(): Buffer {
  const { seal, recipients } = epoch.keys;
  const each = envelope.recipients.flatMap(({ keyId, wrapped }, i) => [
    ...[keyId, recipients[i] as Uint8Array, wrapped],
  ]);
  const head = [Uint8Array.of(1, 0, 0, 0, envelope.epoch), seal, envelope.c0, envelope.cs];
  return Buffer.concat([...head, Uint8Array.of(envelope.recipients.length), ...each]);
}

/** The scalar 1. */
const one = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0));
const wide = (...parts: Uint8Array[]) =>
  sodium.crypto_core_ristretto255_scalar_reduce(
    createHash('sha512').update(Buffer.concat(parts)).digest(),
  );

describe('an envelope by other libraries', () => {
  it('has C0 = rG, and wraps one element for everybody', () => {
    expect(Buffer.from(mulBase(opening))).toEqual(Buffer.from(envelope.c0));
    const element = less(envelope.cs, mul(opening, epoch.keys.seal));
    for (const [i, { wrapped }] of envelope.recipients.entries()) {
      const key = epoch.keys.recipients[i] as Uint8Array;
      expect(Buffer.from(less(wrapped, mul(opening, key)))).toEqual(Buffer.from(element));
    }
  });

  it('opens by HKDF and AES-256-GCM, and has the key check of the right element', () => {
    const [person] = epoch.people;
    const [part] = envelope.recipients;
    if (person === undefined || part === undefined) throw new Error('no recipient');
    const element = less(part.wrapped, mul(person.secret, envelope.c0));
    const context = tagged('envelope-key', points());
    const bytes = Buffer.from(hkdfSync('sha256', element, '', context, 64));
    expect(bytes.subarray(32)).toEqual(Buffer.from(envelope.keyCheck));
    const cipher = createDecipheriv('aes-256-gcm', bytes.subarray(0, 32), Buffer.alloc(12));
    cipher.setAAD(context).setAuthTag(ciphertext.subarray(-16));
    const text = Buffer.concat([cipher.update(ciphertext.subarray(0, -16)), cipher.final()]);
    expect(text.toString()).toBe(CONTENT.toString());
  });

  it('has a proof that holds by the equations of the specification', () => {
    const transcript = tagged('envelope', points(), place.body);
    const { seal, recipients } = epoch.keys;
    const weights = recipients.map((_, i) =>
      i === 0 ? one : wide(tagged('envelope-weight', Uint8Array.of(i)), transcript),
    );
    const total = (of: (i: number) => Uint8Array) =>
      weights.map((weight, i) => mul(weight, of(i))).reduce(sum);
    const base = total((i) => less(seal, recipients[i] as Uint8Array));
    const image = total((i) => less(envelope.cs, envelope.recipients[i]?.wrapped as Uint8Array));
    const [c, s] = [envelope.proof.subarray(0, 32), envelope.proof.subarray(32)];
    const first = less(mulBase(s), mul(c, envelope.c0));
    const second = less(mul(s, base), mul(c, image));
    const said = [envelope.c0, base, image, first, second, transcript];
    expect(Buffer.from(wide(tagged('equality'), ...said))).toEqual(Buffer.from(c));
  });
});

describe('the committed vectors', () => {
  it('are of one recipient and of eight, of an open order and of a sealed one', () => {
    const facts = envelopeVectors().map(([, { input }]) => {
      return `${input.recipients.length} ${input.random.t === '' ? 'open' : 'sealed'}`;
    });
    expect(facts.toSorted()).toEqual(['1 open', '3 sealed', '8 open']);
  });

  it.each(envelopeVectors())('%s: every number by libsodium', (_name, { input, numbers }) => {
    expect(numbersBySodium(input)).toEqual(numbers);
    expect(numbers['opened_element']).toBe(numbers['element']);
  });

  it.each(envelopeVectors())('%s: every number by this package', (_name, { input, numbers }) => {
    expect(numbersOf(input)).toEqual(numbers);
  });
});
