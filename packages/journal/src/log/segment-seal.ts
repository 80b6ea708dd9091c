import { createHash, type Hash } from 'node:crypto';
import { equalBytes } from '@mingjing/crypto';
import type { Result } from '@mingjing/tlog';
import { FRAME_HEADER_BYTES, writeFrameHeader } from '../files/frames.ts';

/*
 *   the last frame of a finished segment, payload:
 *   +------------------+------------+-----------+-----------+---------+-------------+--------+
 *   | 2^64 - 1 as u64  | version u8 | first u64 | count u32 | day u32 | sha256 (32) | origin |
 *   +------------------+------------+-----------+-----------+---------+-------------+--------+
 *
 * In the place of an index stands the one number that no entry has. The hash covers every byte of
 * the file before this frame; the origin is that of the log, as in its checkpoints.
 */

/** In the place of the index of a body. */
const SEAL_MARK = 0xffff_ffff_ffff_ffffn;
const VERSION = 1;
const MARK_BYTES = 8;
const FIXED_BYTES = MARK_BYTES + 1 + 8 + 4 + 4 + 32;

/** What a finished segment says of itself, so that it can be checked and moved alone. */
export interface SegmentSeal {
  /** Origin line of the log: chain, node, source, suite. */
  readonly origin: string;
  /** Index of its first entry. */
  readonly first: number;
  readonly count: number;
  /** UTC day of its first entry, in days since the epoch. */
  readonly day: number;
  /** SHA-256 of the file before the seal. */
  readonly hash: Uint8Array;
}

export type SealRefusal = 'seal-malformed' | 'seal-version';

/** The frame of a seal, ready to be appended to its segment. */
export function sealFrame({ origin, first, count, day, hash }: SegmentSeal): Uint8Array {
  const name = Buffer.from(origin);
  const frame = new Uint8Array(FRAME_HEADER_BYTES + FIXED_BYTES + name.length);
  const view = new DataView(frame.buffer, FRAME_HEADER_BYTES);
  view.setBigUint64(0, SEAL_MARK);
  view.setUint8(MARK_BYTES, VERSION);
  view.setBigUint64(MARK_BYTES + 1, BigInt(first));
  view.setUint32(MARK_BYTES + 9, count);
  view.setUint32(MARK_BYTES + 13, day);
  frame.set(hash, FRAME_HEADER_BYTES + MARK_BYTES + 17);
  frame.set(name, FRAME_HEADER_BYTES + FIXED_BYTES);
  writeFrameHeader(frame, 0, FIXED_BYTES + name.length);
  return frame;
}

/** True for the payload of a seal's frame. */
export function isSeal(payload: Uint8Array): boolean {
  if (payload.length < MARK_BYTES) return false;
  return new DataView(payload.buffer, payload.byteOffset).getBigUint64(0) === SEAL_MARK;
}

/** Parses the payload of a seal's frame. */
export function parseSeal(payload: Uint8Array): Result<SegmentSeal, SealRefusal> {
  if (payload.length < FIXED_BYTES || !isSeal(payload)) {
    return { ok: false, reason: 'seal-malformed' };
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  if (view.getUint8(MARK_BYTES) !== VERSION) return { ok: false, reason: 'seal-version' };
  const value: SegmentSeal = {
    first: Number(view.getBigUint64(MARK_BYTES + 1)),
    count: view.getUint32(MARK_BYTES + 9),
    day: view.getUint32(MARK_BYTES + 13),
    hash: payload.slice(MARK_BYTES + 17, FIXED_BYTES),
    origin: Buffer.from(payload.subarray(FIXED_BYTES)).toString('utf8'),
  };
  return { ok: true, value };
}

/** SHA-256 over a segment's bytes as it grows. */
export function segmentHash(): Hash {
  return createHash('sha256');
}

/** True when the bytes before a seal are the ones it was made over. */
export function isSealedContent(seal: SegmentSeal, content: Uint8Array): boolean {
  return equalBytes(segmentHash().update(content).digest(), seal.hash);
}
