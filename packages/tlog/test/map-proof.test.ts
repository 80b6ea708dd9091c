import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyMap,
  encodeMapProof,
  get,
  type MapProof,
  mapRoot,
  parseMapProof,
  proveKey,
  update,
  verifyKey,
} from '../src/index.ts';
import { anyKey, anyValue, entryList, keyOf, mapOf, tagged, ZEROS } from './map-reference.ts';
import { flipped, fromHex, hex, replaced, utf8 } from './reference.ts';

describe('map proof', () => {
  it('shows presence and absence of every key, and nothing else', () => {
    fc.assert(
      fc.property(entryList, anyKey, anyValue, (list, stranger, otherValue) => {
        const map = update(emptyMap(), list);
        const root = mapRoot(map);
        for (const [key, value] of [...list, [stranger, get(map, stranger)] as const]) {
          const claim = { root, key, proof: proveKey(map, key) };
          expect(verifyKey({ ...claim, value })).toEqual({ ok: true });
          const isSame = value !== undefined && hex(value) === hex(otherValue);
          expect(verifyKey({ ...claim, value: otherValue }).ok).toBe(isSame);
          if (value !== undefined) {
            expect(verifyKey(claim)).toEqual({ ok: false, reason: 'not-an-absence-proof' });
          }
        }
      }),
    );
  });

  it('is refused for the root of any other map', () => {
    const map = mapOf(50);
    const other = mapRoot(update(map, [[keyOf(7), utf8('changed')]]));
    for (let i = 0; i < 60; i++) {
      const key = keyOf(i);
      const claim = { key, value: get(map, key), proof: proveKey(map, key) };
      expect(verifyKey({ ...claim, root: mapRoot(map) })).toEqual({ ok: true });
      expect(verifyKey({ ...claim, root: other })).toEqual({ ok: false, reason: 'root-mismatch' });
    }
  });

  it('is refused when any byte of its encoding changed', () => {
    const map = mapOf(9);
    const root = mapRoot(map);
    const kinds = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const key = keyOf(i);
      const proof = proveKey(map, key);
      if (kinds.has(proof.end.kind)) continue;
      kinds.add(proof.end.kind);
      const encoded = encodeMapProof(proof);
      for (let byte = 0; byte < encoded.length; byte++) {
        for (let bit = 0; bit < 8; bit++) {
          const parsed = parseMapProof(flipped(encoded, byte, bit));
          if (!parsed.ok) continue;
          const verdict = verifyKey({ root, key, value: get(map, key), proof: parsed.value });
          expect(verdict.ok).toBe(false);
        }
      }
    }
    expect(kinds.size).toBeGreaterThanOrEqual(2);
  });

  it('is refused with siblings more, less or out of order', () => {
    const map = mapOf(100);
    const root = mapRoot(map);
    for (let i = 0; i < 120; i++) {
      const key = keyOf(i);
      const proof = proveKey(map, key);
      const { siblings } = proof;
      const forged = [
        siblings.slice(1),
        siblings.slice(0, -1),
        [ZEROS, ...siblings],
        [...siblings, ZEROS],
        [...siblings].reverse(),
      ];
      for (const list of forged) {
        const claim = { root, key, value: get(map, key), proof: { ...proof, siblings: list } };
        expect(verifyKey(claim).ok).toBe(false);
      }
    }
  });

  /** Three keys: two share the first bit, the third is alone on the other side. */
  const keyA = fromHex(`00${'11'.repeat(31)}`);
  const keyB = fromHex(`40${'22'.repeat(31)}`);
  const keyC = fromHex(`80${'33'.repeat(31)}`);
  const absent = fromHex(`20${'44'.repeat(31)}`);
  const map = update(emptyMap(), [
    [keyA, utf8('a')],
    [keyB, utf8('b')],
    [keyC, utf8('c')],
  ]);
  const root = mapRoot(map);
  const present = proveKey(map, keyA);
  const valueHash = tagged('map-value', utf8('a'));
  const leafOf = (key: Uint8Array): MapProof => ({
    end: { kind: 'other', key, valueHash },
    siblings: present.siblings,
  });

  it.each([
    ['a key of 31 bytes', { key: new Uint8Array(31) }, 'bad-key-length'],
    ['a root of 31 bytes', { root: new Uint8Array(31) }, 'bad-hash-length'],
    [
      'a short sibling',
      { proof: { ...present, siblings: replaced(present.siblings, 0, new Uint8Array(31)) } },
      'bad-hash-length',
    ],
    [
      '257 siblings',
      { proof: { ...present, siblings: Array(257).fill(ZEROS) } },
      'too-many-siblings',
    ],
    ['a presence proof for absence', { value: undefined }, 'not-an-absence-proof'],
    ['an absence proof for presence', { proof: leafOf(keyB) }, 'not-a-presence-proof'],
    ['another value', { value: utf8('b') }, 'root-mismatch'],
    [
      'a leaf of the key itself as absence',
      { value: undefined, proof: leafOf(keyA) },
      'other-key-is-the-key',
    ],
    [
      'a leaf of another branch as absence',
      { key: absent, value: undefined, proof: leafOf(keyC) },
      'other-key-off-path',
    ],
    [
      'a leaf with a short key',
      { key: absent, value: undefined, proof: leafOf(new Uint8Array(31)) },
      'bad-key-length',
    ],
    [
      'a leaf with a short value hash',
      {
        key: absent,
        value: undefined,
        proof: { ...present, end: { kind: 'other', key: keyA, valueHash: utf8('') } },
      },
      'bad-hash-length',
    ],
    [
      'an empty place where a leaf stands',
      { value: undefined, proof: { ...present, end: { kind: 'empty' } } },
      'root-mismatch',
    ],
  ] as const)('refuses %s', (_, change, reason) => {
    const good = { root, key: keyA, value: utf8('a'), proof: present };
    expect(verifyKey(good)).toEqual({ ok: true });
    expect(verifyKey({ ...good, ...change })).toEqual({ ok: false, reason });
  });

  it('shows absence by the other leaf that stands in the place', () => {
    expect(verifyKey({ root, key: absent, proof: leafOf(keyA) })).toEqual({ ok: true });
    expect(hex(encodeMapProof(proveKey(map, absent)))).toBe(hex(encodeMapProof(leafOf(keyA))));
  });

  it('does not pass an inner node off as a leaf', () => {
    const [, sibling] = present.siblings;
    if (sibling === undefined) throw new Error('the path has two steps');
    // One step higher the path ends in an inner node, whose two child hashes pose as a leaf.
    const posing: MapProof = {
      end: { kind: 'other', key: present.siblings[0] as Uint8Array, valueHash },
      siblings: [sibling],
    };
    expect(verifyKey({ root, key: absent, proof: posing }).ok).toBe(false);
  });

  it('of the empty map shows that every key is absent', () => {
    const claim = { root: mapRoot(emptyMap()), key: keyA, proof: proveKey(emptyMap(), keyA) };
    expect(claim.proof).toEqual({ end: { kind: 'empty' }, siblings: [] });
    expect(verifyKey(claim)).toEqual({ ok: true });
    expect(verifyKey({ ...claim, value: utf8('a') }).ok).toBe(false);
  });
});

