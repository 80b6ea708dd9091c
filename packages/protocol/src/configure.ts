import protobuf from 'protobufjs/minimal.js';

// 64-bit fields are plain numbers here: every one is a height, a size or a time in ms, all below
// 2^53. With Long present the library would hand out objects that compare wrongly.
protobuf.util.Long = null as never;
protobuf.configure();

/** Bytes of the longest varint below 2^53: seven bits in each. */
const SAFE_VARINT_BYTES = 8;

/**
 * Reads a 64-bit varint as an exact number. The library's own reader rounds beyond 2^53, and a
 * rounded number that happens to encode to the same bytes would pass for canonical.
 */
function readSafeUint64(this: protobuf.Reader): number {
  let value = 0;
  let scale = 1;
  for (let count = 0; count < SAFE_VARINT_BYTES && this.pos < this.len; count += 1) {
    const byte = this.buf[this.pos] as number;
    this.pos += 1;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80 && value <= Number.MAX_SAFE_INTEGER) return value;
    if (byte < 0x80) break;
    scale *= 0x80;
  }
  throw new RangeError('a 64-bit field ends early or is beyond 2^53 - 1');
}
protobuf.Reader.prototype.uint64 = readSafeUint64 as never;

/** A reader that reads only so many fields; see `limitedReader`. */
interface LimitedReader extends protobuf.Reader {
  fieldsLeft?: number;
}

/** More fields than the reader's limit. */
export class TooManyFieldsError extends Error {
  override readonly name = 'TooManyFieldsError';
}

const readTag = protobuf.Reader.prototype.tag;
protobuf.Reader.prototype.tag = function (this: LimitedReader): number {
  if (this.fieldsLeft !== undefined) {
    this.fieldsLeft -= 1;
    if (this.fieldsLeft < 0) throw new TooManyFieldsError('too many fields');
  }
  return readTag.call(this);
};

/** A reader that throws `TooManyFieldsError` at the field after the last one allowed. */
export function limitedReader(bytes: Uint8Array, fieldsMax: number): protobuf.Reader {
  const reader = protobuf.Reader.create(bytes) as LimitedReader;
  reader.discardUnknown = true;
  reader.fieldsLeft = fieldsMax;
  return reader;
}
