import type { NetworkStatistics } from './ports.ts';

/** The live totals behind `statistics()`. */
export type Counters = { -readonly [Name in keyof NetworkStatistics]: number };

export function newCounters(): Counters {
  return {
    framesSent: 0,
    bytesSent: 0,
    framesReceived: 0,
    bytesReceived: 0,
    envelopesReceived: 0,
    poolBatchesDropped: 0,
    unknownResponses: 0,
    refused: 0,
    misbehaved: 0,
  };
}
