// The folder of a run of `bench -- search`, and what its ingest took over all calls on that folder.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rounded } from './numbers.ts';

const SAVED_EVERY_MS = 10_000;

/** Works in a folder that is kept when it was named, so that a run goes on; else it is removed. */
export async function inFolder<T>(
  named: string | undefined,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = named ?? mkdtempSync(join(tmpdir(), 'mingjing-bench-search-'));
  mkdirSync(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    if (named === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

export interface Ingesting {
  /** Items that are indexed now. */
  indexed(): number;
  caughtUp(): Promise<void>;
}

interface Totals {
  items: number;
  seconds: number;
  cpuUs: number;
}

/** Lets an index catch up: the clock and the CPU of all threads, with those of earlier calls. */
export async function measureIngest(folder: string, { caughtUp, indexed }: Ingesting) {
  const path = join(folder, 'ingest.json');
  const totals: Totals = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Totals)
    : { items: 0, seconds: 0, cpuUs: 0 };
  let [items, time, cpu] = [indexed(), performance.now(), process.cpuUsage()];
  const save = () => {
    const { system, user } = process.cpuUsage(cpu);
    totals.items += indexed() - items;
    totals.seconds += (performance.now() - time) / 1000;
    totals.cpuUs += system + user;
    [items, time, cpu] = [indexed(), performance.now(), process.cpuUsage()];
    writeFileSync(path, JSON.stringify(totals));
    say(`${items} indexed`);
  };
  const timer = setInterval(save, SAVED_EVERY_MS);
  try {
    await caughtUp();
  } finally {
    clearInterval(timer);
    save();
  }
  return {
    items_per_s: rounded(totals.items / totals.seconds),
    items_per_cpu_s: rounded((totals.items / totals.cpuUs) * 1e6),
    cpu_us_per_item: rounded(totals.cpuUs / totals.items, 1),
  };
}

/** What a run says while it runs. */
export function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}
