import { Duplex } from 'node:stream';
import type { Weather } from './weather.ts';

/** Bytes on the line at once; beyond it the sender is held back, as by a full window. */
const BYTES_MAX = 4 * 1024 * 1024;

/** Gives out what was put in after a while, in order, like a long cable. */
export class DelayLine extends Duplex {
  readonly #delay: () => Pick<Weather, 'delayMs' | 'jitterMs'>;
  #bytes = 0;
  #lastDueAt = 0;
  readonly #waiting: (() => void)[] = [];
  #resume: (() => void) | undefined;

  constructor(delay: () => Pick<Weather, 'delayMs' | 'jitterMs'>) {
    super({ readableHighWaterMark: BYTES_MAX });
    this.#delay = delay;
  }

  override _write(chunk: Buffer, _: BufferEncoding, taken: () => void): void {
    this.#bytes += chunk.length;
    this.#later(() => {
      this.#bytes -= chunk.length;
      this.push(chunk);
      this.#resume?.();
      this.#resume = undefined;
    });
    if (this.#bytes < BYTES_MAX) taken();
    else this.#resume = taken;
  }

  override _final(done: () => void): void {
    this.#later(() => this.push(null));
    done();
  }

  // What comes out is pushed when it is due.
  override _read(): void {}

  #later(act: () => void): void {
    const { delayMs, jitterMs } = this.#delay();
    const drawnMs = delayMs + (Math.random() * 2 - 1) * jitterMs;
    const now = performance.now();
    this.#lastDueAt = Math.max(this.#lastDueAt, now + drawnMs);
    this.#waiting.push(act);
    // Timers count whole milliseconds, so a later one may come first: each gives out the oldest.
    setTimeout(() => this.#waiting.shift()?.(), Math.max(0, this.#lastDueAt - now));
  }
}
