import { boundedText, PERSONAL_CHARS_MAX, type SearchDocument } from '../document.ts';
import { isInRange } from '../text/address.ts';
import { normalise, runsOf } from '../text/runs.ts';
import type { CheckedQuery } from './query.ts';
import { hasTerm } from './text-query.ts';

/**
 * Whether a document, taken from its source, is what a query looks for. This is the meaning of a
 * query; an index may say too much where it knows less than the source, and never too little.
 */
export function matches(document: SearchDocument, query: CheckedQuery): boolean {
  const { address, content, exact, from, origins, terms, to } = query;
  if (document.time < from || document.time >= to) return false;
  if (origins !== undefined && !origins.includes(document.origin)) return false;
  if (!exact.every(([field, value]) => document[field] === value)) return false;
  const { contents, personal, texts } = document;
  if (content !== undefined && !contents.includes(content)) return false;
  if (address !== undefined && !isInRange(personal.sourceAddress, address)) return false;
  if (terms.length === 0) return true;
  const plain = runsOf(normalise(boundedText(texts)));
  const own = runsOf(normalise(boundedText(personal.texts, PERSONAL_CHARS_MAX)));
  return terms.every((term) => hasTerm(plain, term) || hasTerm(own, term));
}
