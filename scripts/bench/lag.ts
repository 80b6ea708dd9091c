// How far the supervision node's verified height is behind the validators'.
import { setTimeout as sleep } from 'node:timers/promises';
import { chainStatus, type NodeProcess, verifiedHeight } from './network.ts';
import { percentile } from './numbers.ts';

const PERIOD_MS = 200;

export class LagSampler {
  readonly #validator: NodeProcess;
  readonly #supervisor: NodeProcess | undefined;
  readonly #lags: number[] = [];
  #isRunning = false;
  #done: Promise<void> = Promise.resolve();

  constructor(validator: NodeProcess, supervisor: NodeProcess | undefined) {
    this.#validator = validator;
    this.#supervisor = supervisor;
  }

  start(): void {
    this.#isRunning = true;
    this.#done = this.#run();
    // Told by `stop`; before that nobody waits for it.
    this.#done.catch(() => undefined);
  }

  /** Blocks behind, or null without a supervision node. */
  async stop(): Promise<{ max: number | null; median: number | null; samples: number }> {
    this.#isRunning = false;
    await this.#done;
    const lags = this.#lags;
    const median = percentile(
      lags.map((lag) => [lag, 1]),
      0.5,
    );
    const max = lags.length === 0 ? null : Math.max(...lags);
    return { max, median: median ?? null, samples: lags.length };
  }

  async #run(): Promise<void> {
    const supervisor = this.#supervisor;
    if (supervisor === undefined) return;
    while (this.#isRunning) {
      const startedAt = performance.now();
      const [{ height }, verified] = await Promise.all([
        chainStatus(this.#validator),
        verifiedHeight(supervisor),
      ]);
      // It may be ahead by the time between the two answers.
      if (verified !== undefined) this.#lags.push(Math.max(0, height - verified));
      await sleep(Math.max(0, PERIOD_MS - (performance.now() - startedAt)));
    }
  }
}
