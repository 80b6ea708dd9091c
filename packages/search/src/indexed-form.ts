import { createHmac, hash } from 'node:crypto';
import {
  boundedText,
  type DocumentKind,
  type LogField,
  logFieldsOf,
  PERSONAL_CHARS_MAX,
  type SearchDocument,
} from './document.ts';
import type { CheckedQuery } from './query/query.ts';
import { addressPrefixes, coveringPrefix } from './text/address.ts';
import { PairCache } from './text/pair-cache.ts';
import { normalise, type Run, runsOf } from './text/runs.ts';
import { eachCharacter, eachPair, pairText, termsOf } from './text/terms.ts';
import { WordCode } from './text/word-code.ts';

export const BLIND_KEY_BYTES = 32;
/**
 * Of a word. Among ten million different ones some other has the same bytes once in 10^5 look-ups,
 * and the hit that it gives too much is not what is meant.
 */
export const WORD_BYTES = 5;
/** Of a leaf hash, beside the row: which entry it is, and no proof, which comes from the log. */
export const LEAF_MARK_BYTES = 8;
/** Values whose words are remembered, and the length up to which they are taken to come again. */
const CACHED_VALUES_MAX = 50_000;
const CACHED_CHARS_MAX = 48;
/** Of a long object these tell enough. */
const OBJECT_WORDS_MAX = 16;
/** The first letter of what is hashed, so that equal values of different fields differ. */
const LETTERS = {
  event: 'e',
  result: 'r',
  actor: 'a',
  actorTag: 't',
  object: 'o',
  subject: 's',
  category: 'k',
  height: 'h',
  organisation: 'g',
  content: 'c',
  address: 'i',
  text: 'w',
} as const;
type WordType = keyof typeof LETTERS;
const WORD_FIELDS = [
  'event',
  'result',
  'actor',
  'actorTag',
  'subject',
  'category',
  'height',
] as const;
type WordField = (typeof WORD_FIELDS)[number];

/**
 * Turns values into words that say nothing without the secret: HMAC-SHA256(secret, letter | value),
 * first five bytes. Equal values have equal words, which is what makes them searchable.
 */
export class Blinder {
  /** Names the secret without giving it away: an index made with another one is not used. */
  readonly check: string;
  readonly #code: WordCode;
  readonly #cache = new Map<string, readonly number[]>();
  readonly #pairs = new PairCache((first, second) => this.#word('text', pairText(first, second)));

  constructor(secret: Uint8Array) {
    this.#code = new WordCode(secret, WORD_BYTES);
    const check = createHmac('sha256', secret).update('check').digest();
    this.check = check.toString('hex', 0, LEAF_MARK_BYTES);
  }

  word(type: WordType, value: string): number {
    return this.#hashed(type + value, () => [this.#word(type, value)])[0] as number;
  }

  /** The words that an address is found by, one for each of its prefixes. */
  address(address: string): readonly number[] {
    return this.#hashed(`of-address ${address}`, () =>
      addressPrefixes(address).map((prefix) => this.#word('address', prefix)),
    );
  }

  /** The words that a text is found by: its words, pairs and single CJK characters. */
  text(text: string): readonly number[] {
    return this.#hashed(`of-text ${text}`, () => this.#textWords(runsOf(normalise(text))));
  }

  #textWords(runs: readonly Run[]): number[] {
    const words: number[] = [];
    const add = (first: number, second: number) => words.push(this.#pairs.of(first, second));
    for (const { isCjk, text } of runs) {
      if (isCjk) eachPair(text, add);
      else words.push(this.word('text', text));
    }
    for (const { isCjk, text } of runs) {
      if (isCjk) eachCharacter(text, (character) => add(0, character));
    }
    return words;
  }

  #hashed(name: string, make: () => number[]): readonly number[] {
    if (name.length > CACHED_CHARS_MAX) return make();
    const known = this.#cache.get(name);
    if (known !== undefined) return known;
    if (this.#cache.size >= CACHED_VALUES_MAX) this.#cache.clear();
    const words = make();
    this.#cache.set(name, words);
    return words;
  }

  #word(type: WordType, value: string): number {
    return this.#code.of(LETTERS[type] + value);
  }
}

/**
 * What an index stores of a document: the words that it is found by, each once, five bytes each.
 * The same document and secret always give the same.
 */
