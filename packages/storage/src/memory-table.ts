import type { Entry, KeyRange } from './key-value.ts';
import { asBuffer } from './keys.ts';

export interface TableChange {
  readonly key: Uint8Array;
  /** Undefined: deleted. */
  readonly value: Uint8Array | undefined;
}

/** Entries of one kind of key; their order is made when somebody asks for it. */
interface Shelf {
  readonly entries: Map<string, Entry>;
  /** Names in byte order; undefined while unknown. */
  order: string[] | undefined;
}

/**
 * One database of a `MemoryDisk`: batches wait until they are forced and then apply whole.
 * A map per first byte of the key, because most kinds are only ever asked by exact key.
 */
export class MemoryTable {
  readonly #shelves = new Map<number, Shelf>();
  #pending: (readonly TableChange[])[] = [];

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#shelves.get(key[0] ?? 0)?.entries.get(nameOf(key))?.[1];
  }

  /** The entries of a range that lies within one kind of key. */
  range({ from, to, reverse, limit }: KeyRange): Entry[] {
    const shelf = this.#shelves.get(from[0] ?? 0);
    if (shelf === undefined) return [];
    const names = orderOf(shelf);
    const begin = firstAtOrAfter(names, nameOf(from));
    const end = firstAtOrAfter(names, nameOf(to));
    const chosen = names.slice(begin, Math.max(begin, end));
    if (reverse === true) chosen.reverse();
    const wanted = limit === undefined ? chosen : chosen.slice(0, limit);
    return wanted.map((name) => shelf.entries.get(name) as Entry);
  }

  /** All entries in the order of their keys. */
  all(): Entry[] {
    const kinds = [...this.#shelves].sort(([a], [b]) => a - b);
    return kinds.flatMap(([, shelf]) =>
      orderOf(shelf).map((name) => shelf.entries.get(name) as Entry),
    );
  }

  /** The entries as they are now; they share their bytes. */
  copy(): MemoryTable {
    const copy = new MemoryTable();
    for (const [prefix, { entries }] of this.#shelves) {
      copy.#shelves.set(prefix, { entries: new Map(entries), order: undefined });
    }
    return copy;
  }

  get size(): number {
    return [...this.#shelves.values()].reduce((sum, { entries }) => sum + entries.size, 0);
  }

  /** Puts another value in the place of a drawn one; of a kind first, since some have many. */
  damage(draw: (count: number) => number, damaged: (value: Uint8Array) => Uint8Array): void {
    const shelves = [...this.#shelves.values()].filter(({ entries }) => entries.size > 0);
    const { entries } = shelves[draw(shelves.length)] as Shelf;
    const [name, [key, value]] = [...entries][draw(entries.size)] as [string, Entry];
    entries.set(name, [key, damaged(value)]);
  }

  /** Takes a batch in; the returned function applies it, with all that came before it. */
  add(batch: readonly TableChange[]): () => void {
    this.#pending.push(batch);
    return () => this.#force(batch);
  }

  /** Changes of each waiting batch, as sizes. */
  pendingSizes(): number[] {
    return this.#pending.map((batch) => batch.length);
  }

  /** The oldest `whole` batches apply, the others are lost. */
  crash(whole: number): void {
    for (const batch of this.#pending.slice(0, whole)) this.#apply(batch);
    this.#pending = [];
  }

  #force(batch: readonly TableChange[]): void {
    const count = this.#pending.indexOf(batch) + 1;
    for (const waiting of this.#pending.splice(0, count)) this.#apply(waiting);
  }

  #apply(batch: readonly TableChange[]): void {
    for (const { key, value } of batch) {
      const shelf = this.#shelf(key[0] ?? 0);
      const name = nameOf(key);
      if (value === undefined) {
        if (shelf.entries.delete(name)) shelf.order = undefined;
      } else {
        if (!shelf.entries.has(name)) addToOrder(shelf, name);
        shelf.entries.set(name, [key, value]);
      }
    }
  }

  #shelf(prefix: number): Shelf {
    const shelf = this.#shelves.get(prefix) ?? { entries: new Map(), order: [] };
    this.#shelves.set(prefix, shelf);
    return shelf;
  }
}

/** One character a byte: strings then compare as their bytes do. */
function nameOf(key: Uint8Array): string {
  return asBuffer(key).toString('latin1');
}

/** Heights and indexes come ascending, so their order stays known. */
function addToOrder(shelf: Shelf, name: string): void {
  const last = shelf.order?.at(-1);
  if (last === undefined || last < name) shelf.order?.push(name);
  else shelf.order = undefined;
}

function orderOf(shelf: Shelf): string[] {
  shelf.order ??= [...shelf.entries.keys()].sort((a, b) => (a < b ? -1 : 1));
  return shelf.order;
}

function firstAtOrAfter(names: readonly string[], name: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] as string) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
