/** Where something is not as it must be. */
export type FsckStore = 'chain' | 'state' | 'attachments' | 'wal' | 'signed-last' | 'journal';

export interface Finding {
  readonly store: FsckStore;
  /** Height, key, commitment or index: what names the place. */
  readonly place: string;
  /** Stable English identifier of what is wrong. */
  readonly what: string;
}

/** Findings listed one by one; beyond them only their number is known. */
const FINDINGS_MAX = 100;

/** Collects findings in the order in which they are met, in bounded memory. */
export class Findings {
  readonly list: Finding[] = [];
  readonly #counts = new Map<FsckStore, number>();

  add(store: FsckStore, place: string | number, what: string): void {
    this.#counts.set(store, this.count(store) + 1);
    if (this.list.length < FINDINGS_MAX) this.list.push({ store, place: String(place), what });
  }

  count(store: FsckStore): number {
    return this.#counts.get(store) ?? 0;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}
