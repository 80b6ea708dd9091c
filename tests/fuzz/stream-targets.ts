/** Bytes of a connection: framing, and questions and answers of the bulk stream. */
import { type Request, requestCodec, responseCodec } from '@mingjing/protocol';
import { BulkChannel } from '../../packages/network/src/bulk-channel.ts';
import {
  allocateFrame,
  FRAME_HEADER_BYTES,
  FrameReader,
} from '../../packages/network/src/frame-reader.ts';
import type { Target } from './fuzzer.ts';
import { seedsOf } from './schema-seeds.ts';

const BYTES_MAX = 4096;

function framed(...bodies: Uint8Array[]): Uint8Array {
  return Buffer.concat(
    bodies.map((body) => {
      const frame = allocateFrame(body.length);
      frame.set(body, FRAME_HEADER_BYTES);
      return frame;
    }),
  );
}

interface Cut {
  readonly frames: readonly Uint8Array[];
  readonly fault: string | undefined;
}

function cut(input: Uint8Array, chunkBytes: number): Cut {
  const frames: Uint8Array[] = [];
  const reader = new FrameReader(BYTES_MAX, (body) => frames.push(Uint8Array.from(body)) > 0);
  let fault: string | undefined;
  for (let at = 0; at < input.length; at += chunkBytes) {
    fault ??= reader.push(input.slice(at, at + chunkBytes));
  }
  return { frames, fault };
}

/** However the bytes arrive, the same frames come out of them. */
const frames: Target = {
  name: 'frames',
  seeds: () => [framed(new Uint8Array(3), new Uint8Array(BYTES_MAX), new Uint8Array(1))],
  run(input) {
    const whole = cut(input, Math.max(1, input.length));
    const pieces = cut(input, 1 + (input[0] ?? 0));
    if (!Buffer.concat(whole.frames).equals(Buffer.concat(pieces.frames))) {
      throw new Error('the frames depend on how the bytes arrive');
    }
    if (whole.fault !== pieces.fault) throw new Error('the fault depends on how the bytes arrive');
    const again = framed(...whole.frames);
    if (!Buffer.from(again).equals(input.subarray(0, again.length))) throw new Error('other bytes');
    return whole.fault ?? (again.length === input.length ? 'accepted' : 'incomplete');
  },
};

/** Questions are answered or refused, answers fit a question or are counted as unknown. */
const bulk: Target = {
  name: 'bulk',
  seeds: (draw) => [
    ...seedsOf('Request', draw).map((bytes) => Buffer.concat([Uint8Array.of(1), bytes])),
    ...seedsOf('Response', draw).map((bytes) => Buffer.concat([Uint8Array.of(2), bytes])),
    Buffer.concat([
      Uint8Array.of(1),
      requestCodec.encode({ id: 1, blocks: { from: 1, count: 1, attachments: false } }),
    ]),
    Buffer.concat([Uint8Array.of(2), responseCodec.encode({ id: 1, refusal: { code: 1 } })]),
  ],
  async run(input) {
    const asked: Request[] = [];
    let unknown = 0;
    const channel = new BulkChannel('peer', 1000, {
      clock: { schedule: () => () => undefined },
      handle: async (_, request) => {
        asked.push(request);
        return { refusal: { code: 2 } };
      },
      write: () => undefined,
      queuedBytes: () => 0,
      takeMessage: () => true,
      onUnknownResponse: () => {
        unknown += 1;
      },
      onError: (error) => {
        throw error;
      },
    });
    const own = channel.request({ attachment: { commitment: new Uint8Array(32) } });
    const answered = own.then(
      () => 'answered',
      () => 'open',
    );
    const fault = channel.receive(input);
    await Promise.resolve();
    channel.close();
    if (fault !== undefined) return fault;
    if (asked.length > 0) return 'asked';
    return unknown > 0 ? 'unknown' : answered;
  },
};

export const streamTargets: readonly Target[] = [frames, bulk];
