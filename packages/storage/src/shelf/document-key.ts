import { assert } from '@mingjing/crypto';
import type { KeyRange } from '../key-value.ts';
import { asBuffer } from '../keys.ts';
import { DOCUMENT } from '../prefixes.ts';

// The name of a collection and the id of a document stand in the clear:
//
//     prefix (1) | len(collection) u8 | collection ascii | id ascii

const COLLECTION = /^[a-z][a-z0-9-]{0,31}$/;
const DOCUMENT_ID = /^[a-z0-9][a-z0-9._:-]{0,127}$/;

/** The key of a document. Ids are made by the program: one of another shape is a mistake. */
export function documentKey(collection: string, id: string): Uint8Array {
  assert(DOCUMENT_ID.test(id), `no id of a document: ${id}`);
  return Buffer.concat([collectionPrefix(collection), Buffer.from(id, 'ascii')]);
}

/** The id in a key of a collection. */
export function documentIdOf(collection: string, key: Uint8Array): string {
  return asBuffer(key).toString('ascii', collectionPrefix(collection).length);
}

/** Documents of a collection whose ids begin with `start`, those after or before `past` alone. */
export function documentRange(
  collection: string,
  { start = '', past, reverse = false }: { start?: string; past?: string; reverse?: boolean },
): Pick<KeyRange, 'from' | 'to' | 'reverse'> {
  const prefix = collectionPrefix(collection);
  const at = (text: string, end = '') => Buffer.concat([prefix, Buffer.from(text + end, 'latin1')]);
  const [first, end] = [at(start), at(start, '\x7f')];
  if (past === undefined) return { from: first, to: end, reverse };
  return reverse ? { from: first, to: at(past), reverse } : { from: at(past, '\0'), to: end };
}

function collectionPrefix(collection: string): Buffer {
  assert(COLLECTION.test(collection), `no name of a collection: ${collection}`);
  return Buffer.concat([
    Uint8Array.of(DOCUMENT, collection.length),
    Buffer.from(collection, 'ascii'),
  ]);
}
