// Finds processes that outlived the test that started them. Every process of a test run inherits
// one variable with the run's own value, so what is found is ours and nobody else's.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The variable that marks the processes of a test run. */
export const RUN_VARIABLE = 'MINGJING_TEST_RUN';

// A worker that was told to end needs a moment; what lives longer was forgotten.
const GRACE_MS = 3000;
const POLL_MS = 100;

/** A process by its id and command line. */
export interface StrayProcess {
  readonly pid: number;
  readonly command: string;
}

/** Processes marked with `run` that do not end within a moment; each is ended, and returned. */
export async function endStrayProcesses(run: string): Promise<StrayProcess[]> {
  const giveUpAt = Date.now() + GRACE_MS;
  let found = markedProcesses(run);
  while (found.length > 0 && Date.now() < giveUpAt) {
    await sleep(POLL_MS);
    found = markedProcesses(run);
  }
  for (const { pid } of found) end(pid);
  return found;
}

/** Without /proc (other systems than Linux) nothing can be seen, and nothing is found. */
function markedProcesses(run: string): StrayProcess[] {
  const mark = `${RUN_VARIABLE}=${run}`;
  return numericEntries('/proc')
    .filter((pid) => pid !== process.pid)
    .filter((pid) => readProcessFile(pid, 'environ').split('\0').includes(mark))
    .map((pid) => ({
      pid,
      command: readProcessFile(pid, 'cmdline').replaceAll('\0', ' ').trim(),
    }));
}

function numericEntries(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** A process that ended meanwhile, or belongs to another user, reads as empty: it is not ours. */
function readProcessFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
