import { assert } from '@mingjing/crypto';
import { SALT_BYTES } from '@mingjing/protocol';
import type { AttachmentItem, StoredAttachment } from '@mingjing/replica';
import { HASH_BYTES } from './commit-rules.ts';
import { deleteForGood } from './delete-for-good.ts';
import { EntryReader } from './entry-reader.ts';
import { DELETING_KEY } from './format.ts';
import type { Entry, KeyValue, WriteBatch } from './key-value.ts';
import { asBuffer, bytesKey } from './keys.ts';
import { ATTACHMENT } from './prefixes.ts';
import { damaged, openValue, sealValue } from './sealed-value.ts';

// Salt and content are one value, since they are written, read and deleted together:
//
//     prefix (1) | commitment (32)   ->   salt (32) | content

/** Content written as one batch; the native side holds a copy of it meanwhile. */
const BATCH_BYTES = 16 * 1024 * 1024;
/** Contents deleted together: one mark names them, and each is a pass over the tables it is in. */
const DELETED_AT_ONCE = 256;

/** Contents by commitment, in a database of their own: they come and go apart from commits. */
export class AttachmentStore {
  readonly #database: KeyValue;
  /** Contents on their way to the disk: none may arrive after its deletion. */
  readonly #arriving = new Set<Promise<void>>();
  /** Views that are open: the database keeps what they see. */
  readonly #views = new Set<Promise<void>>();
  /** Keys that are being deleted: what is put under one of them again waits for that. */
  readonly #leaving = new Set<string>();
  #deleting: Promise<void> = Promise.resolve();

  private constructor(database: KeyValue) {
    this.#database = database;
  }

  /** Ends a deletion that an earlier life began, before anything is read. */
  static async load(database: KeyValue): Promise<AttachmentStore> {
    const store = new AttachmentStore(database);
    const marked = await database.get(DELETING_KEY);
    if (marked !== undefined) await store.#rewrite(keysIn(openValue(DELETING_KEY, marked)));
    return store;
  }

  async putAttachments(items: readonly AttachmentItem[]): Promise<void> {
    for (const item of items) {
      assert(item.commitment.length === HASH_BYTES, 'a commitment has 32 bytes');
      assert(item.salt.length === SALT_BYTES, 'a salt has 32 bytes');
    }
    if (items.some(({ commitment }) => this.#leaving.has(nameOf(keyOf(commitment))))) {
      await this.#deleting;
    }
    const arriving = this.#put(items);
    const settled = arriving.catch(() => undefined);
    this.#arriving.add(settled);
    await settled;
    this.#arriving.delete(settled);
    return arriving;
  }

  async #put(items: readonly AttachmentItem[]): Promise<void> {
    for (const group of groupsOf(items)) {
      await this.#write((batch) => {
        for (const item of group) putAttachment(batch, item);
      });
    }
  }

  async attachment(commitment: Uint8Array): Promise<StoredAttachment | undefined> {
    const key = keyOf(commitment);
    const sealed = await this.#database.get(key);
    if (sealed === undefined) return undefined;
    const value = openValue(key, sealed);
    if (value.length < SALT_BYTES) throw damaged(key);
    return { salt: value.subarray(0, SALT_BYTES), content: value.subarray(SALT_BYTES) };
  }

  hasAttachments(commitments: readonly Uint8Array[]): Promise<boolean[]> {
    return this.#database.has(commitments.map(keyOf));
  }

  /**
   * Deletes content and salt; when it resolves, no file of the database holds them. What a view
   * still sees is waited for. After a crash the next opening goes on with it.
   */
  async deleteAttachments(commitments: readonly Uint8Array[]): Promise<void> {
    for (let from = 0; from < commitments.length; from += DELETED_AT_ONCE) {
      const keys = commitments.slice(from, from + DELETED_AT_ONCE).map(keyOf);
      for (const key of keys) this.#leaving.add(nameOf(key));
      const deleting = this.#deleting.then(() => this.#delete(keys));
      this.#deleting = deleting.catch(() => undefined);
      await deleting;
    }
  }

  /** All entries as they are at this moment. */
  entries(): AsyncGenerator<readonly Entry[]> {
    const entries = this.#database.entries();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#views.add(promise);
    const read = async () => (await entries.next()).value ?? [];
    return new EntryReader(read, async () => {
      await entries.return(undefined);
      this.#views.delete(promise);
      resolve();
    });
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #delete(keys: readonly Uint8Array[]): Promise<void> {
    await Promise.all(this.#arriving);
    await this.#write((batch) => {
      batch.put(DELETING_KEY, sealValue(DELETING_KEY, ...keys));
      for (const key of keys) batch.delete(key);
    });
    await this.#rewrite(keys);
    for (const key of keys) this.#leaving.delete(nameOf(key));
  }

  async #rewrite(keys: readonly Uint8Array[]): Promise<void> {
    // Those opened from now on do not see what was deleted.
    await Promise.all(this.#views);
    await deleteForGood(this.#database, keys);
    await this.#write((batch) => batch.delete(DELETING_KEY));
  }

  async #write(fill: (batch: WriteBatch) => void): Promise<void> {
    const batch = this.#database.batch();
    try {
      fill(batch);
      await batch.write();
    } catch (error) {
      await batch.discard();
      throw error;
    }
  }
}

function putAttachment(batch: WriteBatch, { commitment, salt, content }: AttachmentItem): void {
  const key = keyOf(commitment);
  batch.put(key, sealValue(key, salt, content));
}

function keyOf(commitment: Uint8Array): Uint8Array {
  return bytesKey(ATTACHMENT, commitment);
}

function nameOf(key: Uint8Array): string {
  return asBuffer(key).toString('latin1');
}

/** The keys that the mark of a deletion names. */
function keysIn(marked: Uint8Array): Uint8Array[] {
  const length = 1 + HASH_BYTES;
  if (marked.length % length !== 0) throw damaged(DELETING_KEY);
  return Array.from({ length: marked.length / length }, (_, index) =>
    marked.slice(index * length, (index + 1) * length),
  );
}

function groupsOf(items: readonly AttachmentItem[]): AttachmentItem[][] {
  const groups: AttachmentItem[][] = [];
  let sizeBytes = 0;
  for (const item of items) {
    if (groups.length === 0 || sizeBytes + item.content.length > BATCH_BYTES) {
      groups.push([]);
      sizeBytes = 0;
    }
    groups.at(-1)?.push(item);
    sizeBytes += item.content.length;
  }
  return groups;
}
