import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendLeaf,
  appendLeaves,
  type CompactRange,
  decodeRange,
  emptyRange,
  emptyRoot,
  encodeRange,
  leafHash,
  nodeHash,
  parseRange,
  rangeRoot,
  rootOf,
} from '../src/index.ts';
import { bitWidth, popCount, splitPoint, trailingOnes } from '../src/integers.ts';
import { fromHex, hashBytes, hex, leaves, naiveRoot, sha256Of } from './reference.ts';

const MAX_SIZE = Number.MAX_SAFE_INTEGER;

function sizeField(size: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, size);
  return bytes;
}

/** A range of any size, with made-up peaks. */
function rangeOfSize(size: number): CompactRange {
  const peaks = BigInt(size).toString(2).replaceAll('0', '').length;
  const bytes = new Uint8Array(8 + 32 * peaks).fill(7);
  bytes.set(sizeField(BigInt(size)));
  return decodeRange(bytes);
}

describe('bit arithmetic over 53 bits', () => {
  it('agrees with BigInt', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const bits = value === 0 ? '' : BigInt(value).toString(2);
        expect(bitWidth(value)).toBe(bits.length);
        expect(popCount(value)).toBe(bits.replaceAll('0', '').length);
        if (value < MAX_SIZE) expect(trailingOnes(value)).toBe(/1*$/.exec(bits)?.[0].length);
      }),
    );
  });

  it.each([
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 4],
    [2 ** 32, 2 ** 31],
    [2 ** 32 + 1, 2 ** 32],
    [MAX_SIZE, 2 ** 52],
  ])('splits %d leaves at %d', (size, split) => {
    expect(splitPoint(size)).toBe(split);
  });

  it('splits no tree of fewer than two leaves', () => {
    expect(() => splitPoint(1)).toThrow('two leaves');
  });
});

describe('hashes', () => {
  it('prefixes leaves with 0x00 and nodes with 0x01', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), hashBytes, hashBytes, (bytes, l, r) => {
        expect(hex(leafHash(bytes))).toBe(hex(sha256Of(Uint8Array.of(0), bytes)));
        expect(hex(nodeHash(l, r))).toBe(hex(sha256Of(Uint8Array.of(1), l, r)));
      }),
    );
  });

  it.each([0, 1, 4094, 4095, 4096, 4097, 100_000])('hashes a leaf of %d bytes', (length) => {
    const bytes = new Uint8Array(length).fill(length % 251);
    expect(hex(leafHash(bytes))).toBe(hex(sha256Of(Uint8Array.of(0), bytes)));
  });

  it('returns arrays that later calls do not overwrite', () => {
    const first = leafHash(Uint8Array.of(1));
    const kept = hex(first);
    leafHash(Uint8Array.of(2));
    nodeHash(first, first);
    expect(hex(first)).toBe(kept);
  });

  it('joins hashes only, never other byte strings', () => {
    expect(() => nodeHash(new Uint8Array(31), new Uint8Array(33))).toThrow('two hashes');
  });
});

describe('root', () => {
  it('is the recursive definition at every size', () => {
    const all = leaves(130);
    for (let size = 0; size <= all.length; size++) {
      expect(hex(rootOf(all.slice(0, size)))).toBe(hex(naiveRoot(all.slice(0, size))));
    }
  });

  it('leaves its argument as it was', () => {
    const all = leaves(7);
    const before = all.map(hex);
    rootOf(all);
    expect(all.map(hex)).toEqual(before);
  });
});

