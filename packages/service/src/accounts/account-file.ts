import { open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AEAD_NONCE_BYTES, concatBytes, taggedBytes } from '@mingjing/crypto';
import { openNative, randomBytes, sealNative } from '@mingjing/crypto/node';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { ServiceError, type ServiceErrorCode } from '../errors.ts';
import { createTexts } from '../text/texts.ts';
import type { Account } from './account.ts';
import type { Invitation } from './invitation.ts';

/** Everything that is kept of accounts. */
export interface AccountBook {
  readonly accounts: readonly Account[];
  readonly invitations: readonly Invitation[];
}

const ACCOUNT_FORMAT = 1;
/** More people than one organisation lets into one program; each takes some 600 bytes. */
export const ACCOUNTS_MAX = 256;
/** Links that are open, or over for less than a week; used ones make room first. */
export const INVITATIONS_MAX = 64;

const MAGIC = Buffer.from('mingjing-accounts\n');
const HEAD_BYTES = MAGIC.length + 2;
const FILE_BYTES_MAX = 1024 * 1024;
const PRIVATE_MODE = 0o600;
const texts = createTexts();

const text = Type.String({ maxLength: 4096 });
const time = Type.Number({ minimum: 0 });
const person = { officer: text, role: text, publicKey: text };
const factor = Type.Union([
  Type.Object({ kind: Type.Literal('time-code'), secret: text, lastStep: Type.Integer() }),
  Type.Object({
    ...{ kind: Type.Literal('passkey'), credentialId: text, publicKey: text },
    counter: Type.Integer({ minimum: 0 }),
  }),
]);
const bookSchema = Type.Object({
  accounts: Type.Array(
    Type.Object({
      ...{ ...person, factor, enrolledAt: time, loggedInAt: time },
      failures: Type.Object({ count: Type.Integer({ minimum: 0 }), lastAt: time }),
    }),
    { maxItems: ACCOUNTS_MAX },
  ),
  invitations: Type.Array(
    Type.Object({
      ...{ ...person, hash: text, madeAt: time },
      usedAt: Type.Union([time, Type.Null()]),
    }),
    { maxItems: INVITATIONS_MAX },
  ),
});

/** Of which home a file of accounts is, and what seals it. */
export interface AccountFileOptions {
  /** Lies among the keys: no backup of the data has it. */
  readonly path: string;
  readonly chainId: string;
  readonly nodeId: string;
  /** 32 bytes; asked for when first needed, so that a home without accounts needs none. */
  key(): Uint8Array;
}

/**
 * Accounts in one sealed file of mode 0600, written anew at each change: whole or not at all.
 *
 *     "mingjing-accounts\n" | version u16 | nonce 12 | AES-256-GCM of the JSON of the book
 *
 * Bound data: tagged 'accounts', chain id | magic and version | node id.
 */
export class AccountFile {
  readonly #options: AccountFileOptions;

  constructor(options: AccountFileOptions) {
    this.#options = options;
  }

  /** The book; an empty one when there is no file. Throws `ServiceError`. */
  async read(): Promise<AccountBook> {
    const { path, key } = this.#options;
    const bytes = await readPrivate(path);
    if (bytes === undefined) return { accounts: [], invitations: [] };
    if (!bytes.subarray(0, MAGIC.length).equals(MAGIC) || bytes.length < HEAD_BYTES) {
      throw fault('ACCOUNTS_DAMAGED', path);
    }
    if (bytes.readUInt16BE(MAGIC.length) > ACCOUNT_FORMAT) throw fault('ACCOUNTS_TOO_NEW', path);
    const head = bytes.subarray(0, HEAD_BYTES);
    const nonce = bytes.subarray(HEAD_BYTES, HEAD_BYTES + AEAD_NONCE_BYTES);
    const sealed = bytes.subarray(HEAD_BYTES + AEAD_NONCE_BYTES);
    const opened = openNative(key(), nonce, sealed, this.#bound(head));
    if (opened === undefined) throw fault('ACCOUNTS_DAMAGED', path);
    const book: unknown = JSON.parse(Buffer.from(opened).toString('utf8'));
    if (!Value.Check(bookSchema, book)) throw fault('ACCOUNTS_DAMAGED', path);
    return book as unknown as AccountBook;
  }

  /** Replaces the book, on disk when it resolves. A `ServiceError` leaves the old one. */
  async write(book: AccountBook): Promise<void> {
    const { path, key } = this.#options;
    const version = Buffer.alloc(2);
    version.writeUInt16BE(ACCOUNT_FORMAT);
    const head = concatBytes(MAGIC, version);
    const nonce = randomBytes(AEAD_NONCE_BYTES);
    const plain = Buffer.from(JSON.stringify(book));
    const bytes = concatBytes(head, nonce, sealNative(key(), nonce, plain, this.#bound(head)));
    await replaceFile(path, bytes).catch((cause: unknown) => {
      throw fault('ACCOUNTS_UNWRITABLE', path, cause);
    });
  }

  #bound(head: Uint8Array): Uint8Array {
    const { chainId, nodeId } = this.#options;
    return taggedBytes('accounts', chainId, head, Buffer.from(nodeId));
  }
}

async function readPrivate(path: string): Promise<Buffer | undefined> {
  try {
    const { mode, size } = await stat(path);
    if ((mode & 0o777 & ~PRIVATE_MODE) !== 0) throw fault('ACCOUNTS_MODE', path);
    if (size > FILE_BYTES_MAX) throw fault('ACCOUNTS_DAMAGED', path);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault('ACCOUNTS_UNREADABLE', path, cause);
  }
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', PRIVATE_MODE);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function fault(code: ServiceErrorCode, path: string, cause?: unknown): ServiceError {
  return new ServiceError(code, texts.both(`service.${code}`, { path }), cause);
}
