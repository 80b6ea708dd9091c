import { assert, equalBytes } from '@mingjing/crypto';
import protobuf from 'protobufjs/minimal.js';
import { limitedReader, TooManyFieldsError } from './configure.ts';
import { mingjing } from './generated/messages.js';
import { FIELDS_FREE, FIELDS_PER_BYTE } from './limits.ts';
import { type Checked, passed, refused } from './result.ts';

export type EncodingRefusal = 'not-canonical' | 'too-large';

/** Canonical encoding of one message type (design: fields in order, no defaults, no unknowns). */
export interface Codec<T> {
  /** Canonical bytes of a value. Integers must be safe and not negative. */
  encode(value: T): Uint8Array;
  /**
   * Untrusted bytes: refused unless they re-encode to themselves, and as `too-large` beyond
   * `bytesMax` bytes or `fieldsMax` fields, counted through all levels (`fieldsMaxOf` by default).
   */
  parse(bytes: Uint8Array, bytesMax?: number, fieldsMax?: number): Checked<T, EncodingRefusal>;
  /** Bytes this program wrote itself: anything else is a broken invariant. */
  decode(bytes: Uint8Array): T;
}

/**
 * The codec of the generated message `name`.
 *
 * Protobuf leaves order, defaults, unknown fields, repeated fields and varint length open; the
 * generated decoder drops or normalises all of them, so comparing the re-encoding with what came
 * refuses every variant but one.
 */
export function codec<T>(name: string): Codec<T> {
  const generated = mingjing.v1[name];
  assert(generated !== undefined, `no message ${name}`);
  const encode = (value: T): Uint8Array => written(generated, value).finish();
  const parse = (
    bytes: Uint8Array,
    bytesMax = Number.MAX_SAFE_INTEGER,
    fieldsMax = fieldsMaxOf(bytes.length),
  ) => {
    if (bytes.length > bytesMax) return refused('too-large');
    const decoded = decodeLimited<T>(generated, bytes, fieldsMax);
    if (!decoded.ok) return decoded;
    // Only compared, so where they lie is good enough.
    const encoded = written(generated, decoded.value).finish(true);
    return equalBytes(encoded, bytes) ? decoded : refused('not-canonical');
  };
  const decode = (bytes: Uint8Array): T => {
    const parsed = parse(bytes);
    assert(parsed.ok, `stored ${name} is not canonical`);
    return parsed.value;
  };
  return { encode, parse, decode };
}

/**
 * Most fields of a message of so many bytes. Two bytes can be a field, and a decoded field costs
 * a hundred: without a bound, 24 MiB of nothing would take a gigabyte and ten seconds.
 */
export function fieldsMaxOf(byteCount: number): number {
  return FIELDS_FREE + Math.floor(byteCount * FIELDS_PER_BYTE);
}

/** Larger ones are left to the collector after use. */
const KEPT_WRITER_BYTES = 256 * 1024;
let kept = protobuf.Writer.create();

/**
 * The one writer, holding the encoding of a value until the next call: most messages are smaller
 * than those before, so hardly any needs memory for being written.
 */
function written(generated: Generated, value: unknown): protobuf.Writer {
  const writer = kept;
  writer.pos = 0;
  writer.states = null;
  generated.encode(value, writer);
  if (writer.buf.length > KEPT_WRITER_BYTES) kept = protobuf.Writer.create();
  return writer;
}

type Generated = NonNullable<(typeof mingjing.v1)[string]>;

function decodeLimited<T>(
  generated: Generated,
  bytes: Uint8Array,
  fieldsMax: number,
): Checked<T, EncodingRefusal> {
  try {
    return passed(generated.decode(limitedReader(bytes, fieldsMax)) as T);
  } catch (error) {
    // The decoder throws for truncated or malformed input: that is an answer, not a failure.
    return refused(error instanceof TooManyFieldsError ? 'too-large' : 'not-canonical');
  }
}