describe('compact range', () => {
  it('has the root of the tree after every append, one by one and in bulk', () => {
    fc.assert(
      fc.property(fc.nat(70), fc.nat(70), (first, second) => {
        const all = leaves(first + second);
        let range = emptyRange();
        for (const leaf of all.slice(0, first)) range = appendLeaf(range, leaf);
        expect(hex(rangeRoot(range))).toBe(hex(naiveRoot(all.slice(0, first))));
        const bulk = appendLeaves(range, all.slice(first)).range;
        for (const leaf of all.slice(first)) range = appendLeaf(range, leaf);
        expect(bulk.size).toBe(all.length);
        expect(hex(rangeRoot(bulk))).toBe(hex(naiveRoot(all)));
        expect(hex(encodeRange(bulk))).toBe(hex(encodeRange(range)));
      }),
    );
  });

  it('names every new complete subtree once, after its children', () => {
    const all = leaves(45);
    for (let first = 0; first <= all.length; first++) {
      const start = appendLeaves(emptyRange(), all.slice(0, first));
      const { nodes } = appendLeaves(start.range, all.slice(first));
      const seen = new Set<string>();
      for (const { level, index, hash } of [...start.nodes, ...nodes]) {
        const width = 2 ** level;
        expect(hex(hash)).toBe(hex(naiveRoot(all.slice(index * width, (index + 1) * width))));
        expect(seen.has(`${level}/${index}`)).toBe(false);
        if (level > 0) expect(seen.has(`${level - 1}/${2 * index + 1}`)).toBe(true);
        seen.add(`${level}/${index}`);
      }
      // 45 = 101101b has four peaks, so 45 leaves make 2 * 45 - 4 complete subtrees.
      expect(seen.size).toBe(86);
    }
  });

  it('shares untouched peaks and never changes an older range', () => {
    const six = appendLeaves(emptyRange(), leaves(6)).range;
    const before = hex(encodeRange(six));
    const seven = appendLeaf(six, leaves(7)[6] as Uint8Array);
    expect(seven.smallest?.larger).toBe(six.smallest);
    appendLeaf(seven, leaves(8)[7] as Uint8Array);
    expect(hex(encodeRange(six))).toBe(before);
    expect(hex(rangeRoot(six))).toBe(hex(naiveRoot(leaves(6))));
  });

  it('of the empty tree is one shared value with the empty root', () => {
    expect(rangeRoot(emptyRange())).toBe(emptyRoot);
    expect(hex(encodeRange(emptyRange()))).toBe('0000000000000000');
    expect(appendLeaves(emptyRange(), [])).toEqual({ range: emptyRange(), nodes: [] });
  });

  it('encodes and parses at every size and refuses what is not its own encoding', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (size) => {
        const encoded = encodeRange(rangeOfSize(size));
        const parsed = parseRange(encoded);
        expect(parsed.ok && hex(encodeRange(parsed.value))).toBe(hex(encoded));
        expect(parsed.ok && parsed.value.size).toBe(size);
        expect(parseRange(encoded.slice(0, -1)).ok).toBe(false);
        expect(parseRange(Uint8Array.from([...encoded, 0]))).toEqual({
          ok: false,
          reason: 'wrong-length',
        });
      }),
    );
  });

  it.each([
    ['nothing', '', 'truncated'],
    ['seven bytes', '00000000000000', 'truncated'],
    ['2^53', '0020000000000000', 'size-too-large'],
    ['2^64 - 1', 'ffffffffffffffff', 'size-too-large'],
    ['one leaf without its hash', '0000000000000001', 'wrong-length'],
    ['no leaf with a hash', `0000000000000000${'00'.repeat(32)}`, 'wrong-length'],
    ['two leaves with two hashes', `0000000000000002${'00'.repeat(64)}`, 'wrong-length'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(parseRange(fromHex(bytes))).toEqual({ ok: false, reason });
  });

  it('does not keep the parsed bytes alive or follow their changes', () => {
    // A Buffer, whose own `slice` gives a view.
    const encoded = Buffer.from(encodeRange(appendLeaves(emptyRange(), leaves(3)).range));
    const parsed = parseRange(encoded);
    encoded.fill(0);
    expect(parsed.ok && hex(rangeRoot(parsed.value))).toBe(hex(naiveRoot(leaves(3))));
  });

  it('refuses to decode stored bytes that are damaged', () => {
    expect(() => decodeRange(new Uint8Array(9))).toThrow('well formed');
  });

  it('grows to 2^53 - 1 leaves and not further', () => {
    const last = appendLeaf(rangeOfSize(MAX_SIZE - 1), leaves(1)[0] as Uint8Array);
    expect(last.size).toBe(MAX_SIZE);
    expect(() => appendLeaf(last, leaves(1)[0] as Uint8Array)).toThrow('2^53 - 1');
    expect(() => appendLeaves(last, leaves(1))).toThrow('2^53 - 1');
  });

  it('takes leaf hashes only', () => {
    expect(() => appendLeaf(emptyRange(), new Uint8Array(31))).toThrow('by its hash');
    expect(() => appendLeaves(emptyRange(), [new Uint8Array(33)])).toThrow('by its hash');
  });
});
