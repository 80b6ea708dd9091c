import { AEAD_KEY_BYTES, AEAD_NONCE_BYTES, concatBytes, taggedBytes } from '@mingjing/crypto';
import { openNative, randomBytes, sealNative } from '@mingjing/crypto/node';
import { SALT_BYTES } from '@mingjing/protocol';
import { type DocumentChange, type Shelf, StorageError } from '@mingjing/storage';
import { Files } from '../files.ts';
import type { Evidence } from './case.ts';

export const CASE_KEYS = 'case-keys';
const TAG_BYTES = 16;

/** Bytes of evidence, with the salt of its commitment; without one for a file that was added. */
export interface EvidenceBytes {
  readonly salt: Uint8Array;
  readonly content: Uint8Array;
}

type Kept = Pick<Evidence, 'id' | 'commitment' | 'sizeBytes'>;

/**
 * Evidence under a key of its case, which lies beside it on the shelf: with that key gone, nobody
 * reads it, whatever copies there are of the files. What was sealed to an authority lies as it is.
 *
 *     nonce 12 | AES-256-GCM of salt | content   bound data: tagged 'case-evidence', chain id | id
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
    return { collection: CASE_KEYS, id: caseId, bytes: randomBytes(AEAD_KEY_BYTES) };
  }

  async seal(
    caseId: string,
    id: string,
    { salt, content }: EvidenceBytes,
  ): Promise<DocumentChange[]> {
    const key = await this.#keyOf(caseId);
    const nonce = randomBytes(AEAD_NONCE_BYTES);
    const plain = concatBytes(salt, content);
    const sealed = sealNative(key, nonce, plain, this.#bound(caseId, id));
    return this.#files.put(`${caseId}.${id}`, concatBytes(nonce, sealed));
  }

  /** Throws `STORE_CORRUPT` when it is not what was put there. */
  async open(caseId: string, evidence: Kept): Promise<EvidenceBytes> {
    const { id, sizeBytes } = fileOf(caseId, evidence);
    const sealed = await this.#files.read(id, sizeBytes);
    const key = await this.#keyOf(caseId);
    const nonce = sealed?.subarray(0, AEAD_NONCE_BYTES) ?? new Uint8Array(0);
    const bytes = sealed?.subarray(AEAD_NONCE_BYTES) ?? new Uint8Array(0);
    const plain = openNative(key, nonce, bytes, this.#bound(caseId, evidence.id));
    if (plain === undefined) throw damaged(`evidence ${evidence.id} of case ${caseId}`);
    const salted = saltBytes(evidence);
    return { salt: plain.subarray(0, salted), content: plain.subarray(salted) };
  }

  putCopy(caseId: string, id: string, copy: Uint8Array): DocumentChange[] {
    return this.#files.put(copyId(caseId, id), copy);
  }

  /** A copy that was sealed to an authority; throws `STORE_CORRUPT` when it is not there. */
  async copy(caseId: string, id: string, sizeBytes: number): Promise<Uint8Array> {
    const copy = await this.#files.read(copyId(caseId, id), sizeBytes);
    if (copy === undefined) throw damaged(`the sealed copy of evidence ${id} of case ${caseId}`);
    return copy;
  }

  /** Removes files from the disk with every earlier state of them. */
  purge(files: Parameters<Files['purge']>[0]): Promise<void> {
    return this.#files.purge(files);
  }

  async #keyOf(caseId: string): Promise<Uint8Array> {
    const key = await this.#shelf.get(CASE_KEYS, caseId);
    if (key?.length !== AEAD_KEY_BYTES) throw damaged(`the key of case ${caseId}`);
    return key;
  }

  #bound(caseId: string, id: string): Uint8Array {
    return taggedBytes('case-evidence', this.#chainId, Buffer.from(`${caseId}.${id}`));
  }
}

/** The file of evidence under the key of its case. */
export function fileOf(caseId: string, evidence: Kept) {
  const sizeBytes = AEAD_NONCE_BYTES + saltBytes(evidence) + evidence.sizeBytes + TAG_BYTES;
  return { id: `${caseId}.${evidence.id}`, sizeBytes };
}

/** The file of a copy that was sealed to an authority. */
export function copyId(caseId: string, id: string): string {
  return `${caseId}.${id}.sealed`;
}

function saltBytes({ commitment }: Kept): number {
  return commitment === '' ? 0 : SALT_BYTES;
}

function damaged(what: string): StorageError {
  return new StorageError('STORE_CORRUPT', `${what} is lost or damaged`);
}
