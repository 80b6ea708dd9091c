import { Worker } from 'node:worker_threads';
import type { ProofCheck } from '@mingjing/disclosure';
import type { SignatureCheck } from '@mingjing/replica';
import { packChecks } from './packed-checks.ts';
import { plainProof } from './plain-proof.ts';

interface Waiting {
  resolve(verdicts: readonly boolean[]): void;
  reject(cause: unknown): void;
}

/** One thread beside the program's own; answers in the order of the calls. */
export class ThreadLine {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  readonly #ended: Promise<void>;
  #cause: unknown;
  #isEnded = false;

  constructor() {
    const url = new URL('./thread.ts', import.meta.url);
    this.#worker = new Worker(url, { name: 'verify' });
    this.#worker.unref();
    this.#worker.on('message', (verdicts: Uint8Array) => {
      this.#waiting.shift()?.resolve(Array.from(verdicts, (verdict) => verdict === 1));
      if (this.#waiting.length === 0) this.#worker.unref();
    });
    this.#worker.on('error', (error) => {
      this.#cause = error;
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#isEnded = true;
        for (const { reject } of this.#waiting.splice(0)) reject(this.#endedError());
        resolve();
      });
    });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** One verdict for each check. Rejects when the thread ended before it answered. */
  verify(checks: readonly SignatureCheck[]): Promise<readonly boolean[]> {
    const packed = packChecks(checks);
    return this.#ask(packed, [packed.bytes.buffer, packed.lengths.buffer]);
  }

  /** The same for proofs about elements: few, and each worth a message of its own. */
  checkProofs(checks: readonly ProofCheck[]): Promise<readonly boolean[]> {
    return this.#ask(checks.map(plainProof), []);
  }

  #ask(message: unknown, moved: ArrayBuffer[]): Promise<readonly boolean[]> {
    if (this.#isEnded) return Promise.reject(this.#endedError());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      // A program must not end while an answer is awaited, nor live on for an idle thread.
      this.#worker.ref();
      this.#worker.postMessage(message, moved);
    });
  }

  /** Ends the thread after what it was given. */
  async close(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage('close');
    await this.#ended;
  }

  #endedError(): Error {
    return new Error('the verifying thread ended', { cause: this.#cause });
  }
}
