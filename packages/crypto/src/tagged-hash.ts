import { sha256 } from '#sha256';
import { assert } from './assert.ts';

/** First byte of everything this project hashes or signs; 0x00 and 0x01 belong to RFC 6962. */
const DOMAIN_BYTE = 0x02;
const MAX_LABEL_CHARS = 64;
/** A process serves one or two chains; the bound only keeps a careless caller from growing it. */
const MAX_CACHED_CHAINS = 16;
/** Tags are constants of the code, well below a hundred. */
const MAX_CACHED_TAGS = 256;
/** Enough for nearly every hashed structure; longer input gets an array of its own. */
const SCRATCH_BYTES = 1024;

const prefixesByChain = new Map<string, Map<string, Uint8Array>>();
const scratch = new Uint8Array(SCRATCH_BYTES);
/** Memory that small results share: an array of its own for each is work for the collector. */
const SLAB_BYTES = 64 * 1024;
const SLAB_PART_MAX = 2048;
let slab = new Uint8Array(SLAB_BYTES);
let used = 0;

/**
 * The domain-separated form of a message, as hashed and as signed:
 *
 *     0x02 | len(tag) u8 | tag | len(chainId) u8 | chainId | parts, one after the other
 *
 * Tag 1..64 and chain id 0..64 printable ASCII characters (asserted). The parts are not
 * delimited: a caller with several variable-length parts frames them itself.
 * The lengths make the prefix unambiguous, so no two kinds of message share their bytes.
 */
export function taggedBytes(tag: string, chainId: string, ...parts: Uint8Array[]): Uint8Array {
  const prefix = prefixOf(tag, chainId);
  const bytes = newBytes(prefix.length + totalLength(parts));
  fill(bytes, prefix, parts);
  return bytes;
}

/** SHA-256 of `taggedBytes(tag, chainId, ...parts)`: 32 bytes. */
export function taggedHash(tag: string, chainId: string, ...parts: Uint8Array[]): Uint8Array {
  const prefix = prefixOf(tag, chainId);
  const length = prefix.length + totalLength(parts);
  // Safe to share: hashing is synchronous, so no second call sees the first one's bytes.
  const bytes = length <= SCRATCH_BYTES ? scratch.subarray(0, length) : new Uint8Array(length);
  fill(bytes, prefix, parts);
  return sha256(bytes);
}

/** What is signed for `message`: the tagged bytes themselves, since Ed25519 hashes on its own. */
export function signingBytes(tag: string, chainId: string, message: Uint8Array): Uint8Array {
  return taggedBytes(tag, chainId, message);
}

function newBytes(length: number): Uint8Array {
  if (length > SLAB_PART_MAX) return new Uint8Array(length);
  if (used + length > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES);
    used = 0;
  }
  used += length;
  return slab.subarray(used - length, used);
}

function totalLength(parts: readonly Uint8Array[]): number {
  let length = 0;
  for (const part of parts) length += part.length;
  return length;
}

function fill(target: Uint8Array, prefix: Uint8Array, parts: readonly Uint8Array[]): void {
  target.set(prefix, 0);
  let offset = prefix.length;
  for (const part of parts) {
    target.set(part, offset);
    offset += part.length;
  }
}

function prefixOf(tag: string, chainId: string): Uint8Array {
  const known = prefixesByChain.get(chainId)?.get(tag);
  if (known !== undefined) return known;
  const prefix = buildPrefix(tag, chainId);
  let prefixes = prefixesByChain.get(chainId);
  if (prefixes === undefined) {
    if (prefixesByChain.size >= MAX_CACHED_CHAINS) prefixesByChain.clear();
    prefixes = new Map();
    prefixesByChain.set(chainId, prefixes);
  }
  if (prefixes.size >= MAX_CACHED_TAGS) prefixes.clear();
  prefixes.set(tag, prefix);
  return prefix;
}

function buildPrefix(tag: string, chainId: string): Uint8Array {
  assert(tag.length >= 1 && tag.length <= MAX_LABEL_CHARS, 'tag has 1 to 64 characters');
  assert(chainId.length <= MAX_LABEL_CHARS, 'chain id has at most 64 characters');
  const prefix = new Uint8Array(3 + tag.length + chainId.length);
  prefix[0] = DOMAIN_BYTE;
  prefix[1] = tag.length;
  writeAscii(prefix, 2, tag);
  prefix[2 + tag.length] = chainId.length;
  writeAscii(prefix, 3 + tag.length, chainId);
  return prefix;
}

function writeAscii(target: Uint8Array, offset: number, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    assert(code >= 0x20 && code <= 0x7e, 'tag and chain id are printable ASCII');
    target[offset + i] = code;
  }
}
