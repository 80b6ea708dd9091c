import { type Envelope, FRAME_BYTES_MAX, frameCodec } from '@mingjing/protocol';
import { NetworkError } from './errors.ts';
import { allocateFrame, FRAME_HEADER_BYTES } from './frame-reader.ts';

// A frame is `repeated Envelope envelopes = 1`, so the frame of one envelope
//
//     0a <n> [ one field of Envelope ]
//
// is also that envelope's entry in any longer frame, and frames are joined by laying such entries
// end to end. An envelope with a pool batch is
//
//     0a <n> 12 <m> [ items, m bytes ]
//
// and two batches become one by laying their items end to end under new lengths.

const ENVELOPE_TAG = 0x0a;
const POOL_BATCH_TAG = 0x12;

/** An encoded envelope, shared between the outboxes of all peers. */
export interface EncodedEnvelope {
  /** The frame that holds this envelope alone, header included: sent as it is, to every peer. */
  readonly frame: Uint8Array;
  /** The part of it behind the header: the entry in a longer frame. */
  readonly entry: Uint8Array;
  /** With a pool batch: its items without any tag or length of the batch, and their number. */
  readonly pool: { readonly items: Uint8Array; readonly count: number } | undefined;
}

const encodedOnce = new WeakMap<Envelope, readonly EncodedEnvelope[]>();

/**
 * Encodes an envelope once, however many peers it goes to: it must not be changed afterwards.
 * A pool batch beyond a frame's limit comes back in several parts.
 */
export function encodeEnvelope(envelope: Envelope): readonly EncodedEnvelope[] {
  const known = encodedOnce.get(envelope);
  if (known !== undefined) return known;
  const encoded = encode(envelope);
  encodedOnce.set(envelope, encoded);
  return encoded;
}

function encode(envelope: Envelope): EncodedEnvelope[] {
  const body = frameCodec.encode({ envelopes: [envelope] });
  const items = envelope.poolBatch?.items;
  if (body.length <= FRAME_BYTES_MAX) {
    const frame = allocateFrame(body.length);
    frame.set(body, FRAME_HEADER_BYTES);
    const entry = frame.subarray(FRAME_HEADER_BYTES);
    const pool = items && { items: poolItems(entry), count: items.length };
    return [{ frame, entry, pool }];
  }
  if (items === undefined || items.length < 2) throw new NetworkError('MESSAGE_TOO_LARGE');
  const middle = items.length >> 1;
  return [items.slice(0, middle), items.slice(middle)].flatMap((part) =>
    encode({ poolBatch: { items: part } }),
  );
}

function poolItems(entry: Uint8Array): Uint8Array {
  const batch = afterVarint(entry, 1);
  return entry.subarray(afterVarint(entry, batch + 1));
}

function afterVarint(bytes: Uint8Array, start: number): number {
  let offset = start;
  while ((bytes[offset] ?? 0) >= 0x80) offset++;
  return offset + 1;
}

/** Bytes of the entry whose pool batch holds `itemsBytes` of items. */
export function poolEntryBytes(itemsBytes: number): number {
  const batchBytes = 1 + varintBytes(itemsBytes) + itemsBytes;
  return 1 + varintBytes(batchBytes) + batchBytes;
}

/** Writes the entry of a pool batch made of several runs of items; answers the offset behind. */
export function writePoolEntry(
  target: Uint8Array,
  start: number,
  runs: readonly Uint8Array[],
  itemsBytes: number,
): number {
  let offset = start;
  target[offset++] = ENVELOPE_TAG;
  offset = writeVarint(target, offset, 1 + varintBytes(itemsBytes) + itemsBytes);
  target[offset++] = POOL_BATCH_TAG;
  offset = writeVarint(target, offset, itemsBytes);
  for (const run of runs) {
    target.set(run, offset);
    offset += run.length;
  }
  return offset;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest >>>= 7) bytes++;
  return bytes;
}

function writeVarint(target: Uint8Array, start: number, value: number): number {
  let offset = start;
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) target[offset++] = (rest & 0x7f) | 0x80;
  target[offset++] = rest;
  return offset;
}
