import { createHash } from 'node:crypto';

/** The order of all events of a run, as a hash: two runs are the same when it is. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #listener: ((line: string) => void) | undefined;

  /** `listener` gets every line, for reading a run step by step. */
  constructor(listener?: (line: string) => void) {
    this.#listener = listener;
  }

  note(timeMs: number, line: string): void {
    const text = `${timeMs.toFixed(3)} ${line}\n`;
    this.#hash.update(text);
    this.#listener?.(text.trimEnd());
  }

  /** Hash of all lines so far, hexadecimal. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}
