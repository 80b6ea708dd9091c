import { assert } from '@mingjing/crypto';
import {
  type ActGroup,
  ENTRY_BODY_BYTES_MAX,
  type FrameGroup,
  type Group,
  type PersonalGroup,
  type Stub,
} from '@mingjing/protocol';

/*
 * The canonical encoding of the messages of an entry, written by hand: an entry has five of them
 * and one is written per transaction, so the general encoder would be a fifth of its whole cost.
 * The schema is `journal.proto`; a test holds every message against the general encoder.
 */

const VARINT = 0;
const BYTES = 2;
/** A body and its groups at once. */
const SCRATCH_BYTES = 3 * ENTRY_BODY_BYTES_MAX;
/** Below this a loop is faster than the native call. */
const SHORT_TEXT = 48;

const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
let at = 0;

/** Begins a new entry: everything a group encoder returned before is overwritten from here on. */
export function beginEntry(): void {
  at = 0;
}

/** Canonical `FrameGroup`; valid until the next `beginEntry`. */
export function frameBytes(frame: FrameGroup): Uint8Array {
  const start = at;
  writeText(1, frame.program);
  writeNumber(2, frame.source);
  writeNumber(3, frame.index);
  writeNumber(4, frame.time);
  writeNumber(5, frame.monotonicUs);
  writeNumber(6, frame.blockHeight);
  writeText(7, frame.event);
  writeNumber(8, frame.result);
  writeText(9, frame.reason);
  return scratch.subarray(start, at);
}

/** Canonical `ActGroup`; valid until the next `beginEntry`. */
export function actBytes(act: ActGroup): Uint8Array {
  const start = at;
  writeNumber(1, act.actorType);
  writeText(2, act.actor);
  writeText(3, act.session);
  writeText(4, act.method);
  writeText(5, act.resource);
  writeText(6, act.object);
  writeBytes(7, act.transactionId);
  writeCounts(8, act.counts);
  writeText(9, act.destinationAddress);
  writeNumber(10, act.destinationPort);
  return scratch.subarray(start, at);
}

/** Canonical `PersonalGroup`; valid until the next `beginEntry`. */
export function personalBytes(personal: PersonalGroup): Uint8Array {
  const start = at;
  writeText(1, personal.sourceAddress);
  writeNumber(2, personal.sourcePort);
  writeText(3, personal.subject);
  return scratch.subarray(start, at);
}

/** Canonical `Stub`, in memory of its own. */
export function stubBytes(stub: Stub): Uint8Array {
  const start = at;
  writeNumber(1, stub.version);
  writeNumber(2, stub.source);
  writeNumber(3, stub.index);
  writeNumber(4, stub.time);
  writeBytes(5, stub.actorTag);
  writeBytes(6, stub.frameCommitment);
  writeBytes(7, stub.actCommitment);
  writeBytes(8, stub.personalCommitment);
  writeBytes(9, stub.keyCheck);
  return new Uint8Array(scratch.subarray(start, at));
}

/** Canonical `EntryBody`, in memory of its own. */
export function bodyBytes(version: number, frame: Group, act: Group, personal?: Group): Uint8Array {
  const start = at;
  writeNumber(1, version);
  writeGroup(2, frame);
  writeGroup(3, act);
  if (personal !== undefined) writeGroup(4, personal);
  return new Uint8Array(scratch.subarray(start, at));
}

function writeGroup(field: number, { salt, stored }: Group): void {
  writeKey(field, BYTES);
  writeVarint(bytesFieldSize(salt.length) + bytesFieldSize(stored.length));
  writeBytes(1, salt);
  writeBytes(2, stored);
}

/** Size of a bytes field with a one-byte key; an empty one is not written. */
function bytesFieldSize(length: number): number {
  return length === 0 ? 0 : 1 + varintSize(length) + length;
}

function writeNumber(field: number, value: number): void {
  if (value === 0) return;
  writeKey(field, VARINT);
  writeVarint(value);
}

function writeBytes(field: number, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  writeKey(field, BYTES);
  writeVarint(bytes.length);
  scratch.set(bytes, at);
  at += bytes.length;
}

function writeText(field: number, text: string): void {
  if (text === '') return;
  writeKey(field, BYTES);
  if (text.length <= SHORT_TEXT && writeAscii(text)) return;
  const size = Buffer.byteLength(text);
  writeVarint(size);
  at += scratch.write(text, at);
}

/** Writes length and characters when all are ASCII; else nothing. */
function writeAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return false;
    scratch[at + 1 + i] = code;
  }
  scratch[at] = text.length;
  at += 1 + text.length;
  return true;
}

function writeCounts(field: number, counts: readonly number[]): void {
  if (counts.length === 0) return;
  writeKey(field, BYTES);
  writeVarint(counts.reduce((sum, count) => sum + varintSize(count), 0));
  for (const count of counts) writeVarint(count);
}

function writeKey(field: number, wireType: number): void {
  assert(at + 16 < SCRATCH_BYTES, 'the bounds of the fields bound the entry');
  scratch[at++] = (field << 3) | wireType;
}

function writeVarint(value: number): void {
  let rest = value;
  // Beyond 32 bits the bit operators would cut the number.
  while (rest >= 0x8000_0000) {
    scratch[at++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  while (rest >= 0x80) {
    scratch[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  scratch[at++] = rest;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size++;
  return size;
}
