import { Worker } from 'node:worker_threads';
import { SearchError } from '../errors.ts';
import type { AnswerMessage, Task, TaskMessage, WorkerSettings } from './messages.ts';

/** A thread ends after the calls it was given: the longest of them reads all of an index. */
const END_MS = 60_000;

export interface LineOptions {
  /** Calls that wait at most; more are refused. */
  readonly waitingMax: number;
  /** How long a thread may take to end; by default a minute. */
  readonly endMs?: number;
  /** Starts a thread; by default a real one. */
  readonly start?: (settings: WorkerSettings) => Worker;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: SearchError): void;
}

/** Calls to one thread, answered in order. A thread that ended is started with the next call. */
export class WorkerLine {
  readonly #settings: WorkerSettings;
  readonly #waitingMax: number;
  readonly #endMs: number;
  readonly #startThread: (settings: WorkerSettings) => Worker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #number = 0;

  constructor(settings: WorkerSettings, options: LineOptions) {
    this.#settings = settings;
    this.#waitingMax = options.waitingMax;
    this.#endMs = options.endMs ?? END_MS;
    this.#startThread = options.start ?? startThread;
  }

  call<T>(task: Task): Promise<T> {
    if (this.#waiting.size >= this.#waitingMax) {
      return Promise.reject(new SearchError('SEARCH_BUSY', 'more calls wait than are held'));
    }
    return this.#post(this.#worker ?? this.#start(), task);
  }

  /**
   * Has the thread close its handle and end by itself after what it was given: ended from outside,
   * it may be met inside a native call. One that takes too long is left alone, whoever waits for it
   * is told, and so is the caller: `SEARCH_STUCK`.
   */
  async end(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    const closing = Promise.allSettled([this.#post(worker, { type: 'close' }), exited]);
    const [closed] = await this.#inTime(closing);
    if (closed.status === 'rejected') throw closed.reason;
  }

  async #inTime<T>(closing: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const text = `the ${this.#settings.role} thread of the search index does not end`;
        const error = new SearchError('SEARCH_STUCK', text);
        this.#lose(error);
        reject(error);
      }, this.#endMs);
    });
    try {
      return await Promise.race([closing, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #post<T>(worker: Worker, task: Task): Promise<T> {
    const number = this.#number++;
    const message: TaskMessage = { number, task };
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as Waiting['resolve'], reject });
      // A program must not end while an answer is awaited, nor live on for an idle thread.
      worker.ref();
      worker.postMessage(message);
    });
  }

  #start(): Worker {
    const worker = this.#startThread(this.#settings);
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
      const text = `the ${this.#settings.role} thread of the search index ended`;
      this.#lose(new SearchError('SEARCH_WORKER_DIED', text, cause));
    });
    return worker;
  }

  #lose(error: SearchError): void {
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#worker?.unref();
    for (const { reject } of lost) reject(error);
  }
}

function startThread(settings: WorkerSettings): Worker {
  return new Worker(new URL('./index-worker.ts', import.meta.url), {
    workerData: settings,
    name: `search-${settings.role}`,
  });
}
