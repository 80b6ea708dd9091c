import { assert } from '@mingjing/crypto';
import { SALT_BYTES } from '@mingjing/protocol';
import type { AttachmentItem, StoredAttachment } from '@mingjing/replica';
import { HASH_BYTES } from './commit-rules.ts';
import { deleteForGood } from './delete-for-good.ts';
import type { Entry, KeyValue, WriteBatch } from './key-value.ts';
import { bytesKey } from './keys.ts';
import { ATTACHMENT } from './prefixes.ts';
import { damaged, openValue, sealValue } from './sealed-value.ts';

// Salt and content are one value, since they are written, read and deleted together:
//
//     prefix (1) | commitment (32)   ->   salt (32) | content

/** Content written as one batch; the native side holds a copy of it meanwhile. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** Contents by commitment, in a database of their own: they come and go apart from commits. */
export class AttachmentStore {
  readonly #database: KeyValue;

  constructor(database: KeyValue) {
    this.#database = database;
  }

  async putAttachments(items: readonly AttachmentItem[]): Promise<void> {
    for (const item of items) {
      assert(item.commitment.length === HASH_BYTES, 'a commitment has 32 bytes');
      assert(item.salt.length === SALT_BYTES, 'a salt has 32 bytes');
    }
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

  /** Deletes content and salt; when it resolves, no file of the database holds them. */
  deleteAttachments(commitments: readonly Uint8Array[]): Promise<void> {
    return deleteForGood(this.#database, commitments.map(keyOf));
  }

  /** All entries as they are at this moment. */
  entries(): AsyncGenerator<readonly Entry[]> {
    return this.#database.entries();
  }

  close(): Promise<void> {
    return this.#database.close();
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
