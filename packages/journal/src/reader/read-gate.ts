/** Lets reads go on side by side, and what changes files under them alone. */
export class ReadGate {
  readonly #reads = new Set<Promise<unknown>>();
  #alone: Promise<unknown> | undefined;

  /** Reads; waits while something goes on alone. No read begins another one. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone !== undefined) await this.#alone;
    const reading = work();
    this.#reads.add(reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(reading);
    }
  }

  /** Works once the reads under way have ended; those that come wait. One call at a time. */
  async alone(work: () => Promise<void>): Promise<void> {
    const working = Promise.allSettled(this.#reads).then(work);
    // A failure is told to whoever works, not to those who wait for the end.
    this.#alone = working.catch(() => undefined);
    try {
      await working;
    } finally {
      this.#alone = undefined;
    }
  }
}
