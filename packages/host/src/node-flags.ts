/**
 * How Node is started for either program. A transaction lives from its arrival to its block, some
 * hundred milliseconds: with a young generation of the usual size most are copied into the old one
 * first, and collecting that costs a tenth of a loaded validator's time.
 */
export const NODE_FLAGS: readonly string[] = [
  '--min-semi-space-size=32',
  '--max-semi-space-size=64',
];
