// One look at everything that is counted, at the beginning and at the end of a window.
import { type BenchNetwork, chainStatus, type NodeProcess } from './network.ts';
import { cpuUs, type MachineTime, machineTime, residentBytes, threadCpuUs } from './processes.ts';
import { profileClockUs } from './profile.ts';
import { peerBytesSent } from './socket-bytes.ts';

export interface Sample {
  readonly atMs: number;
  readonly profileUs: number;
  readonly height: number;
  /** Records in the state of the first validator. */
  readonly records: number;
  readonly validatorUs: number;
  readonly supervisorUs: number;
  readonly generatorUs: number;
  readonly benchUs: number;
  readonly machine: MachineTime;
  /** Sent between nodes by the validators; undefined when the kernel does not tell. */
  readonly validatorBytesSent: number | undefined;
  readonly validatorRss: number;
  /** Of the validators by thread name. */
  readonly threadsUs: ReadonlyMap<string, number>;
}

export async function takeSample(network: BenchNetwork, generatorPid: number): Promise<Sample> {
  const { validators, supervisor } = network;
  const first = validators[0] as NodeProcess;
  // The chain is asked first: its answer takes time, everything after it is read at once.
  const { height, records } = await chainStatus(first);
  const own = process.cpuUsage();
  return {
    atMs: performance.now(),
    profileUs: profileClockUs(),
    height,
    records,
    validatorUs: sumOf(validators.map(({ pid }) => cpuUs(pid))),
    supervisorUs: supervisor === undefined ? 0 : cpuUs(supervisor.pid),
    generatorUs: cpuUs(generatorPid),
    benchUs: own.user + own.system,
    machine: machineTime(),
    threadsUs: threadsOf(validators),
    validatorRss: Math.max(...validators.map(({ pid }) => residentBytes(pid))),
    validatorBytesSent: bytesSent(validators),
  };
}

/** What passed between two samples. */
export function between(begin: Sample, end: Sample) {
  const ours =
    end.validatorUs -
    begin.validatorUs +
    (end.supervisorUs - begin.supervisorUs) +
    (end.generatorUs - begin.generatorUs);
  const windowUs = (end.atMs - begin.atMs) * 1000;
  const bench = end.benchUs - begin.benchUs;
  const busy = end.machine.busyUs - begin.machine.busyUs;
  const stolen = end.machine.stolenUs - begin.machine.stolenUs;
  const sent = [begin.validatorBytesSent, end.validatorBytesSent] as const;
  return {
    seconds: windowUs / 1_000_000,
    blocks: end.height - begin.height,
    records: end.records - begin.records,
    validatorUs: end.validatorUs - begin.validatorUs,
    supervisorUs: end.supervisorUs - begin.supervisorUs,
    generatorUs: end.generatorUs - begin.generatorUs,
    /** Validators, supervision node and generator. */
    totalUs: ours,
    /** Of one core: all but the nodes, the generator and the bench itself. */
    otherLoadPct: (100 * (busy - ours - bench)) / windowUs,
    stolenPct: (100 * stolen) / windowUs,
    validatorBytesSent:
      sent[0] === undefined || sent[1] === undefined ? undefined : sent[1] - sent[0],
    threadsUs: new Map(
      [...end.threadsUs].map(([name, us]) => [name, us - (begin.threadsUs.get(name) ?? 0)]),
    ),
  };
}

function threadsOf(nodes: readonly NodeProcess[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { pid } of nodes) {
    for (const [name, us] of threadCpuUs(pid)) sums.set(name, (sums.get(name) ?? 0) + us);
  }
  return sums;
}

function bytesSent(nodes: readonly NodeProcess[]): number | undefined {
  const each = nodes.map(({ pid, apiPort }) => peerBytesSent(pid, apiPort));
  return each.some((bytes) => bytes === undefined) ? undefined : sumOf(each as number[]);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
