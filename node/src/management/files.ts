import type { DocumentChange, Shelf } from '@mingjing/storage';

/** One document of a file: small beside what a document may have. */
const PIECE_BYTES = 512 * 1024;
const PIECE_DIGITS = 4;

/** Files on the shelf in pieces, each sealed like a document; a file is known by id and size. */
export class Files {
  readonly #shelf: Shelf;
  readonly #collection: string;

  constructor(shelf: Shelf, collection: string) {
    this.#shelf = shelf;
    this.#collection = collection;
  }

  /** Changes that put a file in place, for `Shelf.change`; an empty file needs none. */
  put(id: string, bytes: Uint8Array): DocumentChange[] {
    return this.#ids(id, bytes.length).map((piece, index) => ({
      collection: this.#collection,
      id: piece,
      bytes: bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
    }));
  }

  /** Undefined when a piece is not there. */
  async read(id: string, sizeBytes: number): Promise<Uint8Array | undefined> {
    const pieces: Uint8Array[] = [];
    for (const piece of this.#ids(id, sizeBytes)) {
      const bytes = await this.#shelf.get(this.#collection, piece);
      if (bytes === undefined) return undefined;
      pieces.push(bytes);
    }
    return Buffer.concat(pieces);
  }

  /** Removes files from the disk, with all that the database remembers of them. */
  purge(files: readonly { readonly id: string; readonly sizeBytes: number }[]): Promise<void> {
    const ids = files.flatMap(({ id, sizeBytes }) => this.#ids(id, sizeBytes));
    return this.#shelf.purge(this.#collection, ids);
  }

  #ids(id: string, sizeBytes: number): string[] {
    const count = Math.ceil(sizeBytes / PIECE_BYTES);
    return Array.from({ length: count }, (_, index) => {
      return `${id}.${String(index).padStart(PIECE_DIGITS, '0')}`;
    });
  }
}
