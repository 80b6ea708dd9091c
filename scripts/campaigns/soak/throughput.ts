// What a soaked chain took in, with its faults, and what the machine spent meanwhile.
import { availableParallelism } from 'node:os';

/** A look at the chain. */
export interface Tally {
  /** Of this machine's clock, ms. */
  readonly at: number;
  readonly height: number;
  readonly records: number;
  /** CPU time of the whole machine, microseconds. */
  readonly busyUs: number;
}

export interface Throughput {
  readonly seconds: number;
  readonly blocks: number;
  readonly records: number;
  readonly recordsPerSecond: number;
  /** Between two looks, the least and the most. */
  readonly slowestPerSecond: number;
  readonly fastestPerSecond: number;
  /** Share of all cores that was in use, by whatever the machine did. */
  readonly busyShare: number;
}

export function throughputOf(tallies: readonly Tally[]): Throughput {
  const [first, last] = [tallies[0], tallies.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nothing was looked at');
  const seconds = (last.at - first.at) / 1000;
  const rates = tallies.slice(1).map((tally, before) => {
    const { at, records } = tallies[before] ?? first;
    return ((tally.records - records) / (tally.at - at)) * 1000;
  });
  const records = last.records - first.records;
  return {
    ...{ seconds, records, blocks: last.height - first.height },
    recordsPerSecond: records / seconds,
    ...{ slowestPerSecond: Math.min(...rates), fastestPerSecond: Math.max(...rates) },
    busyShare: (last.busyUs - first.busyUs) / 1e6 / seconds / availableParallelism(),
  };
}
