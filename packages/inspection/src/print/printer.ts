import { Worker } from 'node:worker_threads';
import type { RecordFacts } from '@mingjing/proofs';
import type { RenderLanguage } from '../render/texts.ts';

/** Papers that wait for the one under way. */
const WAITING_MAX = 8;

export type PaperFormat = 'html' | 'pdf';

export interface PaperOrder {
  readonly facts: RecordFacts;
  readonly format: PaperFormat;
  readonly language: RenderLanguage;
}

/** So many papers wait already. */
export class PrinterBusyError extends Error {
  override readonly name = 'PrinterBusyError';
}

/**
 * Puts records on paper, one after the other, each on a thread of its own: a form of sixty items
 * takes seconds to lay out, and the program's own thread has votes to cast.
 */
export class Printer {
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** The paper's bytes; rejects with `PrinterBusyError`, or with what the thread died of. */
  print(order: PaperOrder): Promise<Uint8Array> {
    if (this.#waiting > WAITING_MAX) {
      return Promise.reject(new PrinterBusyError(`${WAITING_MAX} papers wait to be printed`));
    }
    this.#waiting += 1;
    const printed = this.#turn
      .then(() => onThread(order))
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#turn = printed.catch(() => undefined);
    return printed;
  }
}

function onThread(order: PaperOrder): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const name = 'printer';
    const worker = new Worker(new URL('./paper-thread.ts', import.meta.url), {
      name,
      workerData: order,
    });
    worker.once('message', (bytes: Uint8Array) => resolve(bytes));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the printing thread ended with ${code}`)));
  });
}
