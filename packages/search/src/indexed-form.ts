import { createHash } from 'node:crypto';
import { hmacSha256 } from '@mingjing/crypto';
import {
  boundedText,
  EXACT_FIELDS,
  type ExactField,
  PERSONAL_CHARS_MAX,
  type SearchDocument,
} from './document.ts';
import type { CheckedQuery } from './query/query.ts';
import { addressPrefixes, coveringPrefix } from './text/address.ts';
import { normalise, type Run, runsOf } from './text/runs.ts';
import { charactersOf, termsOf } from './text/terms.ts';

export const BLIND_KEY_BYTES = 32;
/** A type letter and eight bytes: equal by chance once in 2^64. */
const KEY_BYTES = 9;
const HASH_BYTES = KEY_BYTES - 1;
const CACHED_KEYS_MAX = 50_000;
const LETTERS: Readonly<Record<ExactField | 'address' | 'personal', string>> = {
  kind: 'k',
  origin: 'l',
  source: 's',
  node: 'n',
  organisation: 'u',
  event: 'e',
  result: 'r',
  actor: 'a',
  actorTag: 't',
  object: 'o',
  address: 'i',
  personal: 'p',
};

/** What an index stores of a document. */
export interface IndexedForm {
  /** Keyed hashes of exact values, address prefixes and personal terms, nine bytes each. */
  readonly keys: Uint8Array;
  /** The normalised free texts. */
  readonly text: string;
}

/**
 * Turns values into keys that say nothing without the secret: HMAC-SHA256(secret, letter | value),
 * first eight bytes. Equal values have equal keys, which is what makes them searchable.
 */
export class Blinder {
  readonly #code: (message: Uint8Array) => Uint8Array;
  readonly #cache = new Map<string, Buffer>();

  constructor(secret: Uint8Array) {
    this.#code = hmacSha256(secret);
  }

  /** Names the secret without giving it away: an index made with another one is not used. */
  get check(): string {
    return this.#key('check', '').toString('hex');
  }

  key(type: keyof typeof LETTERS, value: string): Buffer {
    return this.#key(LETTERS[type], value);
  }

  /** The keys of a text that may be personal, each once. */
  personal(runs: readonly Run[]): Buffer[] {
    const terms = [...termsOf(runs), ...charactersOf(runs)];
    return [...new Set(terms)].map((term) => this.key('personal', term));
  }

  #key(letter: string, value: string): Buffer {
    const name = letter + value;
    const known = this.#cache.get(name);
    if (known !== undefined) return known;
    if (this.#cache.size >= CACHED_KEYS_MAX) this.#cache.clear();
    const hash = this.#code(Buffer.from(name));
    const key = Buffer.concat([Buffer.from(letter.slice(0, 1)), hash.subarray(0, HASH_BYTES)]);
    this.#cache.set(name, key);
    return key;
  }
}

/** What is stored of a document; the same document and secret always give the same. */
export function indexedForm(document: SearchDocument, blinder: Blinder): IndexedForm {
  const { personal, texts } = document;
  const exact = EXACT_FIELDS.filter((field) => document[field] !== '').map((field) =>
    blinder.key(field, document[field]),
  );
  const prefixes = addressPrefixes(personal.sourceAddress);
  const own = blinder.personal(runsOf(normalise(boundedText(personal.texts, PERSONAL_CHARS_MAX))));
  return {
    keys: Buffer.concat([
      ...exact,
      ...prefixes.map((prefix) => blinder.key('address', prefix)),
      ...own,
    ]),
    text: normalise(boundedText(texts)),
  };
}

/** What a row stands for: place, time, leaf and everything that is searched. */
export function rowDigest(
  row: Pick<SearchDocument, 'origin' | 'position' | 'leafHash' | 'time'>,
  { keys, text }: IndexedForm,
): Uint8Array {
  const head = JSON.stringify([row.origin, row.position, row.time, keys.length]);
  const hash = createHash('sha256').update(head).update(row.leafHash).update(keys);
  return hash.update(text).digest();
}

/** The running hash of a span after a further row; the first follows on `EMPTY_DIGEST`. */
export function spanDigest(before: Uint8Array, row: Uint8Array): Uint8Array {
  return createHash('sha256').update(before).update(row).digest();
}

export const EMPTY_DIGEST: Uint8Array = new Uint8Array(32);

/** Keys as words of the index. */
export function keyWords(keys: Uint8Array): string[] {
  const words: string[] = [];
  const bytes = Buffer.from(keys.buffer, keys.byteOffset, keys.byteLength);
  for (let at = 0; at + KEY_BYTES <= bytes.length; at += KEY_BYTES) {
    words.push(keyWord(bytes.subarray(at, at + KEY_BYTES)));
  }
  return words;
}

/** One key as a word: its letter, then hexadecimal. */
export function keyWord(key: Buffer): string {
  return key.toString('latin1', 0, 1) + key.toString('hex', 1);
}

/** The words of the exact filters of a query: one of each group must be there. */
export function queryKeys(query: CheckedQuery, blinder: Blinder): string[][] {
  const { address, exact, origins } = query;
  const groups = exact.map(([field, value]) => [keyWord(blinder.key(field, value))]);
  if (origins !== undefined) {
    groups.push(origins.map((origin) => keyWord(blinder.key('origin', origin))));
  }
  if (address !== undefined) {
    groups.push([keyWord(blinder.key('address', coveringPrefix(address)))]);
  }
  return groups;
}
