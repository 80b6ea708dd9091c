/** What is found: an entry of a journal, or a record of the chain. */
export const DOCUMENT_KINDS = ['entry', 'record'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/**
 * One thing to be found. It is taken from its source whenever it is needed, for the index and
 * again to check a hit, so the same source must always give the same document.
 */
export interface SearchDocument {
  readonly kind: DocumentKind;
  /** Origin line of the log; of a record the origin that its feeder gave the record tree. */
  readonly origin: string;
  /** Index in that log or tree, from 0 without gaps. */
  readonly position: number;
  /** Leaf hash (RFC 6962) of the stub or the record: 32 bytes. */
  readonly leafHash: Uint8Array;
  /** Ms UTC. */
  readonly time: number;
  /** Exact, compared byte for byte; an empty text is no value and is never found. */
  readonly source: string;
  readonly node: string;
  /** Whose log it is; of a record its author's, so that each document has its own. */
  readonly organisation: string;
  /** From here on each document has its own; what is above is the same in all of a log. */
  readonly event: string;
  readonly result: string;
  readonly actor: string;
  /** Lower-case hexadecimal: how an actor is looked for in the log of another program. */
  readonly actorTag: string;
  readonly object: string;
  /** Of a record: what its author and its service call it, and the height of its block. */
  readonly subject: string;
  readonly category: string;
  readonly height: string;
  /**
   * Names of what it contains, in lower-case hexadecimal: commitments, and hashes of texts, so that
   * a copy of a content is found under another commitment.
   */
  readonly contents: readonly string[];
  /** Free texts, Chinese and other. */
  readonly texts: readonly string[];
  /** What is personal is never stored as it is; see `Blinder`. */
  readonly personal: {
    /** IPv4 or IPv6 address the act came from; empty when unknown or shredded. */
    readonly sourceAddress: string;
    readonly texts: readonly string[];
  };
}

/** The fields that are found by their exact value. */
export const EXACT_FIELDS = [
  'kind',
  'origin',
  'source',
  'node',
  'organisation',
  'event',
  'result',
  'actor',
  'actorTag',
  'object',
  'subject',
  'category',
  'height',
] as const;
export type ExactField = (typeof EXACT_FIELDS)[number];

/** Those of them that all documents of one log share, so that an index keeps them once. */
export const LOG_FIELDS = ['kind', 'source', 'node', 'organisation'] as const;
export type LogField = (typeof LOG_FIELDS)[number];
export type LogFields = Pick<SearchDocument, LogField>;

/** What all documents of a log share, out of one of them; empty where they share nothing. */
export function logFieldsOf({ kind, node, organisation, source }: LogFields): LogFields {
  return { kind, source, node, organisation: kind === 'record' ? '' : organisation };
}

/** Whether two documents may stand in one log. */
export function shareLog(one: LogFields, other: LogFields): boolean {
  const [a, b] = [logFieldsOf(one), logFieldsOf(other)];
  return LOG_FIELDS.every((field) => a[field] === b[field]);
}

/** Characters of the texts of one document that are searched; what is beyond is not found. */
export const TEXT_CHARS_MAX = 8192;
/** Times up to the year 4199. */
export const TIME_MAX = 2 ** 46;

/** The same of the personal texts, which are never stored as they are. */
export const PERSONAL_CHARS_MAX = 1024;

/** As much of a text as may be searched; the rest of a long one is not held on to. */
export function searchedPart(text: string): string {
  // One more than counts, so that it still shows that there was more.
  const end = TEXT_CHARS_MAX + 1;
  return text.length <= end ? text : Buffer.from(text.slice(0, end)).toString();
}

/** Several texts as one, within a bound; whole characters only. */
export function boundedText(texts: readonly string[], charsMax = TEXT_CHARS_MAX): string {
  const joined = texts.filter((text) => text !== '').join('\n');
  if (joined.length <= charsMax) return joined;
  return joined
    .slice(0, charsMax)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
}
