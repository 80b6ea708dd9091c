// Bodies found in a segment without reading it whole, and what somebody may write into an entry.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FRAME_HEADER_BYTES, writeFrameHeader } from '../src/files/frames.ts';
import type { JournalFile } from '../src/index.ts';
import { searchBodies } from '../src/log/body-search.ts';
import { sealFrame } from '../src/log/segment-seal.ts';

const FIRST = 700;

function frame(index: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + 8 + body.length);
  new DataView(bytes.buffer).setBigUint64(FRAME_HEADER_BYTES, BigInt(index));
  bytes.set(body, FRAME_HEADER_BYTES + 8);
  writeFrameHeader(bytes, 0, 8 + body.length);
  return bytes;
}

/** A body of some length that shows its index. */
function bodyOf(index: number, length: number, inside: Uint8Array = new Uint8Array(0)) {
  const body = new Uint8Array(length + inside.length).fill(index % 251);
  body.set(inside, Math.floor(length / 2));
  return body;
}

function segmentOf(bodies: readonly Uint8Array[], end: Uint8Array = new Uint8Array(0)) {
  const bytes = Buffer.concat([...bodies.map((body, i) => frame(FIRST + i, body)), end]);
  let read = 0;
  const file = {
    read: async (position: number, length: number) => {
      read += length;
      return new Uint8Array(bytes.subarray(position, position + length));
    },
  } as Pick<JournalFile, 'read'> as JournalFile;
  const segment = { file, size: bytes.length, first: FIRST, end: FIRST + bodies.length };
  return { segment, bytes, bytesRead: () => read };
}

const alike = (count: number) => Array.from({ length: count }, (_, i) => bodyOf(FIRST + i, 300));

test('one body of a large segment costs one window', async () => {
  const bodies = alike(20_000);
  const { bytesRead, segment } = segmentOf(bodies);
  for (const at of [0, 1, 777, 9999, 19_998, 19_999]) {
    const before = bytesRead();
    expect(await searchBodies(segment, FIRST + at, FIRST + at + 1)).toEqual([bodies[at]]);
    expect(bytesRead() - before).toBeLessThan(segment.size / 40);
  }
});

test('how far a segment reaches may be unknown', async () => {
  const bodies = alike(20_000);
  const { segment } = segmentOf(bodies);
  const found = await searchBodies({ ...segment, end: FIRST + 5001 }, FIRST + 5000, FIRST + 5001);
  expect(found).toEqual([bodies[5000]]);
});

test('bodies of all sizes are found, some at once too, before a seal', async () => {
  const seal = sealFrame({
    ...{ origin: 'demo/node-1/access/suite1', first: FIRST, count: 1, day: 1 },
    hash: new Uint8Array(32),
  });
  const length = fc.oneof(fc.nat(400), fc.nat(32_000));
  await fc.assert(
    fc.asyncProperty(
      fc.array(length, { minLength: 1, maxLength: 200 }),
      fc.nat(),
      fc.integer({ min: 1, max: 5 }),
      async (lengths, picked, count) => {
        const bodies = lengths.map((each, i) => bodyOf(FIRST + i, each));
        const { segment } = segmentOf(bodies, seal);
        const from = picked % bodies.length;
        const to = Math.min(bodies.length, from + count);
        const found = await searchBodies(segment, FIRST + from, FIRST + to);
        // Very different sizes may need more windows than are spent on it.
        if (found !== undefined) expect(found).toEqual(bodies.slice(from, to));
        const isSmall = lengths.every((each) => each <= 400);
        if (isSmall) expect(found).toBeDefined();
      },
    ),
    { numRuns: 60 },
  );
});

describe('what lies in a body is taken for no body', () => {
  const forged = (index: number) => frame(index, new TextEncoder().encode('forged'));
  /** A header that claims to reach as far as somebody likes. */
  const reaching = (length: number) => {
    const bytes = new Uint8Array(FRAME_HEADER_BYTES);
    bytes.set(new TextEncoder().encode('MJF1'));
    new DataView(bytes.buffer).setUint32(4, length);
    return bytes;
  };

  test.each([
    ['a frame', (index: number) => forged(index)],
    [
      'frames, and one that reaches far',
      (index: number) => Buffer.concat([forged(index), forged(index + 1), reaching(30_000)]),
    ],
    [
      'a frame, and one that reaches into the next body',
      (index: number) => Buffer.concat([forged(index), reaching(400)]),
    ],
  ])('%s', async (_, inside) => {
    const target = 9000;
    const bodies = alike(20_000).map((_body, i) =>
      bodyOf(FIRST + i, 300, i % 2 === 0 ? inside(FIRST + target) : new Uint8Array(0)),
    );
    const { segment } = segmentOf(bodies);
    const found = await searchBodies(segment, FIRST + target, FIRST + target + 1);
    expect(found).toEqual([bodies[target]]);
  });
});

test('a frame at the end of the body before is taken for no body', async () => {
  // True frames follow it, so only where it lies tells that it is none.
  for (const target of [9000, 12_345]) {
    const forged = frame(FIRST + target, new TextEncoder().encode('forged'));
    const bodies = alike(20_000).map((body) => Buffer.concat([body, forged]));
    const { segment } = segmentOf(bodies);
    const found = await searchBodies(segment, FIRST + target, FIRST + target + 1);
    expect(found?.map((body) => Buffer.from(body))).toEqual([bodies[target]]);
  }
});

test('where bytes changed, or a body is not there, it is left to whoever reads all', async () => {
  const bodies = alike(2000);
  const { bytes, segment } = segmentOf(bodies);
  expect(await searchBodies(segment, FIRST + 1999, FIRST + 2001)).toBeUndefined();
  bytes.writeUInt8(bytes.readUInt8(bytes.length / 2) ^ 1, bytes.length / 2);
  expect(await searchBodies(segment, FIRST + 1000, FIRST + 1001)).toBeUndefined();
  const empty = { ...segment, size: 0 };
  expect(await searchBodies(empty, FIRST, FIRST + 1)).toBeUndefined();
});
