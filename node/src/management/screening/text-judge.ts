import { Worker } from 'node:worker_threads';
import type { RuleSet, Verdict } from '@mingjing/screening';
import { JUDGING_MAX } from './limits.ts';

export type JudgingOrder =
  | { readonly type: 'use'; readonly ruleSets: readonly RuleSet[] }
  | { readonly type: 'judge'; readonly texts: readonly string[] }
  | { readonly type: 'close' };

/** Of each text the verdicts of each rule set on all windows of all its readings. */
type Verdicts = readonly (readonly Verdict[])[];

interface Waiting {
  resolve(verdicts: Verdicts): void;
  reject(cause: unknown): void;
}

/** So many submissions wait already. */
export class JudgeBusyError extends Error {
  override readonly name = 'JudgeBusyError';
}

/**
 * Judges texts on a thread of its own: the longest takes a tenth of a second for each rule set, and
 * the program's own thread has votes to cast. A thread that ended is replaced at the next text.
 */
export class TextJudge {
  #ruleSets: readonly RuleSet[];
  #worker: Worker | undefined;
  readonly #waiting: Waiting[] = [];

  constructor(ruleSets: readonly RuleSet[]) {
    this.#ruleSets = ruleSets;
  }

  /** Rule sets that texts given from now on are judged by. */
  async use(ruleSets: readonly RuleSet[]): Promise<void> {
    this.#ruleSets = ruleSets;
    if (this.#worker !== undefined) await this.#ask({ type: 'use', ruleSets });
  }

  /** Well-formed texts. Rejects when they could not be judged: they have not passed. */
  async judge(texts: readonly string[]): Promise<Verdicts> {
    if (texts.length === 0 || this.#ruleSets.length === 0) return texts.map(() => []);
    if (this.#waiting.length >= JUDGING_MAX) {
      throw new JudgeBusyError(`${JUDGING_MAX} submissions wait to be judged`);
    }
    return this.#ask({ type: 'judge', texts });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage({ type: 'close' } satisfies JudgingOrder);
    await ended;
  }

  #ask(order: JudgingOrder): Promise<Verdicts> {
    return new Promise((resolve, reject) => {
      const worker = this.#started();
      this.#waiting.push({ resolve, reject });
      // A program must not end while an answer is awaited, nor live on for an idle thread.
      worker.ref();
      worker.postMessage(order);
    });
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./judging-thread.ts', import.meta.url), { name: 'judge' });
    let cause: unknown;
    worker.on('message', (verdicts: Verdicts) => {
      this.#waiting.shift()?.resolve(verdicts);
      if (this.#waiting.length === 0) worker.unref();
    });
    worker.on('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      const ended = new Error('the judging thread ended', { cause });
      for (const { reject } of this.#waiting.splice(0)) reject(ended);
    });
    this.#worker = worker;
    this.#waiting.push({ resolve: () => undefined, reject: () => undefined });
    worker.postMessage({ type: 'use', ruleSets: this.#ruleSets } satisfies JudgingOrder);
    return worker;
  }
}