export function indexedForm(document: SearchDocument, blinder: Blinder): Uint8Array {
  const { contents, kind, object, organisation, personal, texts } = document;
  const words = new Set<number>();
  const add = (more: readonly number[]) => {
    for (const word of more) words.add(word);
  };
  for (const field of WORD_FIELDS) {
    if (document[field] !== '') words.add(blinder.word(field, document[field]));
  }
  if (kind === 'record' && organisation !== '')
    words.add(blinder.word('organisation', organisation));
  for (const content of contents) words.add(blinder.word('content', content));
  add(blinder.address(personal.sourceAddress));
  if (object !== '') add(objectWords(object, blinder));
  for (const text of withinBound(texts)) add(blinder.text(text));
  for (const text of withinBound(personal.texts, PERSONAL_CHARS_MAX)) add(blinder.text(text));
  return packedWords(words);
}

/** Objects are long and mostly differ: one is found by the words of its text, if it has any. */
function objectWords(object: string, blinder: Blinder): readonly number[] {
  const words = blinder.text(boundedText([object]));
  return words.length > 0 ? words : [blinder.word('object', object)];
}

/** Texts one by one, which is cheaper, as long as all of them are searched whole. */
function withinBound(texts: readonly string[], charsMax?: number): readonly string[] {
  const bounded = boundedText(texts, charsMax);
  const chars = texts.reduce((sum, text) => sum + text.length + 1, 0);
  return bounded.length + texts.length >= chars ? texts : [bounded];
}

/** Words one after the other, five bytes each, in their order. */
export function packedWords(words: Iterable<number>): Uint8Array {
  const all = [...words];
  const bytes = Buffer.allocUnsafe(all.length * WORD_BYTES);
  let at = 0;
  for (const word of all) at = bytes.writeUIntBE(word, at, WORD_BYTES);
  return bytes;
}

/** The words that were packed. */
export function wordsOf(packed: Uint8Array): number[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const count = Math.floor(bytes.length / WORD_BYTES);
  return Array.from({ length: count }, (_, i) => bytes.readUIntBE(i * WORD_BYTES, WORD_BYTES));
}

/** What a row stands for: place, time, leaf and everything that is searched. */
export function rowDigest(document: SearchDocument, words: Uint8Array): Uint8Array {
  const { leafHash, origin, position, time } = document;
  const leaf = leafMark(leafHash);
  return storedDigest({ ...logFieldsOf(document), origin }, { position, time, leaf, words });
}

/** What a row has of its leaf hash. */
export function leafMark(leafHash: Uint8Array): Uint8Array {
  return leafHash.subarray(0, LEAF_MARK_BYTES);
}

/** A row as it is stored. */
export interface Row {
  readonly position: number;
  readonly time: number;
  readonly leaf: Uint8Array;
  readonly words: Uint8Array;
}

/** `rowDigest` of what a row holds now. */
export function storedDigest(
  log: Pick<SearchDocument, 'origin' | LogField>,
  { leaf, position, time, words }: Row,
): Uint8Array {
  const { kind, node, organisation, origin, source } = log;
  const head = JSON.stringify([origin, kind, source, node, organisation, position, time]);
  return hash('sha256', Buffer.concat([Buffer.from(head), leaf, words]), 'buffer');
}

/** The running hash of a span after a further row; the first follows on `EMPTY_DIGEST`. */
export function spanDigest(before: Uint8Array, row: Uint8Array): Uint8Array {
  return hash('sha256', Buffer.concat([before, row]), 'buffer');
}

export const EMPTY_DIGEST: Uint8Array = new Uint8Array(32);

/**
 * The words that whatever a query means has in the logs of a kind, packed as those of a row are;
 * maybe none.
 */
export function queryWords(query: CheckedQuery, blinder: Blinder, kind: DocumentKind): Uint8Array {
  const { address, content, exact, terms } = query;
  const words = exact.flatMap(([field, value]) => {
    if (field === 'object') return objectWords(value, blinder).slice(0, OBJECT_WORDS_MAX);
    if (field === 'organisation' && kind === 'record') return [blinder.word(field, value)];
    return isWordField(field) ? [blinder.word(field, value)] : [];
  });
  if (content !== undefined) words.push(blinder.word('content', content));
  if (address !== undefined) words.push(blinder.word('address', coveringPrefix(address)));
  // A CJK run is looked up by its pairs: where they all are, it may be, and who opens the hit sees.
  for (const term of terms.flatMap(({ runs }) => termsOf(runs))) {
    words.push(blinder.word('text', term));
  }
  return packedWords(new Set(words));
}

function isWordField(field: string): field is WordField {
  return WORD_FIELDS.some((each) => each === field);
}
