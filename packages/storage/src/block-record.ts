import { assert } from '@mingjing/crypto';
import type { StoredBlock } from '@mingjing/replica';
import { asBuffer } from './keys.ts';

// One value per height, because what asks for a block wants its certificate as well:
//
//     block length (4) | block | certificate length (4) | certificate | result code (2) ...

const LENGTH_BYTES = 4;
const RESULT_BYTES = 2;
/** Result codes are small enumerations. */
const RESULT_MAX = 0xffff;

/** The parts of the stored value of a height, to be joined when it is sealed. */
export function blockParts(content: Omit<StoredBlock, 'height'>): Uint8Array[] {
  const results = Buffer.allocUnsafe(RESULT_BYTES * content.results.length);
  content.results.forEach((result, index) => {
    assert(Number.isInteger(result) && result >= 0 && result <= RESULT_MAX, 'not a result code');
    results.writeUInt16BE(result, RESULT_BYTES * index);
  });
  return [
    lengthOf(content.block),
    content.block,
    lengthOf(content.certificate),
    content.certificate,
    results,
  ];
}

/** What `blockParts` joined; the bytes are views. Undefined when it was not written by it. */
export function decodeBlock(height: number, value: Uint8Array): StoredBlock | undefined {
  const bytes = asBuffer(value);
  const block = chunkAt(bytes, 0);
  if (block === undefined) return undefined;
  const certificate = chunkAt(bytes, LENGTH_BYTES + block.length);
  if (certificate === undefined) return undefined;
  const resultsAt = 2 * LENGTH_BYTES + block.length + certificate.length;
  if ((bytes.length - resultsAt) % RESULT_BYTES !== 0) return undefined;
  const results: number[] = [];
  for (let at = resultsAt; at < bytes.length; at += RESULT_BYTES) {
    results.push(bytes.readUInt16BE(at));
  }
  return { height, block, certificate, results };
}

function lengthOf(part: Uint8Array): Uint8Array {
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32BE(part.length);
  return length;
}

function chunkAt(bytes: Buffer, offset: number): Uint8Array | undefined {
  if (offset + LENGTH_BYTES > bytes.length) return undefined;
  const begin = offset + LENGTH_BYTES;
  const end = begin + bytes.readUInt32BE(offset);
  if (end > bytes.length) return undefined;
  return new Uint8Array(bytes.buffer, bytes.byteOffset + begin, end - begin);
}
