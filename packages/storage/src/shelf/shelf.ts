import { AEAD_NONCE_BYTES, assert, concatBytes, taggedBytes } from '@mingjing/crypto';
import { openNative, randomBytes, sealNative } from '@mingjing/crypto/node';
import { changeForGood, deleteForGood, type ValueChange, writeBatch } from '../delete-for-good.ts';
import { StorageError } from '../errors.ts';
import { checkFormat } from '../format.ts';
import type { KeyValue } from '../key-value.ts';
import { openLevelKeyValue } from '../level-key-value.ts';
import type { MemoryDisk } from '../memory-disk.ts';
import { openMemoryKeyValue } from '../memory-key-value.ts';
import { damaged } from '../sealed-value.ts';
import { documentIdOf, documentKey, documentRange } from './document-key.ts';

/** A document is what one form holds; files lie in pieces of their own. */
export const DOCUMENT_BYTES_MAX = 1024 * 1024;
/** Documents of one change, which is one batch in memory. */
export const CHANGES_MAX = 1000;
/** Documents of one list, opened at once. */
export const LISTED_MAX = 1000;

/** One document put in place, or with `null` removed. */
export interface DocumentChange {
  readonly collection: string;
  readonly id: string;
  readonly bytes: Uint8Array | null;
}

export interface StoredDocument {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface ListOptions {
  /** Ids that begin so; absent: all. */
  readonly start?: string;
  /** Ids after this one; before it when `reverse`. */
  readonly past?: string;
  readonly reverse?: boolean;
  /** At most so many, `LISTED_MAX` at the most. */
  readonly limit: number;
}

export interface ShelfOptions {
  readonly chainId: string;
  /** 32 bytes; asked for when first needed, so that a home without documents needs none. */
  key(): Uint8Array;
}

/**
 * Documents that a program keeps beside the chain, by collection and id, sealed at rest:
 *
 *     nonce 12 | AES-256-GCM of the bytes      bound data: tagged 'document', chain id | key
 *
 * So a value under another key, of another chain or altered is found out. Ids are in the clear.
 */
export class Shelf {
  readonly #database: KeyValue;
  readonly #options: ShelfOptions;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(database: KeyValue, options: ShelfOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** Opens or makes the shelf in a folder; throws `StorageError`. */
  static open(folder: string, options: ShelfOptions): Promise<Shelf> {
    return Shelf.#of(() => openLevelKeyValue(folder), options);
  }

  /** The same on a disk in memory, which finds it again under the same name. */
  static openInMemory(disk: MemoryDisk, name: string, options: ShelfOptions): Promise<Shelf> {
    return Shelf.#of(async () => openMemoryKeyValue(disk, name), options);
  }

  static async #of(openDatabase: () => Promise<KeyValue>, options: ShelfOptions): Promise<Shelf> {
    const database = await openDatabase();
    try {
      await checkFormat(database);
      return new Shelf(database, options);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** Throws `STORE_CORRUPT` when what lies there is not what was put there. */
  async get(collection: string, id: string): Promise<Uint8Array | undefined> {
    const key = documentKey(collection, id);
    const sealed = await this.#database.get(key);
    return sealed === undefined ? undefined : this.#open(key, sealed);
  }

  /** Documents in the order of their ids. */
  async list(collection: string, { limit, ...range }: ListOptions): Promise<StoredDocument[]> {
    assert(limit <= LISTED_MAX, `a list has at most ${LISTED_MAX} documents`);
    const found: StoredDocument[] = [];
    const asked = { ...documentRange(collection, range), limit };
    await this.#database.visit(asked, (key, sealed) => {
      found.push({ id: documentIdOf(collection, key), bytes: this.#open(key, sealed) });
    });
    return found;
  }

  /** All changes or none; on disk when it resolves. */
  async change(changes: readonly DocumentChange[]): Promise<void> {
    if (changes.length > 0) await writeBatch(this.#database, this.#sealedChanges(changes));
  }

  /** The same, and every earlier state of these documents leaves the files. */
  changeForGood(changes: readonly DocumentChange[]): Promise<void> {
    return changeForGood(this.#database, this.#sealedChanges(changes));
  }

  /** One after the other: who reads, judges and changes does so undisturbed by others who do. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Removes documents and every earlier state of them from the files, one after the other. */
  purge(collection: string, ids: readonly string[]): Promise<void> {
    const keys = ids.map((id) => documentKey(collection, id));
    return deleteForGood(this.#database, keys);
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #sealedChanges(changes: readonly DocumentChange[]): ValueChange[] {
    assert(changes.length <= CHANGES_MAX, `a change has at most ${CHANGES_MAX} documents`);
    return changes.map(({ collection, id, bytes }) => {
      const key = documentKey(collection, id);
      return { key, value: bytes === null ? null : this.#seal(key, bytes) };
    });
  }

  #seal(key: Uint8Array, bytes: Uint8Array): Uint8Array {
    if (bytes.length > DOCUMENT_BYTES_MAX) {
      const message = `a document has at most ${DOCUMENT_BYTES_MAX} bytes, not ${bytes.length}`;
      throw new StorageError('STORE_WRITE_FAILED', message);
    }
    const nonce = randomBytes(AEAD_NONCE_BYTES);
    return concatBytes(nonce, sealNative(this.#options.key(), nonce, bytes, this.#bound(key)));
  }

  #open(key: Uint8Array, sealed: Uint8Array): Uint8Array {
    const nonce = sealed.subarray(0, AEAD_NONCE_BYTES);
    if (nonce.length < AEAD_NONCE_BYTES) throw damaged(key);
    const bytes = sealed.subarray(AEAD_NONCE_BYTES);
    const opened = openNative(this.#options.key(), nonce, bytes, this.#bound(key));
    if (opened === undefined) throw damaged(key);
    return opened;
  }

  #bound(key: Uint8Array): Uint8Array {
    return taggedBytes('document', this.#options.chainId, key);
  }
}
