import { bytesToHex, concatBytes, sha256 } from '@mingjing/crypto';

/** Keys that are remembered at a time, some 200 bytes each. */
const KEPT_MAX = 1024;
const ELEMENT_LENGTH = 32;

/**
 * A function of points to a key that is computed once for the same points: one costs a tenth of a
 * millisecond to read, and every transaction asks for the few keys of its epoch again. Each caller
 * has bytes of his own; the oldest are forgotten first. Undefined for what is not 32 bytes long.
 */
export function remembered<Input = undefined>(
  compute: (points: readonly Uint8Array[], input: Input) => Uint8Array | undefined,
): (points: readonly Uint8Array[], input: Input) => Uint8Array | undefined {
  const known = new Map<string, Uint8Array | undefined>();
  return (points, input) => {
    // Of one length: so their bytes one after the other name them, and a digest of those does.
    if (!points.every(({ length }) => length === ELEMENT_LENGTH)) return undefined;
    const name = `${input} ${bytesToHex(sha256(concatBytes(...points)))}`;
    if (!known.has(name)) {
      known.set(name, compute(points, input));
      for (const oldest of known.keys()) {
        if (known.size <= KEPT_MAX) break;
        known.delete(oldest);
      }
    }
    return known.get(name)?.slice();
  };
}
