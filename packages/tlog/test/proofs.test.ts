import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hashesForConsistency,
  hashesForInclusion,
  hashesForRange,
  hashReaderOf,
  proveConsistency,
  proveInclusion,
  proveInclusionFromLeaves,
  proveRange,
  type ReadHash,
  verifyConsistency,
  verifyInclusion,
  verifyRange,
} from '../src/index.ts';
import {
  flipped,
  hashBytes,
  hex,
  leaves,
  naivePath,
  naiveRoot,
  naiveSubproof,
  replaced,
} from './reference.ts';

const ALL = leaves(80);
const MAX_SIZE = Number.MAX_SAFE_INTEGER;
/** [position, size] with 0 <= position < size. */
const position = fc
  .integer({ min: 1, max: ALL.length })
  .chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));

/** A reader that serves only what was announced and remembers what it served. */
function announcedOnly(size: number, announced: readonly { level: number; index: number }[]) {
  const reader = hashReaderOf(ALL.slice(0, size));
  const names = announced.map(({ level, index }) => `${level}/${index}`);
  const served: string[] = [];
  const read: ReadHash = (level, index) => {
    if (!names.includes(`${level}/${index}`)) throw new Error(`not announced: ${level}/${index}`);
    served.push(`${level}/${index}`);
    return reader(level, index);
  };
  return { read, isExact: () => served.sort().join() === [...names].sort().join() };
}

/** A reader for trees too large to build: any hash will do where only shape is looked at. */
const anyHash: ReadHash = () => new Uint8Array(32);

describe('inclusion', () => {
  function claimOf(index: number, size: number) {
    const tree = ALL.slice(0, size);
    const proof = proveInclusionFromLeaves(tree, index);
    return { index, size, leafHash: tree[index] as Uint8Array, proof, root: naiveRoot(tree) };
  }

  it('proves as RFC 6962 defines the path, and verifies', () => {
    fc.assert(
      fc.property(position, ([index, size]) => {
        const claim = claimOf(index, size);
        expect(claim.proof.map(hex)).toEqual(naivePath(index, ALL.slice(0, size)).map(hex));
        expect(verifyInclusion(claim)).toEqual({ ok: true });
      }),
    );
  });

  it('reads exactly the hashes it announces', () => {
    fc.assert(
      fc.property(position, ([index, size]) => {
        const source = announcedOnly(size, hashesForInclusion(index, size));
        expect(proveInclusion(index, size, source.read)).toHaveLength(
          naivePath(index, ALL.slice(0, size)).length,
        );
        expect(source.isExact()).toBe(true);
      }),
    );
  });

  it('is refused when any byte of it changed, of the proof, the leaf or the root', () => {
    fc.assert(
      fc.property(position, fc.nat(), fc.nat(31), fc.nat(7), ([index, size], at, byte, bit) => {
        const claim = claimOf(index, size);
        const { proof, leafHash, root } = claim;
        const mismatch = { ok: false, reason: 'root-mismatch' };
        if (proof.length > 0) {
          const place = at % proof.length;
          const changed = replaced(proof, place, flipped(proof[place] as Uint8Array, byte, bit));
          expect(verifyInclusion({ ...claim, proof: changed })).toEqual(mismatch);
        }
        expect(verifyInclusion({ ...claim, leafHash: flipped(leafHash, byte, bit) })).toEqual(
          mismatch,
        );
        expect(verifyInclusion({ ...claim, root: flipped(root, byte, bit) })).toEqual(mismatch);
      }),
    );
  });

  it('is refused for every other index of the same tree', () => {
    for (const size of [1, 2, 7, 8, 33]) {
      for (let index = 0; index < size; index++) {
        for (let other = 0; other < size; other++) {
          const verdict = verifyInclusion({ ...claimOf(index, size), index: other });
          expect(verdict.ok).toBe(other === index);
        }
      }
    }
  });

  it('is refused with an element more, less, or out of order', () => {
    fc.assert(
      fc.property(position, hashBytes, ([index, size], extra) => {
        const claim = claimOf(index, size);
        const wrongLength = { ok: false, reason: 'wrong-proof-length' };
        const { proof } = claim;
        expect(verifyInclusion({ ...claim, proof: [...proof, extra] })).toEqual(wrongLength);
        expect(verifyInclusion({ ...claim, proof: [extra, ...proof] })).toEqual(wrongLength);
        if (proof.length > 0) {
          expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toEqual(wrongLength);
          expect(verifyInclusion({ ...claim, proof: proof.slice(0, -1) })).toEqual(wrongLength);
        }
        if (proof.length > 1) {
          const reversed = { ...claim, proof: [...proof].reverse() };
          expect(verifyInclusion(reversed)).toEqual({ ok: false, reason: 'root-mismatch' });
        }
      }),
    );
  });

  const good = claimOf(3, 6);
  it.each([
    ['size 0', { size: 0, index: 0 }, 'bad-size'],
    ['a negative size', { size: -1 }, 'bad-size'],
    ['a fractional size', { size: 6.5 }, 'bad-size'],
    ['a size of 2^53', { size: 2 ** 53 }, 'bad-size'],
    ['a size that is no number', { size: Number.NaN }, 'bad-size'],
    ['index = size', { index: 6 }, 'index-out-of-range'],
    ['index > size', { index: 7 }, 'index-out-of-range'],
    ['a negative index', { index: -1 }, 'index-out-of-range'],
    ['a fractional index', { index: 0.5 }, 'index-out-of-range'],
    ['a leaf hash of 31 bytes', { leafHash: new Uint8Array(31) }, 'bad-hash-length'],
    ['a root of 33 bytes', { root: new Uint8Array(33) }, 'bad-hash-length'],
    ['an empty element', { proof: [new Uint8Array(0), ...good.proof] }, 'bad-hash-length'],
    ['107 elements', { proof: Array(107).fill(new Uint8Array(32)) }, 'wrong-proof-length'],
  ])('refuses %s', (_, change, reason) => {
    expect(verifyInclusion({ ...good, ...change })).toEqual({ ok: false, reason });
  });

  it('takes a tree of 2^53 - 1 leaves', () => {
    for (const index of [0, 1, 2 ** 52, MAX_SIZE - 1]) {
      const proof = proveInclusion(index, MAX_SIZE, anyHash);
      const claim = { index, size: MAX_SIZE, leafHash: new Uint8Array(32), proof };
      const verdict = verifyInclusion({ ...claim, root: new Uint8Array(32) });
      // The hashes are made up, so the shape fits and only the root does not.
      expect(verdict).toEqual({ ok: false, reason: 'root-mismatch' });
    }
  });

  it('proves no leaf outside the tree', () => {
    expect(() => proveInclusion(6, 6, anyHash)).toThrow('leaf of the tree');
    expect(() => proveInclusion(0, 0, anyHash)).toThrow('leaf of the tree');
    expect(() => proveInclusion(0, 2 ** 53, anyHash)).toThrow('2^53 - 1');
    expect(() => proveInclusionFromLeaves([], 0)).toThrow('leaf of the tree');
  });

  it('stops on a store that returns no hash', () => {
    expect(() => proveInclusion(0, 2, () => new Uint8Array(31))).toThrow('returns a hash');
    expect(() => hashReaderOf(leaves(3))(1, 1)).toThrow('complete subtree');
  });
});

