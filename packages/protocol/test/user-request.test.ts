import { createHash } from 'node:crypto';
import { bytesToHex } from '@mingjing/crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  canonicalJsonBytes,
  identityCommitment,
  isName,
  type UserRequest,
  userIdOf,
  userRequestSigningBytes,
} from '../src/index.ts';

const request: UserRequest = {
  ...{ purpose: 'consent', nodeId: 'jia-validator', origin: 'https://portal.example' },
  ...{ user: 'u-0123456789abcdef0123', challenge: new Uint8Array(38).fill(7) },
  form: { given: false, purpose: 'contact' },
};
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('what a user signs', () => {
  it('is laid out as the specification says', () => {
    const framed = (text: string) => [text.length, ...Buffer.from(text)];
    const { purpose, nodeId, origin, user, challenge } = request;
    const form = createHash('sha256').update('{"given":false,"purpose":"contact"}').digest();
    const expected = [
      ...[0x02, ...framed('user-request'), ...framed('trial-00')],
      ...[purpose, nodeId, origin, user].flatMap(framed),
      ...challenge,
      ...form,
    ];
    expect([...userRequestSigningBytes('trial-00', request)]).toEqual(expected);
  });

  test.each<Partial<UserRequest>>([
    { purpose: 'correct' },
    { nodeId: 'yi-validator' },
    { origin: 'https://portal.example.org' },
    { user: 'u-0123456789abcdef0124' },
    { challenge: new Uint8Array(38) },
    { form: { given: true, purpose: 'contact' } },
  ])('is another for %j', (change) => {
    const bytes = bytesToHex(userRequestSigningBytes('trial-00', request));
    expect(bytesToHex(userRequestSigningBytes('trial-00', { ...request, ...change }))).not.toBe(
      bytes,
    );
    expect(bytesToHex(userRequestSigningBytes('trial-01', request))).not.toBe(bytes);
  });
});

describe('canonical JSON', () => {
  it('has its members in order, whatever order they were written in', () => {
    const written = { b: [1, { z: null, a: 'é"' }], a: undefined, A: true };
    expect(textOf(canonicalJsonBytes(written))).toBe('{"A":true,"b":[1,{"a":"é\\"","z":null}]}');
  });

  it('says the same as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }), (value) => {
        expect(JSON.parse(textOf(canonicalJsonBytes(value)))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });
});

describe('an identity', () => {
  const salt = new Uint8Array(32).fill(1);
  const mobile = { kind: 'mobile', number: '13000000000' };

  it('is committed to by salt, kind, number and chain', () => {
    const commit = (name: string, of: Uint8Array, identity: typeof mobile) =>
      bytesToHex(identityCommitment(name, of, identity));
    const all = [
      commit('trial', salt, mobile),
      commit('other', salt, mobile),
      commit('trial', new Uint8Array(32), mobile),
      commit('trial', salt, { ...mobile, number: '13000000001' }),
      commit('trial', salt, { ...mobile, kind: 'resident-id' }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(() => identityCommitment('trial', new Uint8Array(31), mobile)).toThrow('32 bytes');
  });

  it('has an id that follows from the first key', () => {
    const id = userIdOf(new Uint8Array(32).fill(9));
    expect(isName(id)).toBe(true);
    expect(id).toMatch(/^u-[0-9a-f]{20}$/);
    expect(userIdOf(new Uint8Array(32).fill(8))).not.toBe(id);
  });
});
