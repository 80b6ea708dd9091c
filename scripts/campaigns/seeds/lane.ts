import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SimulationResult } from '../../../packages/simulator/src/index.ts';

export interface SeedAsked {
  readonly seed: number;
  readonly signatures: 'ed25519' | 'keyed-hash';
}

export interface SeedDone {
  readonly result: SimulationResult;
  readonly used: { readonly ms: number; readonly cpuMs: number };
}

/** Runs seeds on a core of its own, one after the other. */
export class Lane {
  readonly #thread = new Worker(new URL('./lane-thread.ts', import.meta.url));

  /** Rejects with what the thread ended of. */
  async run(asked: SeedAsked): Promise<SeedDone> {
    const answered = once(this.#thread, 'message');
    this.#thread.postMessage(asked);
    const [done] = (await answered) as [SeedDone];
    return done;
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}
