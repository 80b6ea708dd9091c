import { Worker } from 'node:worker_threads';
import type { ComposedIdentitySeal, IdentityDocument, IdentitySealOptions } from '@mingjing/client';

/** What the thread is given; random bytes it draws itself. */
export interface SealingTask {
  readonly document: IdentityDocument;
  readonly options: Omit<IdentitySealOptions, 'random'>;
}

interface Waiting {
  resolve(composed: ComposedIdentitySeal): void;
  reject(cause: unknown): void;
}

/**
 * Seals identities beside the program's own thread, which each would hold for some ms. Started when
 * it is first needed, and again when it ended by itself; answers in the order of the calls.
 */
export class SealingThread {
  #worker: Worker | undefined;
  #waiting: Waiting[] = [];

  compose(task: SealingTask): Promise<ComposedIdentitySeal> {
    const worker = this.#started();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      // A program must not end while an answer is awaited, nor live on for an idle thread.
      worker.ref();
      worker.postMessage(task);
    });
  }

  /** Ends the thread after what it was given. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage('close');
    await ended;
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const url = new URL('./sealing-worker.ts', import.meta.url);
    const worker = new Worker(url, { name: 'seal' });
    worker.unref();
    let failure: unknown;
    worker.on('message', (composed: ComposedIdentitySeal) => {
      this.#waiting.shift()?.resolve(composed);
      if (this.#waiting.length === 0) worker.unref();
    });
    worker.on('error', (error) => {
      failure = error;
    });
    worker.once('exit', () => {
      this.#worker = undefined;
      const cause = new Error('the sealing thread ended', { cause: failure });
      for (const { reject } of this.#waiting.splice(0)) reject(cause);
    });
    this.#worker = worker;
    return worker;
  }
}
