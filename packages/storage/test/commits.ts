import type { BlockCommit } from '@mingjing/replica';

/** Bytes that look random and depend on both numbers alone. */
export function noise(seed: number, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  let state = (seed * 2654435761 + 12345) >>> 0;
  for (let index = 0; index < sizeBytes; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** A commit of some size that follows from its height alone, two records each. */
export function sampleCommit(height: number): BlockCommit {
  return {
    height,
    block: noise(height, 700),
    certificate: noise(height + 1000, 300),
    results: [0, 3],
    transactionIds: [noise(height + 2000, 32), noise(height + 3000, 32)],
    registry: [
      [Uint8Array.of(1, height % 5), noise(height + 4000, 40)],
      [Uint8Array.of(2, height % 3), height % 2 === 0 ? undefined : noise(height, 20)],
    ],
    recordLeaves: [noise(height + 5000, 32), noise(height + 6000, 32)],
    recordsBefore: 2 * (height - 1),
    stateSummary: noise(height + 7000, 60),
    replay: noise(height + 8000, 64),
    replayFloor: Math.max(1, height - 3),
    nextValidators: undefined,
  };
}
