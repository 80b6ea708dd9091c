// A thread of its own for seeds, one after the other: see `lane.ts`.
import { parentPort } from 'node:worker_threads';
import { simulate } from '../../../packages/simulator/src/index.ts';
import type { SeedAsked, SeedDone } from './lane.ts';

parentPort?.on('message', (asked: SeedAsked) => void run(asked));

async function run({ seed, signatures }: SeedAsked): Promise<void> {
  const [startedAt, cpu] = [performance.now(), process.threadCpuUsage()];
  const result = await simulate({ seed, signatures });
  const { user, system } = process.threadCpuUsage(cpu);
  const done: SeedDone = {
    result,
    used: { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 },
  };
  parentPort?.postMessage(done);
}
