import pg from 'pg';
import { batchRefusal, replacementRefusal } from '../check-batch.ts';
import { logFieldsOf, type SearchDocument, shareLog } from '../document.ts';
import { SearchError } from '../errors.ts';
import {
  Blinder,
  EMPTY_DIGEST,
  indexedForm,
  leafMark,
  type Row,
  spanDigest,
  storedDigest,
} from '../indexed-form.ts';
import type { IndexedLog } from '../log.ts';
import { encodeCursor } from '../query/cursor.ts';
import { checkQuery, type SearchQuery } from '../query/query.ts';
import {
  type IndexStatistics,
  type IndexVerdict,
  type LogPosition,
  type OpenedIndex,
  type SearchBatch,
  type SearchIndex,
  type SearchResult,
  SPAN,
  type SpanState,
} from '../search-index.ts';
import { codedError } from './coded.ts';
import { RowTable, rowOf } from './row-table.ts';
import { assertSchemaName, makeSchema, type PostgresPurpose, prepareSchema } from './schema.ts';
import { searchStatement } from './search-statement.ts';

/** Connections of one index: one that writes, the others answer. */
const CONNECTIONS_MAX = 4;
/** Queries that wait for one of them at most; more are refused. */
const WAITING_MAX = 64;
/** A query that takes longer is given up: it asks too much of this database. */
const STATEMENT_MS = 10_000;
/** A batch is written whole or not at all, and would be tried again for ever by a slow database. */
const WRITE_STATEMENT_MS = 300_000;
const CONNECT_MS = 10_000;
/** Ids of log and row are ours alone, whichever programs share the database. */
const LOCK = 'SELECT pg_advisory_xact_lock(hashtext($1))';

export interface PostgresIndexOptions {
  /** Where the database is and as whom; a host that begins with `/` is the folder of a socket. */
  readonly connection: pg.ClientConfig;
  /** Schema that this index has for itself: small letters, digits, `_`. */
  readonly schema: string;
  readonly chainId: string;
  /** 32 secret bytes, kept apart from the index; see `Blinder`. */
  readonly blindKey: Uint8Array;
}

/** The index in a PostgreSQL database, for whoever outgrows one machine. */
export class PostgresIndex implements SearchIndex {
  readonly #pool: pg.Pool;
  readonly #blinder: Blinder;
  readonly #purpose: PostgresPurpose;
  #isClosed = false;
  #waiting = 0;

