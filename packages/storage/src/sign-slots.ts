import { equalBytes } from '@mingjing/crypto';
import type { DurableFile } from './durable-file.ts';
import { StorageError } from './errors.ts';
import {
  decodeSignRecord,
  encodeSignRecord,
  SIGN_FORMAT,
  type SignRecord,
  type Standing,
} from './sign-record.ts';

// The file is four pages of 4 KiB, two slots with two copies each:
//
//     slot 0, first copy | slot 1, first copy | slot 0, second copy | slot 1, second copy
//
// A record goes to the slot of its sequence's parity: its first copy is written and forced, and
// then it counts; its second copy is written after that and forced with the next record. So a
// crash at any instant tears at most one copy of each slot, and the slot that is not being written
// keeps the record before. A page that goes bad later costs nothing either: the other copy holds.
// A slot without any good copy is thus damage that no crash explains, and the file is refused:
// to go on from an older record would be to forget a signature.

const PAGE_BYTES = 4096;
const SLOTS = 2;
export const SIGN_FILE_BYTES = 4 * PAGE_BYTES;

/** A new file: slot 0 and 1 both filled, so that every slot of every file holds a record. */
export function newSignFile(standing: Standing = { type: 'nothing' }): Uint8Array {
  const content = new Uint8Array(SIGN_FILE_BYTES);
  for (let sequence = 0; sequence < SLOTS; sequence++) {
    const record = encodeSignRecord({ sequence, standing });
    for (const offset of copyOffsets(sequence)) content.set(record, offset);
  }
  return content;
}

/** The latest record; throws `SIGN_STATE_CORRUPT` or `SIGN_STATE_TOO_NEW`. */
export function latestRecord(content: Uint8Array): SignRecord {
  if (content.length !== SIGN_FILE_BYTES) {
    const size = `${content.length} bytes instead of ${SIGN_FILE_BYTES}`;
    throw new StorageError('SIGN_STATE_CORRUPT', `the file of what was signed last has ${size}`);
  }
  const [even, odd] = [slotRecord(content, 0), slotRecord(content, 1)];
  if (Math.abs(even.sequence - odd.sequence) !== 1) {
    throw new StorageError('SIGN_STATE_CORRUPT', 'the slots of what was signed last do not follow');
  }
  return even.sequence > odd.sequence ? even : odd;
}

/**
 * Makes both copies of both slots good again after a crash, so that the next crash finds a good
 * one beside whatever it tears.
 */
export async function mendCopies(file: DurableFile, content: Uint8Array): Promise<void> {
  const torn: [offset: number, bytes: Uint8Array][] = [];
  for (const slot of [0, 1]) {
    const good = encodeSignRecord(slotRecord(content, slot));
    for (const offset of copyOffsets(slot)) {
      const copy = content.subarray(offset, offset + good.length);
      if (!equalBytes(copy, good)) torn.push([offset, good]);
    }
  }
  if (torn.length === 0) return;
  // What was read may not be on disk yet when only the process died.
  await file.sync();
  for (const [offset, bytes] of torn) await file.write(offset, bytes);
  await file.sync();
}

/** Durable when it resolves. */
export async function writeRecord(file: DurableFile, record: SignRecord): Promise<void> {
  const bytes = encodeSignRecord(record);
  const [first, second] = copyOffsets(record.sequence);
  await file.write(first, bytes);
  await file.sync();
  await file.write(second, bytes);
}

function slotRecord(content: Uint8Array, slot: number): SignRecord {
  let latest: SignRecord | undefined;
  for (const offset of copyOffsets(slot)) {
    const record = decodeSignRecord(content.subarray(offset, offset + PAGE_BYTES));
    if (record === 'too-new') {
      const message = `what was signed last has a format above ${SIGN_FORMAT}`;
      throw new StorageError('SIGN_STATE_TOO_NEW', message);
    }
    if (record === undefined || record.sequence % SLOTS !== slot) continue;
    if (latest === undefined || record.sequence > latest.sequence) latest = record;
  }
  if (latest === undefined) {
    const message = `slot ${slot} of what was signed last has no good copy`;
    throw new StorageError('SIGN_STATE_CORRUPT', message);
  }
  return latest;
}

function copyOffsets(sequence: number): readonly [first: number, second: number] {
  const slot = sequence % SLOTS;
  return [slot * PAGE_BYTES, (SLOTS + slot) * PAGE_BYTES];
}
