import { StorageError } from '../errors.ts';
import {
  type DocumentChange,
  LISTED_MAX,
  type ListOptions,
  type Shelf,
  type StoredDocument,
} from './shelf.ts';

export interface Document<T> {
  readonly id: string;
  readonly value: T;
}

export interface CollectionOptions<T> {
  readonly name: string;
  /** Whether what was stored has the shape that the program knows, such as a schema's check. */
  isValid(value: unknown): value is T;
}

/** Documents of one kind on a shelf, as JSON of a known shape. */
export class Collection<T> {
  readonly shelf: Shelf;
  readonly #options: CollectionOptions<T>;

  constructor(shelf: Shelf, options: CollectionOptions<T>) {
    this.shelf = shelf;
    this.#options = options;
  }

  /** Throws `STORE_CORRUPT` for a document of another shape. */
  async get(id: string): Promise<T | undefined> {
    const bytes = await this.shelf.get(this.#options.name, id);
    return bytes === undefined ? undefined : this.#read({ id, bytes });
  }

  /** In the order of ids. */
  async list(options: ListOptions): Promise<Document<T>[]> {
    const found = await this.shelf.list(this.#options.name, options);
    return found.map((stored) => ({ id: stored.id, value: this.#read(stored) }));
  }

  /** Every one, in the order of ids; a page of them is in memory at a time. */
  async *all(): AsyncGenerator<Document<T>, void> {
    let range: Pick<ListOptions, 'past'> = {};
    for (;;) {
      const found = await this.list({ ...range, limit: LISTED_MAX });
      yield* found;
      const past = found.at(-1)?.id;
      if (found.length < LISTED_MAX || past === undefined) return;
      range = { past };
    }
  }

  /** A change for `Shelf.change`, where several of them happen together. */
  put(id: string, value: T): DocumentChange {
    const bytes = Buffer.from(JSON.stringify(value));
    return { collection: this.#options.name, id, bytes };
  }

  /** A change for `Shelf.change`. */
  remove(id: string): DocumentChange {
    return { collection: this.#options.name, id, bytes: null };
  }

  #read({ id, bytes }: StoredDocument): T {
    const value = parse(bytes);
    if (this.#options.isValid(value)) return value;
    const message = `document ${id} of ${this.#options.name} has an unknown shape`;
    throw new StorageError('STORE_CORRUPT', message);
  }
}

// What was sealed is what this program wrote; a later version may have written something else.
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
