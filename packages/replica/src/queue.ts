/** Inputs waiting at once; beyond it a peer's input is dropped, and it will send again. */
const WAITING_MAX = 10_000;

/** Runs tasks one at a time to completion, in the order they came. */
export class TaskQueue {
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #onFailure: (error: unknown) => void;
  #running = false;
  #stopped = false;

  /** `onFailure` gets what a task throws: an operating failure or a broken invariant. */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** False: the queue is full or stopped, and the task will not run. */
  push(task: () => Promise<void>): boolean {
    if (this.#stopped || this.#waiting.length >= WAITING_MAX) return false;
    this.#waiting.push(task);
    if (!this.#running) void this.#run();
    return true;
  }

  /** Runs a task in its turn and gives its answer. */
  ask<T>(task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const isQueued = this.push(async () => {
        try {
          resolve(await task());
        } catch (error) {
          reject(error);
          throw error;
        }
      });
      if (!isQueued) reject(new Error('the queue takes no more work'));
    });
  }

  /** Drops what waits; the task that runs comes to its end. */
  stop(): void {
    this.#stopped = true;
    this.#waiting.length = 0;
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let task = this.#waiting.shift(); task !== undefined; task = this.#waiting.shift()) {
      try {
        await task();
      } catch (error) {
        // A node that failed to write or to keep an invariant must not go on.
        this.stop();
        this.#onFailure(error);
      }
    }
    this.#running = false;
  }
}
