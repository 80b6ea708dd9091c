import { InvariantError } from '@mingjing/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMap, entries, get, mapRoot, proveKey, type SparseMap, update } from '../src/index.ts';
import {
  changeList,
  entryList,
  keyOf,
  mapOf,
  model,
  modelEntries,
  naiveMapRoot,
  ZEROS,
} from './map-reference.ts';
import { flipped, hex, utf8 } from './reference.ts';

describe('map', () => {
  it('holds what was put last, in key order, with the root by definition', () => {
    fc.assert(
      fc.property(changeList, (changes) => {
        const map = update(emptyMap(), changes);
        const expected = modelEntries(model(changes));
        expect([...entries(map)].map((entry) => entry.map(hex))).toEqual(
          expected.map((entry) => entry.map(hex)),
        );
        expect(hex(mapRoot(map))).toBe(hex(naiveMapRoot(expected)));
        for (const [key, value] of expected) {
          expect(hex(get(map, key) as Uint8Array)).toBe(hex(value));
        }
      }),
    );
  });

  it('has a root that does not depend on order or on batches', () => {
    fc.assert(
      fc.property(entryList, fc.array(fc.nat()), changeList, (list, order, detour) => {
        const expected = hex(mapRoot(update(emptyMap(), list)));
        const shuffled = list
          .map((entry, i) => [order[i] ?? i, entry] as const)
          .sort(([a], [b]) => a - b)
          .map(([, entry]) => entry);
        let map = emptyMap();
        for (const entry of shuffled) map = update(map, [entry]);
        expect(hex(mapRoot(map))).toBe(expected);
        // Through other entries that are deleted or overwritten again.
        const strangers = detour.map(([key]) => [key, undefined] as const);
        map = update(update(update(emptyMap(), detour), strangers), shuffled);
        expect(hex(mapRoot(map))).toBe(expected);
      }),
    );
  });

  it('keeps every earlier version as it was', () => {
    fc.assert(
      fc.property(changeList, changeList, (first, second) => {
        const before = update(emptyMap(), first);
        const listed = [...entries(before)].map((entry) => entry.map(hex));
        const after = update(before, second);
        mapRoot(after);
        expect([...entries(before)].map((entry) => entry.map(hex))).toEqual(listed);
        expect(hex(mapRoot(before))).toBe(hex(naiveMapRoot(modelEntries(model(first)))));
        expect(hex(mapRoot(after))).toBe(
          hex(naiveMapRoot(modelEntries(model([...first, ...second])))),
        );
      }),
    );
  });

  it('is the same map when nothing changed', () => {
    const map = mapOf(20);
    expect(update(map, [])).toBe(map);
    expect(update(map, [[keyOf(3), utf8('value 3')]])).toBe(map);
    expect(update(map, [[keyOf(99), undefined]])).toBe(map);
    expect(update(emptyMap(), [[keyOf(1), undefined]])).toBe(emptyMap());
  });

  it('is empty again when every key was deleted', () => {
    const map = mapOf(20);
    const emptied = update(
      map,
      Array.from({ length: 20 }, (_, i) => [keyOf(i), undefined]),
    );
    expect(hex(mapRoot(emptied))).toBe(hex(ZEROS));
    expect([...entries(emptied)]).toEqual([]);
    expect(get(emptied, keyOf(0))).toBeUndefined();
  });

  it('shares with its predecessor all but the path of the changed key', () => {
    const collect = (map: SparseMap): Set<unknown> => {
      const nodes = new Set<unknown>();
      const pending = [map.top];
      for (let node = pending.pop(); pending.length > 0 || node; node = pending.pop()) {
        if (node === undefined) continue;
        nodes.add(node);
        if (node.kind === 'inner') pending.push(node.left, node.right);
      }
      return nodes;
    };
    const map = mapOf(1000);
    const known = collect(map);
    const changed = update(map, [[keyOf(500), utf8('new')]]);
    const fresh = [...collect(changed)].filter((node) => !known.has(node));
    expect(fresh).toHaveLength(proveKey(changed, keyOf(500)).siblings.length + 1);
    expect(fresh.length).toBeLessThan(30);
  });

  it('tells an empty value from none', () => {
    const map = update(emptyMap(), [[keyOf(1), new Uint8Array(0)]]);
    expect(get(map, keyOf(1))).toEqual(new Uint8Array(0));
    expect(hex(mapRoot(map))).not.toBe(hex(ZEROS));
  });

  it('takes keys that differ in the last bit only', () => {
    const twin = flipped(ZEROS, 31);
    const map = update(emptyMap(), [
      [ZEROS, utf8('a')],
      [twin, utf8('b')],
    ]);
    expect(proveKey(map, ZEROS).siblings).toHaveLength(256);
    expect(hex(mapRoot(update(map, [[twin, undefined]])))).toBe(
      hex(naiveMapRoot([[ZEROS, utf8('a')]])),
    );
  });

  it('copies keys and values, so the caller may reuse its arrays', () => {
    const key = Uint8Array.from(keyOf(1));
    const value = utf8('value');
    const map = update(emptyMap(), [[key, value]]);
    key.fill(0);
    value.fill(0);
    expect(get(map, keyOf(1))).toEqual(utf8('value'));
    expect(hex(mapRoot(map))).toBe(hex(naiveMapRoot([[keyOf(1), utf8('value')]])));
  });

  it('asserts keys of 32 bytes', () => {
    for (const length of [0, 31, 33]) {
      const key = new Uint8Array(length);
      expect(() => get(emptyMap(), key)).toThrow(InvariantError);
      expect(() => update(emptyMap(), [[key, ZEROS]])).toThrow(InvariantError);
      expect(() => proveKey(emptyMap(), key)).toThrow(InvariantError);
    }
  });
});
