// What the network costs while nothing is submitted: empty blocks, heartbeats, housekeeping.
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchNetwork, chainStatus, type NodeProcess, nextBlock } from './network.ts';
import { cpuUs, folderBytes } from './processes.ts';

const DAYS = 184;
const POLL_MS = 250;
/** Until every node has written its block. */
const SETTLE_MS = 1000;

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

/** From right after an empty block, so that the window holds as many as belong in it. */
export async function measureIdle(network: BenchNetwork, seconds: number): Promise<IdleFigures> {
  const first = network.validators[0] as NodeProcess;
  await nextBlock(first, POLL_MS);
  await sleep(SETTLE_MS);
  const { height } = await chainStatus(first);
  const begin = look(network);
  // Nothing is asked in the window: every answer would be work, and an entry in a journal.
  await sleep(seconds * 1000);
  const end = look(network);
  const passed = (end.atMs - begin.atMs) / 1000;
  const grownBytes = end.bytes - begin.bytes;
  return {
    seconds: passed,
    blocks: (await chainStatus(first)).height - height,
    cpuPct: (end.cpuUs - begin.cpuUs) / passed / 10_000,
    grownBytes,
    grown184DaysBytes: (grownBytes / passed) * DAYS * 24 * 60 * 60,
  };
}

// The search index's write-ahead file fills its few MiB once and is then used again: its growth in
// a minute says nothing of half a year.
const isKept = (name: string) => !name.endsWith('-wal');

function look({ nodes }: BenchNetwork) {
  return {
    atMs: performance.now(),
    cpuUs: nodes.reduce((sum, { pid }) => sum + cpuUs(pid), 0),
    bytes: nodes.reduce((sum, { home }) => sum + folderBytes(home, isKept), 0),
  };
}
