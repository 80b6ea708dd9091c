import { type Envelope, FRAME_BYTES_MAX, frameCodec } from '@mingjing/protocol';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { encodeEnvelope } from '../src/envelope-bytes.ts';
import { NetworkError } from '../src/errors.ts';
import { FRAME_HEADER_BYTES } from '../src/frame-reader.ts';
import { GATHER_BYTES_MAX, MERGED_ITEMS_MAX, POOL_DELAY_MS } from '../src/limits.ts';
import { Outbox } from '../src/outbox.ts';
import { ManualClock, turn } from './manual-clock.ts';
import { poolBatch, vote } from './network-harness.ts';

let clock: ManualClock;
let frames: Envelope[][];
let frameBytes: Uint8Array[];
let isBlocked: boolean;
let dropped: number;
let overflowed: number;

function newOutbox(bytesMax?: number): Outbox {
  return new Outbox(
    {
      clock,
      write: (frame) => {
        frameBytes.push(frame);
        frames.push([...parse(frame)]);
      },
      isBlocked: () => isBlocked,
      onDropped: () => {
        dropped++;
      },
      onOverflow: () => {
        overflowed++;
      },
    },
    bytesMax,
  );
}

/** Strictly: what the outbox joins must be canonical, and of the stated length. */
function parse(frame: Uint8Array): Envelope[] {
  const body = frame.subarray(FRAME_HEADER_BYTES);
  expect(new DataView(frame.buffer, frame.byteOffset, 4).getUint32(0)).toBe(body.length);
  const parsed = frameCodec.parse(body, FRAME_BYTES_MAX);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value.envelopes;
}

function push(outbox: Outbox, ...envelopes: Envelope[]): void {
  for (const envelope of envelopes) {
    for (const encoded of encodeEnvelope(envelope)) outbox.push(encoded);
  }
}

function kinds(frame: readonly Envelope[] | undefined): string {
  return (frame ?? []).map((e) => (e.poolBatch ? `p${e.poolBatch.items.length}` : 'v')).join(' ');
}

beforeEach(() => {
  clock = new ManualClock();
  frames = [];
  frameBytes = [];
  isBlocked = false;
  dropped = 0;
  overflowed = 0;
});

