// What Linux tells of processes: CPU time, memory, threads, and what the rest of the machine did.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const US_PER_TICK = 1_000_000 / TICKS_PER_SECOND;
// Fields of a stat line after the name, which may hold spaces and ends at the last bracket.
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** User and system time of a process with all its threads, microseconds. */
export function cpuUs(pid: number): number {
  return statCpuUs(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

function statCpuUs(line: string): number {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) * US_PER_TICK;
}

/** The same for each thread name of a process; threads of one name are added up. */
export function threadCpuUs(pid: number): Map<string, number> {
  const byName = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`;
    const name = readFileSync(`${folder}/comm`, 'utf8').trim();
    byName.set(name, (byName.get(name) ?? 0) + statCpuUs(readFileSync(`${folder}/stat`, 'utf8')));
  }
  return byName;
}

/** Resident memory of a process, bytes. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/**
 * Resident memory that is a process's own, bytes. Mapped files are not: what of a database's tables
 * is read lies in the system's cache, which takes it back when others need it.
 */
export function ownBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/** What all cores together spent since the machine started, microseconds. */
export interface MachineTime {
  readonly busyUs: number;
  /** Taken away by the host of a virtual machine; no part of `busyUs`. */
  readonly stolenUs: number;
}

export function machineTime(): MachineTime {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, stolen = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return {
    busyUs: (user + nice + system + irq + softIrq) * US_PER_TICK,
    stolenUs: stolen * US_PER_TICK,
  };
}

/** Sizes of all files under a folder; a file that vanishes meanwhile counts nothing. */
export function folderBytes(folder: string, isCounted = (_name: string) => true): number {
  let sum = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isCounted(entry.name)) continue;
    try {
      sum += statSync(join(entry.parentPath, entry.name)).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return sum;
}
