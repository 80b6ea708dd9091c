import type { Entry } from './key-value.ts';

const ENDED = { done: true, value: undefined } as const;

/**
 * Entries a chunk at a time, and a view of the database that is let go once, however the reading
 * ends: at the last entry, returned early, failed, or never begun. (A generator that was never
 * begun runs no `finally`, and what its view sees would stay in the files.)
 */
export class EntryReader implements AsyncGenerator<readonly Entry[], undefined> {
  readonly #read: () => Promise<readonly Entry[]>;
  readonly #letGo: () => Promise<void>;
  #isEnded = false;

  /** `read` gives an empty chunk at the end. */
  constructor(read: () => Promise<readonly Entry[]>, letGo: () => Promise<void>) {
    this.#read = read;
    this.#letGo = letGo;
  }

  async next(): Promise<IteratorResult<readonly Entry[], undefined>> {
    if (this.#isEnded) return ENDED;
    let chunk: readonly Entry[];
    try {
      chunk = await this.#read();
    } catch (error) {
      await this.#end();
      throw error;
    }
    if (chunk.length > 0) return { done: false, value: chunk };
    await this.#end();
    return ENDED;
  }

  async return(): Promise<IteratorResult<readonly Entry[], undefined>> {
    await this.#end();
    return ENDED;
  }

  async throw(error: unknown): Promise<never> {
    await this.#end();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }

  async #end(): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    await this.#letGo();
  }
}
