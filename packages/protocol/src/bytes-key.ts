// Keys for JavaScript maps, which compare arrays by identity: one character per byte.

/** Arguments of one call lie on the stack, and an identifier from a transaction may be long. */
const CHUNK_BYTES = 4096;

/** A cheap, exact key for bytes of any length. */
export function bytesKey(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK_BYTES) return latin1(bytes);
  let key = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    key += latin1(bytes.subarray(at, at + CHUNK_BYTES));
  }
  return key;
}

/** The bytes of a `bytesKey`; of an ASCII text, its bytes. */
export function keyBytes(key: string): Uint8Array {
  const bytes = new Uint8Array(key.length);
  for (let i = 0; i < key.length; i += 1) bytes[i] = key.charCodeAt(i);
  return bytes;
}

// Four times as fast as spreading: the engine copies the array without iterating it.
function latin1(bytes: Uint8Array): string {
  return Reflect.apply(String.fromCharCode, null, bytes);
}
