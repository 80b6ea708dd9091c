import { Worker } from 'node:worker_threads';
import { SearchError } from '../errors.ts';
import type { AnswerMessage, Task, TaskMessage, WorkerSettings } from './messages.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: SearchError): void;
}

/** Calls to one thread, answered in order. A thread that ended is started with the next call. */
export class WorkerLine {
  readonly #settings: WorkerSettings;
  readonly #waitingMax: number;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #number = 0;

  constructor(settings: WorkerSettings, waitingMax: number) {
    this.#settings = settings;
    this.#waitingMax = waitingMax;
  }

  call<T>(task: Task): Promise<T> {
    if (this.#waiting.size >= this.#waitingMax) {
      return Promise.reject(new SearchError('SEARCH_BUSY', 'more calls wait than are held'));
    }
    const worker = this.#worker ?? this.#start();
    const number = this.#number++;
    const message: TaskMessage = { number, task };
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as Waiting['resolve'], reject });
      // A program must not end while an answer is awaited, nor live on for an idle thread.
      worker.ref();
      worker.postMessage(message);
    });
  }

  /** Lets the thread close its handle, then ends it. */
  async end(): Promise<void> {
    if (this.#worker === undefined) return;
    await this.call({ type: 'close' });
    await this.kill();
  }

  /** Ends the thread at once; whoever waits hears of it. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./index-worker.ts', import.meta.url), {
      workerData: this.#settings,
      name: `search-${this.#settings.role}`,
    });
    this.#worker = worker;
    worker.unref();
    worker.on('message', ({ answer, number }: AnswerMessage) => {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (answer.ok) waiting?.resolve(answer.value);
      else waiting?.reject(new SearchError(answer.code, answer.message));
      if (this.#waiting.size === 0) worker.unref();
    });
    let cause: unknown;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      const lost = [...this.#waiting.values()];
      this.#waiting.clear();
      const text = `the ${this.#settings.role} thread of the search index ended`;
      for (const { reject } of lost) reject(new SearchError('SEARCH_WORKER_DIED', text, cause));
    });
    return worker;
  }
}
