import { bytesToHex } from '@mingjing/crypto';
import { JournalError } from '@mingjing/journal';
import { type QueryRefusal, SearchError, type SearchQuery } from '@mingjing/search';
import {
  type AnyRoute,
  defineRoute,
  type FieldTable,
  Problem,
  type Seeing,
  seeing,
  sightOf,
} from '@mingjing/service';
import Type, { type Static } from 'typebox';
import type { Host } from '../host.ts';
import type { ProvedHit } from './journal-search.ts';
import { isMaskedNetwork, maskedAddress, maskedSubject } from './mask-personal.ts';

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

/** What of an entry is a person's. */
export type EntryField = 'entry-address' | 'entry-subject';

/**
 * Entries of this program's journal, and of those it holds copies of, by their content, each with
 * the proof that it stands there. `fields`: who sees what is personal in them.
 */
export function journalSearchRoute(host: Host, fields: FieldTable<EntryField>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/journal/search',
    policy: 'bound',
    act: { source: 'access', event: 'journal-searched' },
    summary: 'Entries of the journals held here, newest first, each with its proof',
    schema: { query: searchQuery },
    async handler({ act, identity: { caller }, query }) {
      // Who sees networks asks by networks: else he would find out an address by trying.
      const isMasked = sightOf(fields['entry-address'], caller) !== 'clear';
      if (isMasked && query.address !== undefined && !isMaskedNetwork(query.address)) {
        throw problemOf({ field: 'address', reason: 'too-narrow' });
      }
      // What is looked for may be a person: it stays encrypted in the journal.
      const asked = JSON.stringify(query);
      if (Buffer.byteLength(asked) > QUERY_BYTES_MAX) {
        throw problemOf({ field: 'query', reason: 'too-long' });
      }
      act.subject = asked;
      const result = await host.search.search(queryOf(query)).catch(refuse);
      if (!result.ok) throw problemOf(result.refusal);
      act.counts = [result.hits.length];
      const see = seeing(fields, caller);
      return {
        json: {
          hits: result.hits.map((hit) => describeHit(hit, see)),
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

type AskRefusal = Pick<QueryRefusal, 'field'> & {
  readonly reason: QueryRefusal['reason'] | 'too-narrow';
};

function problemOf(refusal: AskRefusal | 'index-damaged'): Problem {
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

function describeHit({ document, log, opened, proof, stored }: ProvedHit, see: Seeing<EntryField>) {
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
    personal: typeof opened?.personal === 'object' ? describePersonal(opened.personal, see) : null,
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

function describePersonal(
  { sourceAddress, sourcePort, subject }: Exclude<NonNullable<Opened['personal']>, string>,
  see: Seeing<EntryField>,
) {
  const address = see('entry-address', sourceAddress, maskedAddress);
  return {
    source_address: address,
    // With the time a port tells one caller behind an address from the others.
    source_port: address === sourceAddress ? sourcePort : null,
    subject: see('entry-subject', subject, maskedSubject),
  };
}
