// One page of what a filter lets through, out of a collection that is read in steps.

import { parseCursor } from '@mingjing/service';
import type { Document } from '@mingjing/storage';
import { describe, expect, it } from 'vitest';
import { foundPage } from '../../src/management/found-page.ts';

const STEP = 1000;

/** So many documents by their numbers, and how many were read. */
function collectionOf(count: number) {
  const all = Array.from({ length: count }, (_, i): Document<number> => {
    return { id: String(i).padStart(6, '0'), value: i };
  });
  const collection = {
    read: 0,
    async list({ past, reverse, limit }: { past?: string; reverse?: boolean; limit: number }) {
      const ordered = reverse ? all.toReversed() : all;
      const isLater = ({ id }: Document<number>) =>
        past === undefined || (reverse ? id < past : id > past);
      const found = ordered.filter(isLater).slice(0, limit);
      collection.read += found.length;
      return found;
    },
  };
  return collection;
}

async function everything(count: number, limit: number, fits: (value: number) => boolean) {
  const collection = collectionOf(count);
  const pages: number[][] = [];
  let past: string | undefined;
  for (;;) {
    const page = await foundPage(collection, { limit, past }, ({ value }) => fits(value));
    pages.push(page.items.map(({ value }) => value));
    if (page.nextCursor === null) return pages;
    past = parseCursor(page.nextCursor);
  }
}

describe('a filtered page', () => {
  it.each([
    [0, 5],
    [4, 5],
    [5, 5],
    [6, 5],
    [2 * STEP, 7],
  ])('of %d documents by %d shows each that fits once, in order', async (count, limit) => {
    const pages = await everything(count, limit, (value) => value % 3 === 0);
    const expected = Array.from({ length: count }, (_, i) => i).filter((i) => i % 3 === 0);
    expect(pages.flat()).toEqual(expected);
    expect(Math.max(0, ...pages.map(({ length }) => length))).toBeLessThanOrEqual(limit);
  });

  it('latest first goes back from where it stood', async () => {
    const options = { limit: 2, past: '000005', reverse: true };
    const page = await foundPage(collectionOf(9), options, ({ value }) => value !== 3);
    expect(page.items.map(({ value }) => value)).toEqual([4, 2]);
  });

  it('stops after so many, short or empty, and goes on with the next page', async () => {
    const collection = collectionOf(20 * STEP);
    const page = await foundPage(collection, { limit: 5, past: undefined }, () => false);
    expect(page).toMatchObject({ items: [], nextCursor: expect.any(String) });
    expect(collection.read).toBe(5 * STEP);
    const pages = await everything(12 * STEP, 5, (value) => value === 11 * STEP);
    expect(pages.flat()).toEqual([11 * STEP]);
  });
});
