import { assert, equalBytes } from '@mingjing/crypto';
import { protobuf } from './configure.ts';
import { mingjing } from './generated/messages.js';
import { type Checked, passed, refused } from './result.ts';

export type EncodingRefusal = 'not-canonical' | 'too-large';

/** Canonical encoding of one message type (design: fields in order, no defaults, no unknowns). */
export interface Codec<T> {
  /** Canonical bytes of a value. Integers must be safe and not negative. */
  encode(value: T): Uint8Array;
  /** Untrusted bytes: refused unless they re-encode to themselves and fit `bytesMax`. */
  parse(bytes: Uint8Array, bytesMax?: number): Checked<T, EncodingRefusal>;
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
  const encode = (value: T): Uint8Array => generated.encode(value).finish();
  const parse = (bytes: Uint8Array, bytesMax = Number.MAX_SAFE_INTEGER) => {
    if (bytes.length > bytesMax) return refused('too-large');
    const value = decodeOrUndefined<T>(generated, bytes);
    if (value === undefined || !equalBytes(encode(value), bytes)) return refused('not-canonical');
    return passed(value);
  };
  const decode = (bytes: Uint8Array): T => {
    const parsed = parse(bytes);
    assert(parsed.ok, `stored ${name} is not canonical`);
    return parsed.value;
  };
  return { encode, parse, decode };
}

type Generated = NonNullable<(typeof mingjing.v1)[string]>;

function decodeOrUndefined<T>(generated: Generated, bytes: Uint8Array): T | undefined {
  try {
    const reader = protobuf.Reader.create(bytes);
    reader.discardUnknown = true;
    return generated.decode(reader) as T;
  } catch {
    // The decoder throws for truncated or malformed input: that is an answer, not a failure.
    return undefined;
  }
}
