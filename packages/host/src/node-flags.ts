/**
 * How Node is started for either program. A transaction lives from its arrival to its block, some
 * hundred milliseconds: with a young generation of the usual size most are copied into the old one
 * first, and collecting that costs a tenth of a loaded validator's time. A larger one than this
 * lies in no cache. One thread helps the collector: four get in each other's way, and in that of
 * whatever else the machine does. Each thread beside the program's own takes the same memory, some
 * 70 MB: V8 lets flags of the process go before limits of a thread.
 */
export const NODE_FLAGS: readonly string[] = [
  '--min-semi-space-size=24',
  '--max-semi-space-size=24',
  '--v8-pool-size=1',
];
