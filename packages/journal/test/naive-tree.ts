import { createHash } from 'node:crypto';

/** Root of a tree exactly as RFC 6962, 2.1 defines it, with nothing shared with the code tested. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const sha256 = (...parts: Uint8Array[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return new Uint8Array(hash.digest());
  };
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return sha256(Uint8Array.of(0), leaves[0] as Uint8Array);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const left = naiveRoot(leaves.slice(0, split));
  return sha256(Uint8Array.of(1), left, naiveRoot(leaves.slice(split)));
}
