import { taggedHash } from '@mingjing/crypto';
import { RegistryKind, type RegistryKindName, Tag } from '@mingjing/protocol';

// A registry entry is named by its kind and an identifier: a name as ASCII, or the bytes of an id.
//
//   stored key  kind (1 byte) | identifier
//   map key     H(tag "registry-key", chain id, stored key)

/** Stored key of an entry. */
export function registryKey(kind: RegistryKindName, identifier: string | Uint8Array): Uint8Array {
  const tail = typeof identifier === 'string' ? asciiBytes(identifier) : identifier;
  const key = new Uint8Array(1 + tail.length);
  key[0] = RegistryKind[kind];
  key.set(tail, 1);
  return key;
}

/** Position of a stored key in the sparse Merkle map: 32 bytes. */
export function registryMapKey(chainId: string, key: Uint8Array): Uint8Array {
  return taggedHash(Tag.registryKey, chainId, key);
}

/** Arguments of one call lie on the stack, and an identifier from a transaction may be long. */
const CHUNK_BYTES = 4096;

/** One character per byte: a cheap, exact key for JavaScript maps. Any length. */
export function bytesKey(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK_BYTES) return latin1(bytes);
  let key = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    key += latin1(bytes.subarray(at, at + CHUNK_BYTES));
  }
  return key;
}

// Four times as fast as spreading: the engine copies the array without iterating it.
function latin1(bytes: Uint8Array): string {
  return Reflect.apply(String.fromCharCode, null, bytes);
}

/** The bytes of a `bytesKey`. */
export function keyBytes(key: string): Uint8Array {
  return asciiBytes(key);
}

function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}
