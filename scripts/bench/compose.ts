// Signed transactions as request bodies, made before the clock runs.
import { randomBytes } from 'node:crypto';
import { composeTransaction } from '@mingjing/client';
import { keyId } from '@mingjing/crypto';
import { loadKeyFile, type Signer, signerFromSeed } from '@mingjing/crypto/node';
import {
  AttachmentRole,
  commitmentOf,
  type PoolItem,
  type RecordItem,
  SALT_BYTES,
  submitRequestCodec,
  UNIQUE_BYTES,
} from '@mingjing/protocol';

/** What a transaction of the load holds. */
export interface Shape {
  readonly records: number;
  /** Bytes of the attachment of each record; 0 for none. */
  readonly attachmentBytes: number;
}

/** A request body with what is known of it. */
export interface PreparedRequest {
  readonly body: Uint8Array;
  readonly transactions: number;
  /** Milliseconds; sent later it would be refused. */
  readonly staleAt: number;
}

/** Most of the five minutes that a transaction may wait; the rest is for it to be in a block. */
const VALID_MS = 280_000;
const FRESH_MS = 240_000;
/** As many characters as a subject may have, such as a SHA-256 digest in hex has. */
const SUBJECT_BYTES = 32;
const CATEGORY = 300;

interface Author {
  readonly keyId: Uint8Array;
  readonly signer: Signer;
}

export class Composer {
  readonly #chainId: string;
  readonly #authors: readonly Author[];
  #next = 0;

  constructor(chainId: string, keyFiles: readonly string[]) {
    this.#chainId = chainId;
    this.#authors = keyFiles.map((path) => {
      const { seed, publicKey } = loadKeyFile(path);
      return { keyId: keyId(publicKey), signer: signerFromSeed(seed) };
    });
  }

  /** One transaction; authors take turns. */
  item(shape: Shape): PoolItem {
    const author = this.#authors[this.#next++ % this.#authors.length];
    if (author === undefined) throw new Error('the network has no users');
    const attachments: PoolItem['attachments'] = [];
    const records: RecordItem[] = [];
    for (let index = 0; index < shape.records; index += 1) {
      const subject = randomBytes(SUBJECT_BYTES).toString('hex');
      const record: RecordItem = { category: CATEGORY, subject, attachments: [] };
      if (shape.attachmentBytes > 0) {
        const salt = randomBytes(SALT_BYTES);
        const content = randomBytes(shape.attachmentBytes);
        const commitment = commitmentOf(this.#chainId, salt, content);
        const role = AttachmentRole.content;
        record.attachments.push({ commitment, sizeBytes: content.length, role });
        attachments.push({ salt, content });
      }
      records.push(record);
    }
    const { bytes } = composeTransaction({
      chainId: this.#chainId,
      keyId: author.keyId,
      sign: author.signer.sign,
      validUntil: Date.now() + VALID_MS,
      unique: randomBytes(UNIQUE_BYTES),
      message: { type: 'recordsPublish', value: { records } },
    });
    return { transaction: bytes, attachments };
  }

  request(shape: Shape, transactions: number): PreparedRequest {
    const items = Array.from({ length: transactions }, () => this.item(shape));
    const staleAt = Date.now() + FRESH_MS;
    return { body: submitRequestCodec.encode({ items }), transactions, staleAt };
  }
}
