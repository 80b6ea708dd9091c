import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedTiles,
  encodeTile,
  hashesForConsistency,
  hashesForInclusion,
  hashReaderOf,
  hashReaderOfTiles,
  parseTile,
  parseTilePath,
  proveConsistency,
  proveInclusion,
  type Tile,
  tileForHash,
  tilePath,
  tilesForHashes,
  tileWidth,
} from '../src/index.ts';
import { hex, leaves, naiveRoot } from './reference.ts';

const ALL = leaves(700);
const MAX_SIZE = Number.MAX_SAFE_INTEGER;
const FULL = 256;

/** The hashes of a tile by the standard's definition: MTH of the leaves below each of them. */
function tileHashes({ level, index, width }: Tile): Uint8Array[] {
  const below = FULL ** level;
  return Array.from({ length: width }, (_, i) => {
    const first = (index * FULL + i) * below;
    return naiveRoot(ALL.slice(first, first + below));
  });
}

describe('tile path', () => {
  it.each([
    [{ level: 0, index: 0, width: FULL }, 'tile/0/000'],
    [{ level: 0, index: 999, width: FULL }, 'tile/0/999'],
    [{ level: 0, index: 1000, width: FULL }, 'tile/0/x001/000'],
    [{ level: 0, index: 1234, width: FULL }, 'tile/0/x001/234'],
    [{ level: 3, index: 1234067, width: FULL }, 'tile/3/x001/x234/067'],
    [{ level: 1, index: 0, width: 17 }, 'tile/1/000.p/17'],
    [{ level: 63, index: 5, width: 255 }, 'tile/63/005.p/255'],
    [{ level: 0, index: MAX_SIZE, width: 1 }, 'tile/0/x009/x007/x199/x254/x740/991.p/1'],
  ])('of %o is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual({ ok: true, value: tile });
  });

  it('returns from text what went in', () => {
    fc.assert(
      fc.property(
        fc.nat(63),
        fc.maxSafeNat(),
        fc.integer({ min: 1, max: FULL }),
        (level, index, width) => {
          const tile = { level, index, width };
          expect(parseTilePath(tilePath(tile))).toEqual({ ok: true, value: tile });
        },
      ),
    );
  });

  it.each([
    ['an empty path', ''],
    ['a leading slash', '/tile/0/000'],
    ['a level with a leading zero', 'tile/00/000'],
    ['level 64', 'tile/64/000'],
    ['a negative level', 'tile/-1/000'],
    ['an index of two digits', 'tile/0/00'],
    ['a needless element', 'tile/0/x000/001'],
    ['an element without x', 'tile/0/001/234'],
    ['a last element with x', 'tile/0/x001/x234'],
    ['a full tile named by its width', 'tile/0/000.p/256'],
    ['a width of 0', 'tile/0/000.p/0'],
    ['a width with a leading zero', 'tile/0/000.p/07'],
    ['no width after .p', 'tile/0/000.p/'],
    ['an index above 2^53 - 1', 'tile/0/x009/x007/x199/x254/x740/992'],
    ['seven elements', 'tile/0/x001/x000/x000/x000/x000/x000/000'],
    ['an entry bundle', 'tile/entries/000'],
    ['something after it', 'tile/0/000/'],
    ['a newline after it', 'tile/0/000\n'],
    ['other digits', 'tile/0/٠٠٠'],
  ])('refuses %s', (_, path) => {
    expect(parseTilePath(path)).toEqual({ ok: false, reason: 'malformed-path' });
  });
});

describe('tile bytes', () => {
  it('are the hashes one after the other', () => {
    const hashes = ALL.slice(0, 3);
    const bytes = Buffer.from(encodeTile(hashes));
    expect(hex(bytes)).toBe(hashes.map(hex).join(''));
    const parsed = parseTile(bytes, 3);
    bytes.fill(0);
    expect(parsed.ok && parsed.value.map(hex)).toEqual(hashes.map(hex));
  });

  it.each([
    ['a byte short', 95],
    ['a byte long', 97],
    ['empty', 0],
    ['a hash more', 128],
  ])('are refused when %s', (_, length) => {
    expect(parseTile(new Uint8Array(length), 3)).toEqual({ ok: false, reason: 'wrong-length' });
  });

  it('are written for 1 to 256 hashes only', () => {
    expect(() => encodeTile([])).toThrow('1 to 256');
    expect(() => encodeTile(ALL.slice(0, 257))).toThrow('1 to 256');
    expect(() => encodeTile([new Uint8Array(31)])).toThrow('holds hashes');
    expect(() => parseTile(new Uint8Array(0), 0)).toThrow('1 to 256');
  });
});

