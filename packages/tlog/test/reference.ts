import { createHash } from 'node:crypto';
import fc from 'fast-check';

/* The definitions of RFC 6962, 2.1 once more, recursive and without care for speed. */

export function sha256Of(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function largestPowerBelow(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** MTH over leaf hashes. */
export function naiveRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return sha256Of();
  if (leafHashes.length === 1) return leafHashes[0] as Uint8Array;
  const k = largestPowerBelow(leafHashes.length);
  return sha256Of(
    Uint8Array.of(1),
    naiveRoot(leafHashes.slice(0, k)),
    naiveRoot(leafHashes.slice(k)),
  );
}

/** PATH(m, D[n]). */
export function naivePath(m: number, leafHashes: readonly Uint8Array[]): Uint8Array[] {
  if (leafHashes.length === 1) return [];
  const k = largestPowerBelow(leafHashes.length);
  return m < k
    ? [...naivePath(m, leafHashes.slice(0, k)), naiveRoot(leafHashes.slice(k))]
    : [...naivePath(m - k, leafHashes.slice(k)), naiveRoot(leafHashes.slice(0, k))];
}

/** SUBPROOF(m, D[n], b). */
export function naiveSubproof(
  m: number,
  leafHashes: readonly Uint8Array[],
  isKnown: boolean,
): Uint8Array[] {
  const n = leafHashes.length;
  if (m === n) return isKnown ? [] : [naiveRoot(leafHashes)];
  const k = largestPowerBelow(n);
  return m <= k
    ? [...naiveSubproof(m, leafHashes.slice(0, k), isKnown), naiveRoot(leafHashes.slice(k))]
    : [...naiveSubproof(m - k, leafHashes.slice(k), false), naiveRoot(leafHashes.slice(0, k))];
}

/** Leaf hashes of a tree whose leaves all differ. */
export function leaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => sha256Of(Uint8Array.of(0), utf8(`leaf ${i}`)));
}

export const hashBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** The same bytes with one bit of one byte changed. */
export function flipped(bytes: Uint8Array, byte: number, bit = 0): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[byte] = (changed[byte] as number) ^ (1 << bit);
  return changed;
}

/** The list with one element replaced. */
export function replaced<T>(list: readonly T[], at: number, element: T): T[] {
  return list.map((present, i) => (i === at ? element : present));
}
