import { assert, concatBytes } from '@mingjing/crypto';
import { isSize } from './integers.ts';
import { accept, type Result, refuse } from './result.ts';
import type { HashPosition, ReadHash } from './subtrees.ts';
import { HASH_BYTES, rootOf } from './tree.ts';

/** Tree levels in a tile (C2SP tlog-tiles). */
export const TILE_HEIGHT = 8;
/** Hashes in a full tile. */
export const TILE_WIDTH = 2 ** TILE_HEIGHT;
/** The standard's highest level; a tree of 2^53 - 1 leaves reaches level 6. */
const MAX_TILE_LEVEL = 63;

/**
 * A tile of hashes: `width` hashes of tree level `8 * level`, beginning at index `256 * index`.
 * Full at 256; a narrower tile is the right edge of one tree size.
 */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

export type TilePathRefusal = 'malformed-path';
export type TileRefusal = 'wrong-length';

/** Reads the hashes of a tile; the tile named is always one that the tree size calls for. */
export type ReadTile = (tile: Tile) => readonly Uint8Array[];

/**
 * The tile that holds what is needed for a stored hash, in a tree of `size` leaves, and which of
 * its hashes, [start, end), the hash is computed from. Asserts that the tree has that hash.
 */
export function tileForHash(
  { level, index }: HashPosition,
  size: number,
): { tile: Tile; start: number; end: number } {
  const span = 2 ** (level % TILE_HEIGHT);
  const first = index * span;
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const tileIndex = Math.floor(first / TILE_WIDTH);
  const start = first - tileIndex * TILE_WIDTH;
  const width = tileWidth(tileLevel, tileIndex, size);
  assert(start + span <= width, 'the tree has this complete subtree');
  return { tile: { level: tileLevel, index: tileIndex, width }, start, end: start + span };
}

/** The tiles that hold the given hashes, each once, in order of first need: what to prefetch. */
export function tilesForHashes(positions: readonly HashPosition[], size: number): Tile[] {
  const tiles = new Map<string, Tile>();
  for (const position of positions) {
    const { tile } = tileForHash(position, size);
    tiles.set(tilePath(tile), tile);
  }
  return [...tiles.values()];
}

/** A reader of stored hashes over tiles, for proofs: up to 127 node hashes for one read. */
export function hashReaderOfTiles(size: number, readTile: ReadTile): ReadHash {
  return (level, index) => {
    const { tile, start, end } = tileForHash({ level, index }, size);
    const hashes = readTile(tile);
    assert(hashes.length >= end, 'a tile has the width its name says');
    return rootOf(hashes.slice(start, end));
  };
}

/**
 * Every tile that must be written when a tree grows: those that gained a hash, at their width in
 * the new tree, level by level. Asserts oldSize <= newSize; about growth / 255 + 7 tiles.
 */
export function changedTiles(oldSize: number, newSize: number): Tile[] {
  assert(isSize(oldSize) && isSize(newSize) && oldSize <= newSize, 'a tree only grows');
  const tiles: Tile[] = [];
  for (let level = 0; hashesAtTileLevel(level, newSize) > 0; level++) {
    const before = hashesAtTileLevel(level, oldSize);
    const after = hashesAtTileLevel(level, newSize);
    if (after === before) continue;
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < after; index++) {
      tiles.push({ level, index, width: Math.min(TILE_WIDTH, after - index * TILE_WIDTH) });
    }
  }
  return tiles;
}

/** Hashes a tile has in a tree of `size` leaves: 0 (no such tile) to 256 (full). */
export function tileWidth(level: number, index: number, size: number): number {
  const beyond = hashesAtTileLevel(level, size) - index * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, beyond));
}

/** A tile's hashes one after the other: 32 * width bytes. */
export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  assert(hashes.length >= 1 && hashes.length <= TILE_WIDTH, 'a tile has 1 to 256 hashes');
  assert(
    hashes.every((hash) => hash.length === HASH_BYTES),
    'a tile holds hashes',
  );
  return concatBytes(...hashes);
}

/** Splits the bytes of a tile of known width; the hashes are copies. */
export function parseTile(bytes: Uint8Array, width: number): Result<Uint8Array[], TileRefusal> {
  assert(width >= 1 && width <= TILE_WIDTH, 'a tile has 1 to 256 hashes');
  if (bytes.length !== width * HASH_BYTES) return refuse('wrong-length');
  // Copies, since a view would keep the whole page alive; `slice` may give a view.
  const hashAt = (i: number): Uint8Array =>
    Uint8Array.from(bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
  return accept(Array.from({ length: width }, (_, i) => hashAt(i)));
}

/*
 *   tile/<level>/<index in three-digit elements, all but the last after an x>[.p/<width>]
 *   tile/0/x001/x234/067   level 0, index 1234067, full
 *   tile/1/000.p/17        level 1, index 0, 17 hashes
 */

/** The standard path of a tile, without leading slash. */
export function tilePath({ level, index, width }: Tile): string {
  assert(level >= 0 && level <= MAX_TILE_LEVEL && isSize(index), 'a tile has level and index');
  assert(width >= 1 && width <= TILE_WIDTH, 'a tile has 1 to 256 hashes');
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const elements = padded.match(/\d{3}/g) ?? [];
  const path = elements.map((element, i) => (i < elements.length - 1 ? `x${element}` : element));
  const suffix = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${path.join('/')}${suffix}`;
}

const TILE_PATH = /^tile\/(\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** Parses a tile path; whatever is not exactly what `tilePath` writes is refused. */
export function parseTilePath(path: string): Result<Tile, TilePathRefusal> {
  const match = TILE_PATH.exec(path);
  if (match === null) return refuse('malformed-path');
  const [, level = '', elements = '', width] = match;
  const tile: Tile = {
    level: Number(level),
    index: Number(elements.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const isInRange =
    tile.level <= MAX_TILE_LEVEL &&
    isSize(tile.index) &&
    tile.width >= 1 &&
    tile.width <= TILE_WIDTH;
  if (!isInRange || tilePath(tile) !== path) return refuse('malformed-path');
  return accept(tile);
}

function hashesAtTileLevel(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}