  constructor({ blindKey, chainId, connection, schema }: PostgresIndexOptions) {
    assertSchemaName(schema);
    this.#blinder = new Blinder(blindKey);
    this.#purpose = { schema, chainId, keyCheck: this.#blinder.check };
    this.#pool = new pg.Pool({
      ...connection,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_MS,
      allowExitOnIdle: true,
      application_name: 'mingjing-search',
    });
    // A connection that ends while nobody uses it: the next call opens another one, or is told.
    this.#pool.on('error', () => undefined);
  }

  /** Opens the index of a schema, or begins it anew. Throws `SearchError`. */
  static async open(options: PostgresIndexOptions): Promise<OpenedIndex<PostgresIndex>> {
    const index = new PostgresIndex(options);
    try {
      const replaced = await index.#connected((client) => prepareSchema(client, index.#purpose));
      if (replaced !== undefined) await index.rebuild();
      return { index, replaced };
    } catch (error) {
      await index.close();
      throw error;
    }
  }

  async add(batch: SearchBatch): Promise<void> {
    await this.#wholly(async (client) => {
      const known = await this.#log(client, batch.origin);
      const refusal = batchRefusal(batch, known?.next ?? 0);
      if (refusal !== undefined) throw refusal;
      const [sample] = batch.documents;
      if (sample === undefined) return;
      const log = known ?? (await this.#newLog(client, sample));
      if (!shareLog(log, sample)) {
        throw new SearchError('SEARCH_OUTDATED', `what is known of ${log.origin} has changed`);
      }
      const rows = batch.documents.map((document) => this.#row(document));
      const setback = await this.#table(client).append(log, rows);
      const end = batch.first + rows.length;
      await client.query(
        `UPDATE ${this.#schema}.log SET next = $2, setback = greatest(setback, $3) WHERE id = $1`,
        [log.id, end, setback],
      );
      await this.#addToSpans(client, log, rows);
    });
  }

  async replace(batch: SearchBatch): Promise<void> {
    await this.#wholly(async (client) => {
      const log = await this.#log(client, batch.origin);
      const refusal = replacementRefusal(batch, log?.next ?? 0);
      if (refusal !== undefined) throw refusal;
      if (log === undefined || batch.documents.length === 0) return;
      await this.#table(client).replace(
        log,
        batch.documents.map((each) => this.#row(each)),
      );
      const end = batch.first + batch.documents.length;
      for (let first = batch.first - (batch.first % SPAN); first < end; first += SPAN) {
        const { count, digest } = await this.#span(client, log, first);
        await this.#saveSpan(client, log, { first, count, digest });
      }
    });
  }

  async query(query: SearchQuery): Promise<SearchResult> {
    const checked = checkQuery(query);
    if (!checked.ok) return checked;
    const { limit, name } = checked.value;
    return this.#connected(async (client) => {
      const logs = await this.#logs(client);
      const tools = { blinder: this.#blinder, schema: this.#schema };
      const statement = searchStatement(checked.value, logs, tools);
      if (statement === undefined)
        return { ok: true, hits: [], nextCursor: null, isPartial: false };
      const byId = new Map(logs.map((log) => [log.id, log]));
      const found = await client.query(statement.text, [...statement.values]);
      const hits = found.rows.slice(0, limit).flatMap((stored) => {
        const log = byId.get(stored.log);
        if (log === undefined) return [];
        const { highest, ...row } = rowOf(stored);
        const rank = { time: highest, log: log.id, position: row.position };
        return {
          ...{ kind: log.kind, origin: log.origin, position: row.position, leaf: row.leaf },
          ...{ time: row.time, digest: storedDigest(log, row), cursor: encodeCursor(name, rank) },
        };
      });
      const hasMore = found.rows.length > limit;
      const nextCursor = hasMore ? (hits.at(-1)?.cursor ?? null) : null;
      return { ok: true, hits, nextCursor, isPartial: false };
    });
  }

  positions(): Promise<LogPosition[]> {
    return this.#connected(async (client) => {
      return (await this.#logs(client)).map(({ next, origin }) => ({ origin, next }));
    });
  }

  span(origin: string, first: number): Promise<SpanState> {
    return this.#connected(async (client) => {
      const log = await this.#log(client, origin);
      return log === undefined ? spanOf([]) : this.#span(client, log, first);
    });
  }

  /** Rows against their running hashes. That the inverted index has the words is the database's. */
  async verify(): Promise<IndexVerdict> {
    try {
      return await this.#connected((client) => this.#verify(client));
    } catch (error) {
      if (error instanceof SearchError && error.code === 'SEARCH_DAMAGED') {
        return { ok: false, part: 'file' };
      }
      throw error;
    }
  }

  rebuild(): Promise<void> {
    return this.#connected((client) => makeSchema(client, this.#purpose));
  }

  statistics(): Promise<IndexStatistics> {
    return this.#connected(async (client) => {
      const logs = (await this.#logs(client)).map(({ next, origin }) => ({ origin, next }));
      const sizes = await client.query(
        `SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bytes FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'`,
        [this.#schema],
      );
      const documents = logs.reduce((sum, { next }) => sum + next, 0);
      return { documents, bytes: Number(sizes.rows[0]?.bytes ?? 0), logs };
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#pool.end();
  }

  get #schema(): string {
    return this.#purpose.schema;
  }

  #table(client: pg.ClientBase): RowTable {
    return new RowTable(client, this.#schema);
  }

  #row(document: SearchDocument): Row {
    const { leafHash, position, time } = document;
    const words = indexedForm(document, this.#blinder);
    return { position, time, leaf: leafMark(leafHash), words };
  }

  async #logs(client: pg.ClientBase): Promise<IndexedLog[]> {
    // Ascending by bytes, whatever order the database has for texts.
    const found = await client.query(
      `SELECT * FROM ${this.#schema}.log ORDER BY origin COLLATE "C"`,
    );
    return found.rows.map(({ next, setback, ...log }) => ({
      ...log,
      ...{ next: Number(next), setback: Number(setback) },
    }));
  }

  async #log(client: pg.ClientBase, origin: string): Promise<IndexedLog | undefined> {
    return (await this.#logs(client)).find((log) => log.origin === origin);
  }

  async #newLog(client: pg.ClientBase, sample: SearchDocument): Promise<IndexedLog> {
    const { kind, node, organisation, source } = logFieldsOf(sample);
    const made = await client.query(
      `INSERT INTO ${this.#schema}.log (origin, kind, source, node, organisation)
       VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [sample.origin, kind, source, node, organisation],
    );
    const { origin } = sample;
    const id = Number(made.rows[0]?.id);
    return { id, origin, kind, source, node, organisation, next: 0, setback: 0 };
  }

  async #span(client: pg.ClientBase, log: IndexedLog, first: number): Promise<SpanState> {
    const rows = await this.#table(client).rows(log, first, first + SPAN);
    return spanOf(rows.map((row) => storedDigest(log, row)));
  }

  async #addToSpans(client: pg.ClientBase, log: IndexedLog, rows: readonly Row[]): Promise<void> {
    const bySpan = Map.groupBy(rows, ({ position }) => position - (position % SPAN));
    for (const [first, added] of bySpan) {
      const before = await this.#statedSpan(client, log, first);
      const digests = added.map((row) => storedDigest(log, row));
      const digest = digests.reduce(spanDigest, before.digest);
      await this.#saveSpan(client, log, { first, count: before.count + added.length, digest });
    }
  }

  async #statedSpan(client: pg.ClientBase, { id }: IndexedLog, first: number) {
    const found = await client.query(
      `SELECT count, digest FROM ${this.#schema}.span WHERE log = $1 AND first = $2`,
      [id, first],
    );
    const [stated] = found.rows;
    const digest: Uint8Array = stated === undefined ? EMPTY_DIGEST : Uint8Array.from(stated.digest);
    return { count: Number(stated?.count ?? 0), digest };
  }

  async #saveSpan(
    client: pg.ClientBase,
    { id }: IndexedLog,
    { count, digest, first }: { first: number; count: number; digest: Uint8Array },
  ): Promise<void> {
    await client.query(
      `INSERT INTO ${this.#schema}.span VALUES ($1, $2, $3, $4) ON CONFLICT (log, first)
       DO UPDATE SET count = excluded.count, digest = excluded.digest`,
      [id, first, count, Buffer.from(digest)],
    );
  }

  async #verify(client: pg.ClientBase): Promise<IndexVerdict> {
    for (const log of await this.#logs(client)) {
      for (let first = 0; first < log.next; first += SPAN) {
        const stated = await this.#statedSpan(client, log, first);
        const { count, digest } = await this.#span(client, log, first);
        const isWhole = count === Math.min(SPAN, log.next - first) && count === stated.count;
        if (isWhole && Buffer.compare(digest, stated.digest) === 0) continue;
        return { ok: false, part: 'rows', origin: log.origin, first };
      }
    }
    return { ok: true };
  }

  /** Runs work in one transaction, one at a time in this schema. */
  #wholly(work: (client: pg.ClientBase) => Promise<void>): Promise<void> {
    return this.#connected(async (client) => {
      await client.query('BEGIN');
      try {
        await client.query(LOCK, [this.#schema]);
        await work(client);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    }, WRITE_STATEMENT_MS);
  }

  async #connected<T>(
    work: (client: pg.ClientBase) => Promise<T>,
    statementMs = STATEMENT_MS,
  ): Promise<T> {
    if (this.#isClosed) throw new SearchError('SEARCH_CLOSED', 'the search index is closed');
    if (this.#waiting >= WAITING_MAX) {
      throw new SearchError('SEARCH_BUSY', 'more calls wait than are held');
    }
    this.#waiting += 1;
    let client: pg.PoolClient | undefined;
    let failure: unknown;
    try {
      client = await this.#pool.connect();
      await client.query(`SET statement_timeout = ${statementMs}`);
      return await work(client);
    } catch (error) {
      failure = codedError(error);
      throw failure;
    } finally {
      this.#waiting -= 1;
      const isLost = failure instanceof SearchError && failure.code === 'SEARCH_UNREACHABLE';
      client?.release(isLost);
    }
  }
}

function spanOf(rows: readonly Uint8Array[]): SpanState {
  return { count: rows.length, digest: rows.reduce(spanDigest, EMPTY_DIGEST), rows };
}
