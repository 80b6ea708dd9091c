import {
  actGroupCodec,
  entryBodyCodec,
  frameGroupCodec,
  personalGroupCodec,
  stubCodec,
} from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actBytes,
  beginEntry,
  bodyBytes,
  frameBytes,
  personalBytes,
  stubBytes,
} from '../src/entry/entry-encoding.ts';

const number = fc.oneof(fc.nat(300), fc.maxSafeNat());
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
);
const bytes = fc.uint8Array({ maxLength: 300 });
const group = fc.record({ salt: bytes, stored: bytes });

/** Runs a property in which two encoders are handed the same message. */
function same<T>(
  message: fc.Arbitrary<T>,
  own: (m: T) => Uint8Array,
  general: (m: T) => Uint8Array,
) {
  fc.assert(
    fc.property(message, (value) => {
      beginEntry();
      expect(Buffer.from(own(value)).toString('hex')).toBe(
        Buffer.from(general(value)).toString('hex'),
      );
    }),
    { numRuns: 300 },
  );
}

describe('the encoding of entries is the canonical one', () => {
  test('of frames', () => {
    const frame = fc.record({
      program: text,
      source: fc.nat(255),
      index: number,
      time: number,
      monotonicUs: number,
      blockHeight: number,
      event: text,
      result: fc.nat(3),
      reason: text,
    });
    same(frame, frameBytes, frameGroupCodec.encode);
  });

  test('of acts', () => {
    const act = fc.record({
      actorType: fc.nat(5),
      actor: text,
      session: text,
      method: text,
      resource: text,
      object: text,
      transactionId: bytes,
      counts: fc.array(number, { maxLength: 30 }),
      destinationAddress: text,
      destinationPort: fc.nat(65_535),
    });
    same(act, actBytes, actGroupCodec.encode);
  });

  test('of personal groups', () => {
    const personal = fc.record({ sourceAddress: text, sourcePort: fc.nat(65_535), subject: text });
    same(personal, personalBytes, personalGroupCodec.encode);
  });

  test('of stubs', () => {
    const stub = fc.record({
      version: fc.nat(300),
      source: fc.nat(255),
      index: number,
      time: number,
      actorTag: bytes,
      frameCommitment: bytes,
      actCommitment: bytes,
      personalCommitment: bytes,
      keyCheck: bytes,
    });
    same(stub, stubBytes, stubCodec.encode);
  });

  test('of bodies', () => {
    const body = fc.record(
      { version: fc.nat(300), frame: group, act: group, personal: group },
      { requiredKeys: ['version', 'frame', 'act'] },
    );
    const own = (value: typeof body extends fc.Arbitrary<infer T> ? T : never) =>
      bodyBytes(value.version, value.frame, value.act, value.personal);
    same(body, own, entryBodyCodec.encode);
  });
});
