import { AEAD_KEY_BYTES, AEAD_NONCE_BYTES, concatBytes, taggedBytes } from '@mingjing/crypto';
import { openNative, randomBytes, sealNative } from '@mingjing/crypto/node';
import { type DocumentChange, type Shelf, StorageError } from '@mingjing/storage';
import { Files } from '../files.ts';

const KEYS = 'case-keys';
const TAG_BYTES = 16;

/**
 * Evidence under a key of its case, which lies beside it on the shelf: with that key gone, nobody
 * reads it, whatever copies there are of the files.
 *
 *     nonce 12 | AES-256-GCM of the bytes      bound data: tagged 'case-evidence', chain id | id
 */
export class EvidenceBox {
  readonly #shelf: Shelf;
  readonly #files: Files;
  readonly #chainId: string;

  constructor(shelf: Shelf, chainId: string) {
    this.#shelf = shelf;
    this.#files = new Files(shelf, 'case-files');
    this.#chainId = chainId;
  }

  /** The change that gives a new case its key. */
  newKey(caseId: string): DocumentChange {
    return { collection: KEYS, id: caseId, bytes: randomBytes(AEAD_KEY_BYTES) };
  }

  async seal(caseId: string, id: string, content: Uint8Array): Promise<DocumentChange[]> {
    const key = await this.#keyOf(caseId);
    const nonce = randomBytes(AEAD_NONCE_BYTES);
    const sealed = sealNative(key, nonce, content, this.#bound(caseId, id));
    return this.#files.put(`${caseId}.${id}`, concatBytes(nonce, sealed));
  }

  /** Throws `STORE_CORRUPT` when it is not what was put there. */
  async open(caseId: string, id: string, sizeBytes: number): Promise<Uint8Array> {
    const sealedBytes = sizeBytes + AEAD_NONCE_BYTES + TAG_BYTES;
    const sealed = await this.#files.read(`${caseId}.${id}`, sealedBytes);
    const key = await this.#keyOf(caseId);
    const nonce = sealed?.subarray(0, AEAD_NONCE_BYTES) ?? new Uint8Array(0);
    const bytes = sealed?.subarray(AEAD_NONCE_BYTES) ?? new Uint8Array(0);
    const content = openNative(key, nonce, bytes, this.#bound(caseId, id));
    if (content === undefined) throw damaged(`evidence ${id} of case ${caseId}`);
    return content;
  }

  async #keyOf(caseId: string): Promise<Uint8Array> {
    const key = await this.#shelf.get(KEYS, caseId);
    if (key?.length !== AEAD_KEY_BYTES) throw damaged(`the key of case ${caseId}`);
    return key;
  }

  #bound(caseId: string, id: string): Uint8Array {
    return taggedBytes('case-evidence', this.#chainId, Buffer.from(`${caseId}.${id}`));
  }
}

function damaged(what: string): StorageError {
  return new StorageError('STORE_CORRUPT', `${what} is lost or damaged`);
}