describe('tiles of a tree', () => {
  it('have the widths of the standard', () => {
    // The standard's example, a tree of 70,000 leaves.
    expect(tileWidth(0, 272, 70_000)).toBe(FULL);
    expect(tileWidth(0, 273, 70_000)).toBe(112);
    expect(tileWidth(0, 274, 70_000)).toBe(0);
    expect(tileWidth(1, 0, 70_000)).toBe(FULL);
    expect(tileWidth(1, 1, 70_000)).toBe(17);
    expect(tileWidth(2, 0, 70_000)).toBe(1);
    expect(tileWidth(3, 0, 70_000)).toBe(0);
    expect(tileWidth(1, 0, 256)).toBe(1);
    expect(tileWidth(1, 0, 255)).toBe(0);
  });

  it.each([
    [0, 0, []],
    [5, 5, []],
    [0, 1, ['tile/0/000.p/1']],
    [1, 255, ['tile/0/000.p/255']],
    [255, 256, ['tile/0/000', 'tile/1/000.p/1']],
    [256, 257, ['tile/0/001.p/1']],
    [250, 520, ['tile/0/000', 'tile/0/001', 'tile/0/002.p/8', 'tile/1/000.p/2']],
    [65_535, 65_536, ['tile/0/255', 'tile/1/000', 'tile/2/000.p/1']],
  ])('that change from %d to %d leaves', (from, to, paths) => {
    expect(changedTiles(from, to).map(tilePath)).toEqual(paths);
  });

  it('change when, and only when, their width did', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(2000), (from, growth) => {
        const to = from + growth;
        const changed = new Map(changedTiles(from, to).map((tile) => [tilePath(tile), tile]));
        for (const { level, index, width } of changed.values()) {
          expect(width).toBe(tileWidth(level, index, to));
          expect(width).toBeGreaterThan(tileWidth(level, index, from));
        }
        for (let level = 0; FULL ** level <= to; level++) {
          const last = Math.ceil(Math.floor(to / FULL ** level) / FULL) - 1;
          for (let index = Math.max(0, last - 10); index <= last; index++) {
            const width = tileWidth(level, index, to);
            const isChanged = changed.has(tilePath({ level, index, width }));
            expect(isChanged).toBe(width !== tileWidth(level, index, from));
          }
        }
      }),
    );
  });

  it('do not shrink', () => {
    expect(() => changedTiles(2, 1)).toThrow('only grows');
    expect(() => changedTiles(0, 2 ** 53)).toThrow('only grows');
  });
});

describe('proofs from tiles', () => {
  it('are the proofs from single hashes, with the announced tiles alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: ALL.length }), fc.nat(), (size, at) => {
        const index = at % size;
        const oldSize = index + 1;
        const positions = [
          ...hashesForInclusion(index, size),
          ...hashesForConsistency(oldSize, size),
        ];
        const loaded = new Map(
          tilesForHashes(positions, size).map((tile) => [tilePath(tile), tileHashes(tile)]),
        );
        const fromTiles = hashReaderOfTiles(size, (tile) => {
          const hashes = loaded.get(tilePath(tile));
          if (hashes === undefined) throw new Error(`not announced: ${tilePath(tile)}`);
          return hashes;
        });
        const direct = hashReaderOf(ALL.slice(0, size));
        expect(proveInclusion(index, size, fromTiles).map(hex)).toEqual(
          proveInclusion(index, size, direct).map(hex),
        );
        expect(proveConsistency(oldSize, size, fromTiles).map(hex)).toEqual(
          proveConsistency(oldSize, size, direct).map(hex),
        );
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    [{ level: 0, index: 300 }, { level: 0, index: 1, width: FULL }, 44, 45],
    [{ level: 7, index: 3 }, { level: 0, index: 1, width: FULL }, 128, 256],
    [{ level: 8, index: 1 }, { level: 1, index: 0, width: 2 }, 1, 2],
    [{ level: 9, index: 0 }, { level: 1, index: 0, width: 2 }, 0, 2],
    [{ level: 2, index: 170 }, { level: 0, index: 2, width: 188 }, 168, 172],
  ])('place %o of 700 leaves in %o', (position, tile, start, end) => {
    expect(tileForHash(position, 700)).toEqual({ tile, start, end });
  });

  it('ask for no subtree that the tree has not', () => {
    expect(() => tileForHash({ level: 0, index: 700 }, 700)).toThrow('complete subtree');
    expect(() => tileForHash({ level: 10, index: 0 }, 700)).toThrow('complete subtree');
  });

  it('stop on a tile narrower than its name', () => {
    const reader = hashReaderOfTiles(4, () => ALL.slice(0, 3));
    expect(() => reader(2, 0)).toThrow('width its name says');
  });
});
