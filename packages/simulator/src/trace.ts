import { createHash } from 'node:crypto';

/** Characters gathered before they are hashed: a call for each event costs more than its hash. */
const GATHERED_MAX = 32_768;

/** The order of all events of a run, as a hash: two runs are the same when it is. */
export class Trace {
  readonly #hash = createHash('sha256');
  #gathered = '';
  readonly #listener: ((line: string) => void) | undefined;

  /** `listener` gets every line, for reading a run step by step. */
  constructor(listener?: (line: string) => void) {
    this.#listener = listener;
  }

  note(timeMs: number, line: string): void {
    const text = `${Math.round(timeMs * 1000)} ${line}\n`;
    this.#gathered += text;
    if (this.#gathered.length > GATHERED_MAX) this.#flush();
    this.#listener?.(`${timeMs.toFixed(3)} ${line}`);
  }

  /** Hash of all lines so far, hexadecimal. */
  digest(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }
  #flush(): void {
    this.#hash.update(this.#gathered);
    this.#gathered = '';
  }
}
