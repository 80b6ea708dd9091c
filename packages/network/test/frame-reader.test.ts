import { concatBytes } from '@mingjing/crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateFrame, FRAME_HEADER_BYTES, FrameReader } from '../src/frame-reader.ts';

function frame(body: Uint8Array): Uint8Array {
  const bytes = allocateFrame(body.length);
  bytes.set(body, FRAME_HEADER_BYTES);
  return bytes;
}

/** Cuts at the given places, wherever they fall. */
function cutInto(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length];
  places.sort((a, b) => a - b);
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

describe('FrameReader', () => {
  test('gives the same frames however the bytes are cut', () => {
    const bodies = fc.array(fc.uint8Array({ minLength: 1, maxLength: 90_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(bodies, fc.array(fc.nat()), (expected, cuts) => {
        const received: Uint8Array[] = [];
        const reader = new FrameReader(90_000, (body) => received.push(body.slice()) > 0);
        for (const chunk of cutInto(concatBytes(...expected.map(frame)), cuts)) {
          expect(reader.push(chunk)).toBeUndefined();
        }
        expect(received.map((body) => Buffer.from(body))).toEqual(expected.map(Buffer.from));
        expect(reader.isInsideFrame).toBe(false);
      }),
    );
  });

  test('byte by byte', () => {
    const received: number[] = [];
    const reader = new FrameReader(300, (body) => received.push(body.length) > 0);
    for (const byte of concatBytes(frame(new Uint8Array(300)), frame(new Uint8Array(1)))) {
      reader.push(Uint8Array.of(byte));
    }
    expect(received).toEqual([300, 1]);
  });

  test.each([
    ['an empty frame', allocateFrame(0), 'frame-empty'],
    ['a frame over the limit', allocateFrame(101).subarray(0, 4), 'frame-too-large'],
    ['the largest length', Uint8Array.of(255, 255, 255, 255), 'frame-too-large'],
  ])('%s is a fault, whole or cut inside the header', (_name, bytes, fault) => {
    const whole = new FrameReader(100, () => true);
    expect(whole.push(bytes)).toBe(fault);
    const cut = new FrameReader(100, () => true);
    expect(cut.push(bytes.subarray(0, 2))).toBeUndefined();
    expect(cut.push(bytes.subarray(2))).toBe(fault);
  });

  test('a limit-sized frame passes', () => {
    let length = 0;
    const reader = new FrameReader(100, (body) => {
      length = body.length;
      return true;
    });
    expect(reader.push(allocateFrame(100))).toBeUndefined();
    expect(length).toBe(100);
  });

  test('knows that it is inside a frame', () => {
    const reader = new FrameReader(100, () => true);
    reader.push(allocateFrame(50).subarray(0, 30));
    expect(reader.isInsideFrame).toBe(true);
  });

  test('after a stop nothing more is delivered', () => {
    let frames = 0;
    const reader = new FrameReader(100, () => {
      frames++;
      return false;
    });
    const one = allocateFrame(5);
    reader.push(concatBytes(one, one));
    reader.push(one);
    expect(frames).toBe(1);
  });
});