describe('Outbox', () => {
  test('one frame for one turn of the event loop', async () => {
    const outbox = newOutbox();
    push(outbox, vote(1), vote(2), vote(3));
    expect(frames).toEqual([]);
    await turn();
    expect(frames.map(kinds)).toEqual(['v v v']);
    expect(outbox.queuedBytes).toBe(0);
  });

  test('neighbouring pool batches become one, order is kept around a vote', async () => {
    const outbox = newOutbox();
    push(outbox, poolBatch(2), poolBatch(3), vote(1), poolBatch(1), poolBatch(1));
    await turn();
    expect(frames.map(kinds)).toEqual(['p5 v p2']);
  });

  test('a pool batch leaves at once from idle, and waits a little in a busy time', async () => {
    const outbox = newOutbox();
    push(outbox, poolBatch(1));
    await turn();
    expect(frames.length).toBe(1);
    push(outbox, poolBatch(1));
    clock.advance(POOL_DELAY_MS - 1);
    push(outbox, poolBatch(1));
    await turn();
    expect(frames.length).toBe(1);
    clock.advance(1);
    expect(frames.map(kinds)).toEqual(['p1', 'p2']);
    clock.advance(POOL_DELAY_MS);
    push(outbox, poolBatch(1));
    await turn();
    expect(frames.length).toBe(3);
  });

  test('a vote takes waiting pool batches along and leaves no timer', async () => {
    const outbox = newOutbox();
    push(outbox, poolBatch(1));
    await turn();
    push(outbox, poolBatch(1), vote(1));
    await turn();
    expect(frames.map(kinds)).toEqual(['p1', 'p1 v']);
    expect(clock.pending).toBe(0);
  });

  test('a blocked socket holds everything until it drains', async () => {
    const outbox = newOutbox();
    isBlocked = true;
    push(outbox, vote(1));
    await turn();
    push(outbox, vote(2));
    await turn();
    expect(frames).toEqual([]);
    isBlocked = false;
    outbox.drained();
    await turn();
    expect(frames.map(kinds)).toEqual(['v v']);
  });

  test('long queues leave in frames of bounded size', async () => {
    const outbox = newOutbox();
    const proposal = (fill: number): Envelope => ({
      proposal: {
        statement: new Uint8Array(100_000).fill(fill),
        signature: new Uint8Array(64),
        header: new Uint8Array(1),
        parentCertificate: new Uint8Array(1),
        transactionHashes: [],
        polka: new Uint8Array(0),
      },
    });
    push(outbox, ...[1, 2, 3, 4, 5].map(proposal));
    await turn();
    expect(frames.map((frame) => frame.length)).toEqual([2, 2, 1]);
    for (const frame of frameBytes) expect(frame.length).toBeLessThan(GATHER_BYTES_MAX + 64);
  });

  test('merged batches stay within the limit of items', async () => {
    const outbox = newOutbox();
    for (let i = 0; i < 3; i++) push(outbox, poolBatch(MERGED_ITEMS_MAX / 2, 40));
    await turn();
    expect(frames.map(kinds)).toEqual([`p${MERGED_ITEMS_MAX} p${MERGED_ITEMS_MAX / 2}`]);
  });

  test('full: new pool batches are dropped, then waiting ones make room for votes', async () => {
    const outbox = newOutbox(1000);
    isBlocked = true;
    push(outbox, vote(1), poolBatch(2), poolBatch(2));
    expect([dropped, overflowed]).toEqual([1, 0]);
    push(outbox, vote(2), vote(3));
    expect([dropped, overflowed]).toEqual([2, 0]);
    isBlocked = false;
    outbox.drained();
    await turn();
    expect(frames.map(kinds)).toEqual(['v v v']);
  });

  test('full of votes alone: the peer is given up', () => {
    const outbox = newOutbox(1000);
    isBlocked = true;
    for (let i = 0; i < 20 && overflowed === 0; i++) push(outbox, vote(i));
    expect(overflowed).toBe(1);
    expect(outbox.queuedBytes).toBeLessThanOrEqual(1000);
    outbox.close();
  });

  test('closed: nothing leaves and no timer is left', async () => {
    const outbox = newOutbox();
    push(outbox, poolBatch(1));
    await turn();
    push(outbox, poolBatch(1));
    outbox.close();
    push(outbox, vote(1));
    await turn();
    expect(frames.length).toBe(1);
    expect(clock.pending).toBe(0);
  });

  test('any run of envelopes arrives whole and in order', async () => {
    const runs = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(runs, async (run) => {
        frames = [];
        const outbox = newOutbox();
        push(outbox, ...run.map((count) => (count === 0 ? vote(0) : poolBatch(count, 20))));
        await turn();
        const sent = run.map((count) => (count === 0 ? 'v' : 'p'.repeat(count))).join('');
        const came = frames
          .flat()
          .map((e) => (e.vote ? 'v' : 'p'.repeat(e.poolBatch?.items.length ?? 0)));
        expect(came.join('')).toBe(sent);
      }),
      { numRuns: 60 },
    );
  });
});

describe('encodeEnvelope', () => {
  test('encodes an object once', () => {
    const envelope = vote(1);
    expect(encodeEnvelope(envelope)).toBe(encodeEnvelope(envelope));
  });

  test('a pool batch over the frame limit comes in parts that each fit', () => {
    const parts = encodeEnvelope(poolBatch(150, 64 * 1024));
    expect(parts.length).toBe(2);
    const counts = parts.map(({ frame }) => parse(frame)[0]?.poolBatch?.items.length);
    expect(counts).toEqual([75, 75]);
  });

  test('another envelope over the limit cannot be sent', () => {
    const commitments = [new Uint8Array(FRAME_BYTES_MAX)];
    expect(() => encodeEnvelope({ attachmentsHeld: { commitments } })).toThrow(NetworkError);
  });
});
