// What the network costs while nothing is submitted: empty blocks, heartbeats, housekeeping.
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchNetwork, type NodeProcess, nextBlock } from './network.ts';
import { cpuUs, folderBytes } from './processes.ts';

const DAYS = 184;
const POLL_MS = 250;

export interface IdleFigures {
  readonly seconds: number;
  readonly blocks: number;
  /** Of one core, all node processes together. */
  readonly cpuPct: number;
  /** Growth of all homes in the window. */
  readonly grownBytes: number;
  /** The same rate for 184 days. */
  readonly grown184DaysBytes: number;
}

/** From one empty block to the first that comes `seconds` later, so that the blocks are whole. */
export async function measureIdle(network: BenchNetwork, seconds: number): Promise<IdleFigures> {
  const first = network.validators[0] as NodeProcess;
  const begin = look(network, await nextBlock(first, POLL_MS));
  await sleep(seconds * 1000 - POLL_MS);
  const end = look(network, await nextBlock(first, POLL_MS));
  const passed = (end.atMs - begin.atMs) / 1000;
  const grownBytes = end.bytes - begin.bytes;
  return {
    seconds: passed,
    blocks: end.height - begin.height,
    cpuPct: (end.cpuUs - begin.cpuUs) / passed / 10_000,
    grownBytes,
    grown184DaysBytes: (grownBytes / passed) * DAYS * 24 * 60 * 60,
  };
}

function look({ nodes }: BenchNetwork, height: number) {
  return {
    atMs: performance.now(),
    height,
    cpuUs: nodes.reduce((sum, { pid }) => sum + cpuUs(pid), 0),
    bytes: nodes.reduce((sum, { home }) => sum + folderBytes(home), 0),
  };
}
