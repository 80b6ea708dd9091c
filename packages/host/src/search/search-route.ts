import { bytesToHex } from '@mingjing/crypto';
import { JournalError } from '@mingjing/journal';
import { type QueryRefusal, SearchError, type SearchQuery } from '@mingjing/search';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type, { type Static } from 'typebox';
import type { Host } from '../host.ts';
import type { ProvedHit } from './journal-search.ts';

/** A hit with its entry and proof has some kilobytes. */
const LIMIT_MAX = 100;
const LIMIT_DEFAULT = 20;
/** What is journalled of a search has to fit the subject of an entry, which takes 8 KiB. */
const QUERY_BYTES_MAX = 4096;
/** Longer than any value that is taken: what is too long is told as such. */
const VALUE_CHARS_MAX = 4096;

const value = Type.Optional(Type.String({ maxLength: VALUE_CHARS_MAX }));
const time = Type.Optional(Type.Integer({ minimum: 0 }));
const searchQuery = Type.Object(
  {
    ...{ text: value, actor: value, actor_tag: value, object: value, event: value },
    ...{ result: value, source: value, address: value, from: time, to: time },
    ...{ node: value, organisation: value },
    /** Origin lines of logs, separated by commas. */
    origins: value,
    limit: Type.Integer({ minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT }),
    cursor: value,
  },
  { additionalProperties: false },
);

/**
 * Entries of this program's journal, and of those it holds copies of, by their content, each with
 * the proof that it stands there.
 */
export function journalSearchRoute(host: Host): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/journal/search',
    policy: 'bound',
    act: { source: 'access', event: 'journal-searched' },
    summary: 'Entries of the journals held here, newest first, each with its proof',
    schema: { query: searchQuery },
    async handler({ act, query }) {
      // What is looked for may be a person: it stays encrypted in the journal.
      const asked = JSON.stringify(query);
      if (Buffer.byteLength(asked) > QUERY_BYTES_MAX) {
        throw problemOf({ field: 'query', reason: 'too-long' });
      }
      act.subject = asked;
      const result = await host.search.search(queryOf(query)).catch(refuse);
      if (!result.ok) throw problemOf(result.refusal);
      act.counts = [result.hits.length];
      return {
        json: {
          hits: result.hits.map(describeHit),
          next_cursor: result.nextCursor,
          is_partial: result.isPartial,
          logs: result.logs,
        },
      };
    },
  });
}

function queryOf(query: Static<typeof searchQuery>): SearchQuery {
  const { actor_tag: actorTag, origins, ...rest } = query;
  return {
    ...rest,
    ...(actorTag === undefined ? {} : { actorTag }),
    ...(origins === undefined ? {} : { origins: origins.split(',') }),
  };
}

function problemOf(refusal: QueryRefusal | 'index-damaged'): Problem {
  if (refusal === 'index-damaged') return new Problem(503, refusal);
  const { field, reason } = refusal;
  return new Problem(400, `search-${reason}`, { fields: { field }, members: { field } });
}

function refuse(cause: unknown): never {
  if (cause instanceof SearchError) {
    const code = cause.code === 'SEARCH_BUSY' ? 'search-busy' : 'search-unavailable';
    throw new Problem(503, code, { cause, headers: { 'retry-after': '1' } });
  }
  if (cause instanceof JournalError && cause.code === 'JOURNAL_DAMAGED') {
    throw new Problem(503, 'journal-damaged', { cause });
  }
  throw cause;
}

function describeHit({ document, log, opened, proof, stored }: ProvedHit) {
  const { bodyBytes, stub, stubBytes } = stored;
  return {
    origin: log.origin,
    node: document.node,
    organisation: document.organisation,
    source: log.source,
    index: stub.index,
    time: stub.time,
    actor_tag: document.actorTag,
    entry: opened === undefined ? null : describeEntry(document.result, opened),
    personal: typeof opened?.personal === 'object' ? describePersonal(opened.personal) : null,
    personal_withheld: withheldOf(opened),
    stub: Buffer.from(stubBytes).toString('base64'),
    body: bodyBytes === undefined ? null : Buffer.from(bodyBytes).toString('base64'),
    proof,
  };
}

type Opened = NonNullable<ProvedHit['opened']>;

/** Why a personal group that the entry has is not shown. */
function withheldOf(opened: Opened | undefined): 'restricted' | 'shredded' | null {
  const personal = opened?.personal;
  return personal === 'restricted' || personal === 'shredded' ? personal : null;
}

function describeEntry(result: string, { act, frame }: Opened) {
  return {
    event: frame.event,
    result,
    reason: frame.reason,
    block_height: frame.blockHeight,
    actor: act.actor,
    session: act.session,
    method: act.method,
    resource: act.resource,
    object: act.object,
    transaction_id: bytesToHex(act.transactionId),
  };
}

function describePersonal(personal: Exclude<Opened['personal'], string>) {
  const { sourceAddress, sourcePort, subject } = personal;
  return { source_address: sourceAddress, source_port: sourcePort, subject };
}
