/** Who wants to hear that more became durable. */
export class WakeUps {
  readonly #listeners = new Set<() => void>();

  /** Adds a listener; the returned function removes it. */
  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  all(): void {
    for (const listener of this.#listeners) listener();
  }
}
