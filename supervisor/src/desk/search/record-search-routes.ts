import type { Host, RecordSearch } from '@mingjing/host';
import { type QueryRefusal, SearchError, type SearchQuery } from '@mingjing/search';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type, { type Static } from 'typebox';
import type { DeskContext } from '../context.ts';
import type { Reader } from '../reads/subject-reads.ts';
import { RecordHits } from './record-hit.ts';

/** A hit with its checks and proof has some kilobytes. */
const LIMIT_MAX = 100;
const LIMIT_DEFAULT = 20;
/** Longer than any value that is taken: what is too long is told as such. */
const VALUE_CHARS_MAX = 4096;
/** What is journalled of a search has to fit the subject of an entry, beside the purpose. */
const QUERY_BYTES_MAX = 4096;

const value = Type.Optional(Type.String({ maxLength: VALUE_CHARS_MAX }));
const time = Type.Optional(Type.Integer({ minimum: 0 }));
const recordQuery = Type.Object(
  {
    ...{ text: value, author: value, organisation: value, subject: value, record: value },
    /** A commitment, or the hash of a text. */
    content: value,
    category: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
    height: Type.Optional(Type.Integer({ minimum: 1 })),
    ...{ from: time, to: time },
    limit: Type.Integer({ minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT }),
    cursor: value,
  },
  { additionalProperties: false },
);
type RecordQuery = Static<typeof recordQuery>;

/** Names of the query's fields as callers have them, by those of the index. */
const FIELD_NAMES: Readonly<Record<string, string>> = { actor: 'author', object: 'record' };

/** Records by their contents and by what the chain says of them. Each search is an act. */
export function recordSearchRoute({ host, reads }: DeskContext): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/desk/search/records',
    policy: 'bound',
    act: { source: 'supervision', event: 'records-searched' },
    summary: 'Records by text, author, organisation, content and time, newest first, with proofs',
    schema: { query: recordQuery },
    async handler(call) {
      const reader = reads.of(call);
      const { act, query } = call;
      const asked = JSON.stringify(query);
      if (Buffer.byteLength(asked) > QUERY_BYTES_MAX) {
        throw problemOf({ field: 'query', reason: 'too-long' });
      }
      // What is looked for may be a person: it stays encrypted in the journal.
      reader.about(asked);
      assertOrganisation(host, reader, query.organisation);
      const result = await searchOf(host).search(queryOf(query)).catch(refuse);
      if (!result.ok) throw problemOf(result.refusal);
      const hits = await new RecordHits(host).all(result.hits);
      act.counts = [hits.length];
      return {
        json: {
          hits,
          next_cursor: result.nextCursor,
          is_partial: result.isPartial,
          indexed: result.indexed,
          records: result.size,
        },
      };
    },
  });
}

/** The search of records, which a supervision node always has. */
export function searchOf({ records }: Host): RecordSearch {
  if (records === undefined) throw new Problem(503, 'search-unavailable');
  return records;
}

/** What is asked of all organisations is asked of those beyond a reader's scope, too. */
export function assertOrganisation(
  { replica }: Host,
  reader: Reader,
  organisation: string | undefined,
): void {
  if (organisation !== undefined) {
    reader.assertMaySee(organisation);
    return;
  }
  const all = [...replica.chain.state.registry.all('organisation')];
  if (!all.every(({ id }) => reader.maySee(id))) {
    throw new Problem(403, 'scope-organisation-needed');
  }
  for (const { id } of all) reader.assertMaySee(id);
}

function queryOf(query: RecordQuery): SearchQuery {
  const { author, category, height, record, ...rest } = query;
  return {
    ...rest,
    ...(author === undefined ? {} : { actor: author }),
    ...(record === undefined ? {} : { object: record }),
    ...(category === undefined ? {} : { category: String(category) }),
    ...(height === undefined ? {} : { height: String(height) }),
  };
}

/** The problem of a search that is not carried out. */
export function problemOf(refusal: QueryRefusal | 'index-damaged' | 'contents-closed'): Problem {
  if (typeof refusal === 'string') return new Problem(503, refusal);
  const field = FIELD_NAMES[refusal.field] ?? refusal.field;
  return new Problem(400, `search-${refusal.reason}`, { fields: { field }, members: { field } });
}

/** Gives what a search throws the form of a problem. */
export function refuse(cause: unknown): never {
  if (!(cause instanceof SearchError)) throw cause;
  const code = cause.code === 'SEARCH_BUSY' ? 'search-busy' : 'search-unavailable';
  throw new Problem(503, code, { cause, headers: { 'retry-after': '1' } });
}
