import { crc32 } from 'node:zlib';
import { StorageError } from './errors.ts';
import { asBuffer } from './keys.ts';

// A value as it is stored:
//
//     bytes | crc32 of key and bytes (4)
//
// LevelDB keeps checksums of its own but does not check them on a read through the binding used
// here. The key is part of the sum, so a value that turns up under another key is found out too.

const SEAL_BYTES = 4;

/** Joins the parts and seals them under their key. */
export function sealValue(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const sealed = Buffer.allocUnsafe(length + SEAL_BYTES);
  let offset = 0;
  for (const part of parts) {
    sealed.set(part, offset);
    offset += part.length;
  }
  sealed.writeUInt32BE(crc32(sealed.subarray(0, length), crc32(key)), length);
  return sealed;
}

/** A plain view of the bytes of a sealed value; throws `STORE_CORRUPT` when they were altered. */
export function openValue(key: Uint8Array, sealed: Uint8Array): Uint8Array {
  const length = sealed.length - SEAL_BYTES;
  if (length < 0) throw damaged(key);
  // Never a Buffer, whose `slice` does something else than callers of the port expect.
  const bytes = new Uint8Array(sealed.buffer, sealed.byteOffset, length);
  if (asBuffer(sealed).readUInt32BE(length) !== crc32(bytes, crc32(key))) throw damaged(key);
  return bytes;
}

/** The refusal of a value that is not what was written. */
export function damaged(key: Uint8Array): StorageError {
  const name = asBuffer(key).toString('hex');
  return new StorageError('STORE_CORRUPT', `the stored value of key ${name} is damaged`);
}
