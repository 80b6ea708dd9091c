import { taggedHash } from '@mingjing/crypto';
import { keyBytes, RegistryKind, type RegistryKindName, Tag } from '@mingjing/protocol';

// A registry entry is named by its kind and an identifier: a name as ASCII, or the bytes of an id.
//
//   stored key  kind (1 byte) | identifier
//   map key     H(tag "registry-key", chain id, stored key)

/** Stored key of an entry. */
export function registryKey(kind: RegistryKindName, identifier: string | Uint8Array): Uint8Array {
  const tail = typeof identifier === 'string' ? keyBytes(identifier) : identifier;
  const key = new Uint8Array(1 + tail.length);
  key[0] = RegistryKind[kind];
  key.set(tail, 1);
  return key;
}

/** Position of a stored key in the sparse Merkle map: 32 bytes. */
export function registryMapKey(chainId: string, key: Uint8Array): Uint8Array {
  return taggedHash(Tag.registryKey, chainId, key);
}