describe('consistency', () => {
  const sizes = position.map(([smaller, size]) => [smaller + 1, size] as const);
  function claimOf(oldSize: number, newSize: number) {
    return {
      oldSize,
      newSize,
      oldRoot: naiveRoot(ALL.slice(0, oldSize)),
      newRoot: naiveRoot(ALL.slice(0, newSize)),
      proof: proveConsistency(oldSize, newSize, hashReaderOf(ALL.slice(0, newSize))),
    };
  }

  it('proves as RFC 6962 defines the subproof, and verifies', () => {
    fc.assert(
      fc.property(sizes, ([oldSize, newSize]) => {
        const claim = claimOf(oldSize, newSize);
        const expected = naiveSubproof(oldSize, ALL.slice(0, newSize), true);
        expect(claim.proof.map(hex)).toEqual(expected.map(hex));
        expect(verifyConsistency(claim)).toEqual({ ok: true });
      }),
    );
  });

  it('reads exactly the hashes it announces', () => {
    fc.assert(
      fc.property(sizes, ([oldSize, newSize]) => {
        const source = announcedOnly(newSize, hashesForConsistency(oldSize, newSize));
        proveConsistency(oldSize, newSize, source.read);
        expect(source.isExact()).toBe(true);
      }),
    );
  });

  it('is refused when any byte of it or of a root changed', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(31), fc.nat(7), ([oldSize, newSize], at, byte, bit) => {
        const claim = claimOf(oldSize, newSize);
        const { proof, oldRoot, newRoot } = claim;
        if (proof.length > 0) {
          const place = at % proof.length;
          const changed = replaced(proof, place, flipped(proof[place] as Uint8Array, byte, bit));
          expect(verifyConsistency({ ...claim, proof: changed }).ok).toBe(false);
        }
        const otherOld = { ...claim, oldRoot: flipped(oldRoot, byte, bit) };
        const otherNew = { ...claim, newRoot: flipped(newRoot, byte, bit) };
        expect(verifyConsistency(otherOld).ok).toBe(false);
        expect(verifyConsistency(otherNew)).toEqual({ ok: false, reason: 'new-root-mismatch' });
      }),
    );
  });

  it('is refused with an element more or less', () => {
    fc.assert(
      fc.property(sizes, hashBytes, ([oldSize, newSize], extra) => {
        const claim = claimOf(oldSize, newSize);
        const { proof } = claim;
        expect(verifyConsistency({ ...claim, proof: [...proof, extra] })).toEqual({
          ok: false,
          reason: 'wrong-proof-length',
        });
        expect(verifyConsistency({ ...claim, proof: [extra, ...proof] }).ok).toBe(false);
        if (proof.length > 0) {
          expect(verifyConsistency({ ...claim, proof: proof.slice(0, -1) }).ok).toBe(false);
          expect(verifyConsistency({ ...claim, proof: proof.slice(1) }).ok).toBe(false);
        }
      }),
    );
  });

  it('is refused for a tree in which an old leaf was changed', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ([oldSize, newSize], at) => {
        fc.pre(oldSize < newSize);
        const tampered = replaced(
          ALL.slice(0, newSize),
          at % oldSize,
          flipped(ALL[at % oldSize] as Uint8Array, 0),
        );
        const proof = proveConsistency(oldSize, newSize, hashReaderOf(tampered));
        const claim = { ...claimOf(oldSize, newSize), newRoot: naiveRoot(tampered), proof };
        expect(verifyConsistency(claim).ok).toBe(false);
      }),
    );
  });

  const good = claimOf(5, 9);
  it.each([
    ['old size 0, since it proves nothing', { oldSize: 0, proof: [] }, 'bad-size'],
    ['both sizes 0', { oldSize: 0, newSize: 0, proof: [] }, 'bad-size'],
    ['a shrinking tree', { oldSize: 9, newSize: 5 }, 'bad-size'],
    ['a size of 2^53', { newSize: 2 ** 53 }, 'bad-size'],
    ['a fractional size', { oldSize: 4.5 }, 'bad-size'],
    ['no proof', { proof: [] }, 'wrong-proof-length'],
    ['107 elements', { proof: Array(107).fill(new Uint8Array(32)) }, 'wrong-proof-length'],
    ['a short element', { proof: [new Uint8Array(31)] }, 'bad-hash-length'],
    ['an old root of 31 bytes', { oldRoot: new Uint8Array(31) }, 'bad-hash-length'],
    ['a new root of no bytes', { newRoot: new Uint8Array(0) }, 'bad-hash-length'],
    ['another old root', { oldRoot: new Uint8Array(32) }, 'old-root-mismatch'],
    ['another new root', { newRoot: new Uint8Array(32) }, 'new-root-mismatch'],
  ])('refuses %s', (_, change, reason) => {
    expect(verifyConsistency({ ...good, ...change })).toEqual({ ok: false, reason });
  });

  it('between equal sizes is empty and compares the roots', () => {
    const same = claimOf(7, 7);
    expect(same.proof).toEqual([]);
    expect(verifyConsistency(same)).toEqual({ ok: true });
    const fork = { ...same, newRoot: new Uint8Array(32) };
    expect(verifyConsistency(fork)).toEqual({ ok: false, reason: 'new-root-mismatch' });
  });

  it('is proved from a non-empty, not larger tree only', () => {
    expect(() => proveConsistency(0, 5, anyHash)).toThrow('earlier, non-empty');
    expect(() => proveConsistency(6, 5, anyHash)).toThrow('earlier, non-empty');
    expect(() => proveConsistency(1, 2 ** 53, anyHash)).toThrow('2^53 - 1');
  });

  it('takes trees of up to 2^53 - 1 leaves', () => {
    const proof = proveConsistency(MAX_SIZE - 2, MAX_SIZE, anyHash);
    const root = new Uint8Array(32);
    const claim = { oldSize: MAX_SIZE - 2, newSize: MAX_SIZE, oldRoot: root, newRoot: root, proof };
    expect(verifyConsistency(claim)).toEqual({ ok: false, reason: 'old-root-mismatch' });
  });
});

