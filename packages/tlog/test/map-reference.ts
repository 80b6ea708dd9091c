import fc from 'fast-check';
import { emptyMap, type MapChange, type SparseMap, update } from '../src/index.ts';
import { flipped, fromHex, hashBytes, hex, sha256Of, utf8 } from './reference.ts';

/* The sparse map's definition once more, recursive and without care for speed. */

export type Entry = readonly [key: Uint8Array, value: Uint8Array];

export const tagged = (tag: string, ...parts: Uint8Array[]): Uint8Array =>
  sha256Of(Uint8Array.of(2, tag.length), utf8(tag), Uint8Array.of(0), ...parts);
export const ZEROS = new Uint8Array(32);

/** The root by definition: a lone key is a leaf wherever it stands, else split by the next bit. */
export function naiveMapRoot(all: readonly Entry[], depth = 0): Uint8Array {
  const [first] = all;
  if (first === undefined) return ZEROS;
  if (all.length === 1) return tagged('map-leaf', first[0], tagged('map-value', first[1]));
  const isRight = ([key]: Entry): boolean =>
    (((key[Math.floor(depth / 8)] as number) >> (7 - (depth % 8))) & 1) === 1;
  return tagged(
    'map-inner',
    naiveMapRoot(
      all.filter((entry) => !isRight(entry)),
      depth + 1,
    ),
    naiveMapRoot(all.filter(isRight), depth + 1),
  );
}

/** Keys that share long prefixes with each other, so that all shapes of tree occur. */
const crowdedKey = fc
  .tuple(fc.nat(3), fc.constantFrom(0, 1, 7, 8, 100, 254, 255), fc.nat(3))
  .map(([first, bit, last]) => {
    const key = new Uint8Array(32);
    key[0] = first;
    key[31] = last;
    return flipped(key, bit >> 3, 7 - (bit & 7));
  });
export const anyKey = fc.oneof(crowdedKey, hashBytes);
export const anyValue = fc.uint8Array({ maxLength: 4 });
export const changeList = fc.array(fc.tuple(anyKey, fc.option(anyValue, { nil: undefined })), {
  maxLength: 40,
});
export const entryList = fc.uniqueArray(fc.tuple(anyKey, anyValue), {
  maxLength: 40,
  selector: ([key]) => hex(key),
});

/** The entries that remain after the changes, by key. */
export function model(changes: readonly MapChange[]): Map<string, Uint8Array> {
  const left = new Map<string, Uint8Array>();
  for (const [key, value] of changes) {
    if (value === undefined) left.delete(hex(key));
    else left.set(hex(key), value);
  }
  return left;
}

export const modelEntries = (left: Map<string, Uint8Array>): Entry[] =>
  [...left].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [fromHex(key), value]);

export const keyOf = (number: number): Uint8Array => sha256Of(utf8(`key ${number}`));
export const mapOf = (count: number): SparseMap =>
  update(
    emptyMap(),
    Array.from({ length: count }, (_, i) => [keyOf(i), utf8(`value ${i}`)] as const),
  );