describe('map proof encoding', () => {
  it('round-trips every proof', () => {
    fc.assert(
      fc.property(entryList, anyKey, (list, key) => {
        const proof = proveKey(update(emptyMap(), list), key);
        const encoded = encodeMapProof(proof);
        const parsed = parseMapProof(encoded);
        expect(parsed.ok && hex(encodeMapProof(parsed.value))).toBe(hex(encoded));
        expect(parsed.ok && parsed.value.end.kind).toBe(proof.end.kind);
      }),
    );
  });

  it('accepts no bytes but its own', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.uint8Array({ maxLength: 140 }), (kind, rest) => {
        const bytes = Uint8Array.of(kind, ...rest);
        const parsed = parseMapProof(bytes);
        if (parsed.ok) expect(hex(encodeMapProof(parsed.value))).toBe(hex(bytes));
      }),
    );
  });

  it.each([
    ['nothing', '', 'truncated'],
    ['a kind alone', '00', 'truncated'],
    ['half a count', '0100', 'truncated'],
    ['a leaf cut short', `02${'00'.repeat(65)}`, 'truncated'],
    ['kind 3', '030000', 'unknown-kind'],
    ['257 siblings', `000101${'00'.repeat(257 * 32)}`, 'too-many-siblings'],
    ['a sibling missing', '000001', 'wrong-length'],
    ['a sibling too many', `000000${'00'.repeat(32)}`, 'wrong-length'],
    ['a byte after it', '01000000', 'wrong-length'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(parseMapProof(fromHex(bytes))).toEqual({ ok: false, reason });
  });

  it('is written within its bounds only', () => {
    const end = { kind: 'empty' } as const;
    expect(() => encodeMapProof({ end, siblings: Array(257).fill(ZEROS) })).toThrow('256 steps');
    expect(() => encodeMapProof({ end, siblings: [utf8('')] })).toThrow('is a hash');
    const other = { kind: 'other', key: ZEROS, valueHash: utf8('') } as const;
    expect(() => encodeMapProof({ end: other, siblings: [] })).toThrow('key and value hash');
  });
});