describe('range', () => {
  /** [from, to, size] with 0 <= from < to <= size. */
  const ranges = fc
    .tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: ALL.length }))
    .map(([a, b, size]) => {
      const from = a % size;
      return { from, to: from + 1 + (b % (size - from)), size };
    });
  function claimOf({ from, to, size }: { from: number; to: number; size: number }) {
    const tree = ALL.slice(0, size);
    const proof = proveRange({ from, to, size }, hashReaderOf(tree));
    return { from, size, leafHashes: tree.slice(from, to), proof, root: naiveRoot(tree) };
  }

  it('verifies, and reads exactly the hashes it announces', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        expect(verifyRange(claimOf(range))).toEqual({ ok: true });
        const source = announcedOnly(range.size, hashesForRange(range));
        proveRange(range, source.read);
        expect(source.isExact()).toBe(true);
      }),
    );
  });

  it('of one leaf has the hashes of its inclusion proof; of all leaves none', () => {
    const single = claimOf({ from: 21, to: 22, size: 50 });
    const path = proveInclusionFromLeaves(ALL.slice(0, 50), 21);
    expect(single.proof.map(hex).sort()).toEqual(path.map(hex).sort());
    expect(claimOf({ from: 0, to: 50, size: 50 }).proof).toEqual([]);
  });

  it('is refused when a leaf is missing, added, swapped or changed', () => {
    fc.assert(
      fc.property(ranges, fc.nat(), hashBytes, (range, at, extra) => {
        const claim = claimOf(range);
        const { leafHashes } = claim;
        const place = at % leafHashes.length;
        const without = leafHashes.filter((_, i) => i !== place);
        expect(verifyRange({ ...claim, leafHashes: without }).ok).toBe(false);
        expect(verifyRange({ ...claim, leafHashes: [...leafHashes, extra] }).ok).toBe(false);
        expect(verifyRange({ ...claim, leafHashes: replaced(leafHashes, place, extra) })).toEqual({
          ok: false,
          reason: 'root-mismatch',
        });
        if (leafHashes.length > 1) {
          const swapped = { ...claim, leafHashes: [...leafHashes].reverse() };
          expect(verifyRange(swapped)).toEqual({ ok: false, reason: 'root-mismatch' });
        }
      }),
    );
  });

  it('is refused at another place, and with proof elements more, less or changed', () => {
    fc.assert(
      fc.property(ranges, hashBytes, fc.nat(), fc.nat(31), (range, extra, at, byte) => {
        const claim = claimOf(range);
        const { proof, from } = claim;
        expect(verifyRange({ ...claim, from: from + 1 }).ok).toBe(false);
        if (from > 0) expect(verifyRange({ ...claim, from: from - 1 }).ok).toBe(false);
        const wrongLength = { ok: false, reason: 'wrong-proof-length' };
        expect(verifyRange({ ...claim, proof: [...proof, extra] })).toEqual(wrongLength);
        if (proof.length > 0) {
          expect(verifyRange({ ...claim, proof: proof.slice(1) })).toEqual(wrongLength);
          const place = at % proof.length;
          const changed = replaced(proof, place, flipped(proof[place] as Uint8Array, byte));
          expect(verifyRange({ ...claim, proof: changed }).ok).toBe(false);
        }
      }),
    );
  });

  const good = claimOf({ from: 2, to: 5, size: 9 });
  it.each([
    ['size 0', { size: 0 }, 'bad-size'],
    ['a size of 2^53', { size: 2 ** 53 }, 'bad-size'],
    ['no leaves', { leafHashes: [] }, 'empty-range'],
    ['a range beyond the tree', { from: 7 }, 'range-out-of-tree'],
    ['a negative start', { from: -1 }, 'range-out-of-tree'],
    ['a fractional start', { from: 1.5 }, 'range-out-of-tree'],
    ['a start that is no number', { from: Number.NaN }, 'range-out-of-tree'],
    ['a short leaf hash', { leafHashes: [new Uint8Array(31)] }, 'bad-hash-length'],
    ['a short proof hash', { proof: [new Uint8Array(31)] }, 'bad-hash-length'],
    ['a short root', { root: new Uint8Array(31) }, 'bad-hash-length'],
    ['107 elements', { proof: Array(107).fill(new Uint8Array(32)) }, 'wrong-proof-length'],
  ])('refuses %s', (_, change, reason) => {
    expect(verifyRange({ ...good, ...change })).toEqual({ ok: false, reason });
  });

  it('is proved for a non-empty range in the tree only', () => {
    expect(() => proveRange({ from: 2, to: 2, size: 5 }, anyHash)).toThrow('in the tree');
    expect(() => proveRange({ from: 2, to: 6, size: 5 }, anyHash)).toThrow('in the tree');
  });

  it('in the middle of the largest tree needs no more than 106 hashes', () => {
    const range = { from: 2 ** 52 - 1, to: 2 ** 52 + 1, size: MAX_SIZE };
    expect(proveRange(range, anyHash).length).toBeLessThanOrEqual(106);
  });
});
