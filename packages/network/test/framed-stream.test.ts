import { type Stream, StreamStateError } from '@libp2p/interface';
import { expect, test } from 'vitest';
import { allocateFrame } from '../src/frame-reader.ts';
import { FramedStream } from '../src/framed-stream.ts';
import { STALL_MS, WRITE_PIECE_BYTES } from '../src/limits.ts';
import { ManualClock } from './manual-clock.ts';

/** The part of a stream that writing needs; it is full after `room` pieces. */
class SlowStream extends EventTarget {
  readonly writeStatus = 'writable';
  readonly writeBufferLength = 0;
  readonly pieces: number[] = [];
  room: number;

  constructor(room: number) {
    super();
    this.room = room;
  }
  get writableNeedsDrain(): boolean {
    return this.room === 0;
  }
  send(piece: Uint8Array): boolean {
    this.room--;
    this.pieces.push(piece.length);
    return this.room > 0;
  }
  drain(room: number): void {
    this.room = room;
    this.dispatchEvent(new Event('drain'));
  }
}

function open(room: number) {
  const stream = new SlowStream(room);
  const clock = new ManualClock();
  const events: string[] = [];
  const framed = new FramedStream(stream as unknown as Stream, 1000, clock, {
    frame: () => true,
    drained: () => events.push('drained'),
    fault: (fault) => events.push(fault),
    ended: () => events.push('ended'),
  });
  return { stream, clock, events, framed };
}

test('long frames go in pieces, and the rest when the socket drains', () => {
  const { stream, clock, events, framed } = open(2);
  framed.write(allocateFrame(3 * WRITE_PIECE_BYTES));
  expect(stream.pieces).toEqual([WRITE_PIECE_BYTES, WRITE_PIECE_BYTES]);
  expect(framed.isBlocked).toBe(true);
  expect(framed.queuedBytes).toBe(WRITE_PIECE_BYTES + 4);
  stream.drain(5);
  expect(stream.pieces.slice(2)).toEqual([WRITE_PIECE_BYTES, 4]);
  expect(events).toEqual(['drained']);
  expect(clock.pending).toBe(0);
});

test('a peer that takes nothing is given up, one that is merely slow is not', () => {
  const { stream, clock, events, framed } = open(1);
  framed.write(allocateFrame(9 * WRITE_PIECE_BYTES));
  clock.advance(STALL_MS - 1);
  stream.drain(1);
  clock.advance(STALL_MS);
  expect(events).toEqual([]);
  clock.advance(STALL_MS);
  expect(events).toEqual(['ended']);
});

test('a connection that was closed under the stream ends it, and throws at nobody', () => {
  const { stream, events, framed } = open(5);
  stream.send = () => {
    throw new StreamStateError('Cannot write to a stream that is closed');
  };
  framed.write(allocateFrame(10));
  expect(events).toEqual(['ended']);
});

test('a closed stream writes nothing and leaves no timer', () => {
  const { stream, clock, framed } = open(1);
  framed.write(allocateFrame(2 * WRITE_PIECE_BYTES));
  framed.close();
  stream.drain(9);
  framed.write(allocateFrame(1));
  expect(stream.pieces.length).toBe(1);
  expect(clock.pending).toBe(0);
});
