/** Reads that are kept by number, the oldest going first; what is not here is read again. */
export class KeptReads<T> {
  readonly #max: number;
  readonly #read: (number: number) => Promise<T | undefined>;
  readonly #kept = new Map<number, Promise<T | undefined>>();

  constructor(max: number, read: (number: number) => Promise<T | undefined>) {
    this.#max = max;
    this.#read = read;
  }

  of(number: number): Promise<T | undefined> {
    const known = this.#kept.get(number);
    if (known !== undefined) return known;
    const read = this.#read(number);
    this.#kept.set(number, read);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#max && oldest !== undefined) this.#kept.delete(oldest);
    // What is not here, or could not be read, may be so later.
    const forget = () => this.#kept.delete(number);
    read.then((value) => value ?? forget(), forget);
    return read;
  }

  clear(): void {
    this.#kept.clear();
  }
}
