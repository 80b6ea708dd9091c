import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { AEAD_KEY_BYTES } from '@mingjing/crypto';

export const SECRET_BYTES = 32;
const KEY_CHECK_BYTES = 16;
const DAY_MS = 86_400_000;
const INFO = 'mingjing entry field key 1';
/** Persons active between two clearings; a key takes some 300 bytes. */
const CACHED_KEYS_MAX = 50_000;

/** The key of one person's personal groups on one UTC day, and the check a stub states. */
export interface FieldKey {
  readonly key: KeyObject;
  readonly check: Uint8Array;
}

/** The secrets of a journal. Losing a person's key is what shredding means. */
export interface PersonKeys {
  /** Secret under which actors become tags; the same for the life of the journal. */
  readonly tagKey: Uint8Array;
  /** The key of a person on a day; undefined when the person or the day has none. */
  fieldKey(person: string, day: number): FieldKey | undefined;
  /** Whether a person has a secret. */
  has(person: string): boolean;
  /** Makes the keys that lack, durable before it resolves. */
  ensure(persons: readonly string[], day: number): Promise<void>;
  /** Destroys a person's key: what was sealed under it can never be opened again. */
  remove(person: string): Promise<void>;
}

/** Days since the epoch, UTC. */
export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

/** Under whom the personal groups of unknown visitors of a day are sealed. No person has a `~`. */
export function strangerPerson(day: number): string {
  return `~stranger-${day}`;
}

/**
 * HKDF-SHA256 (RFC 5869) of the person's secret, salted with the day's: 32 bytes of key and 16 of
 * key check. One may be shown without the other, and neither leads back to a secret.
 */
export function deriveFieldKey(personSecret: Uint8Array, daySecret: Uint8Array): FieldKey {
  const size = AEAD_KEY_BYTES + KEY_CHECK_BYTES;
  const bytes = new Uint8Array(hkdfSync('sha256', personSecret, daySecret, INFO, size));
  return {
    key: createSecretKey(bytes.subarray(0, AEAD_KEY_BYTES)),
    check: bytes.slice(AEAD_KEY_BYTES),
  };
}

/** Field keys already derived; cleared when full and whenever a person is removed. */
export class FieldKeyCache {
  readonly #keys = new Map<string, { day: number; fieldKey: FieldKey }>();

  get(person: string, day: number, derive: () => FieldKey | undefined): FieldKey | undefined {
    const known = this.#keys.get(person);
    // One day per person: today's entries are many, a look at older ones derives again.
    if (known !== undefined && known.day === day) return known.fieldKey;
    const fieldKey = derive();
    if (fieldKey === undefined) return undefined;
    if (this.#keys.size >= CACHED_KEYS_MAX) this.#keys.clear();
    this.#keys.set(person, { day, fieldKey });
    return fieldKey;
  }

  forget(person: string): void {
    this.#keys.delete(person);
  }
}
