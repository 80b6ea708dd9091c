import { AEAD_NONCE_BYTES, assert, concatBytes, taggedBytes } from '@mingjing/crypto';
import { openNative, randomBytes, sealNative } from '@mingjing/crypto/node';
import type { PersonKeys } from '@mingjing/journal';
import { StorageError } from '@mingjing/storage';

// A person has one key here, whatever the day: what of his goes, goes whole.
const DAY = 0;

export interface PersonBoxParts {
  /** One key for each person, beside no other data. */
  readonly keys: PersonKeys;
  readonly chainId: string;
}

/**
 * Seals what is kept of a person under that person's key:
 *
 *     nonce 12 | AES-256-GCM of JSON      bound data: tagged TAG, chain id | user id
 */
export class PersonBox {
  readonly #parts: PersonBoxParts;

  constructor(parts: PersonBoxParts) {
    this.#parts = parts;
  }

  /** Seals a value, in base64url; the person's key is durable before. */
  async seal(tag: string, user: string, value: unknown): Promise<string> {
    const { keys } = this.#parts;
    await keys.ensure([user], DAY);
    const fieldKey = keys.fieldKey(user, DAY);
    assert(fieldKey !== undefined, 'a key that was made is there');
    const nonce = randomBytes(AEAD_NONCE_BYTES);
    const bytes = Buffer.from(JSON.stringify(value));
    const box = sealNative(fieldKey.key.export(), nonce, bytes, this.#bound(tag, user));
    return Buffer.from(concatBytes(nonce, box)).toString('base64url');
  }

  /**
   * What was sealed; undefined when the person's key is gone. Throws `STORE_CORRUPT` when it is
   * another one, or what opens has another shape.
   */
  open<T>(
    tag: string,
    user: string,
    text: string,
    isValid: (value: unknown) => value is T,
  ): T | undefined {
    const fieldKey = this.#parts.keys.fieldKey(user, DAY);
    if (fieldKey === undefined) return undefined;
    const sealed = Buffer.from(text, 'base64url');
    const nonce = sealed.subarray(0, AEAD_NONCE_BYTES);
    const box = sealed.subarray(AEAD_NONCE_BYTES);
    const bytes = openNative(fieldKey.key.export(), nonce, box, this.#bound(tag, user));
    const value: unknown = bytes && JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (isValid(value)) return value;
    // The database is whole, so the keys beside it are those of another one.
    throw new StorageError(
      'STORE_CORRUPT',
      `the key of ${user} does not open what is in the vault`,
    );
  }

  #bound(tag: string, user: string): Uint8Array {
    return taggedBytes(tag, this.#parts.chainId, Buffer.from(user));
  }
}
