import type { ClientBase } from 'pg';
import { SearchError } from '../errors.ts';

/** Raised whenever rows of the same document would come out differently. */
const FORMAT = 1;
/** Identifiers that need no quoting: what a configuration can name. */
const NAME = /^[a-z_][a-z0-9_]{0,40}$/;
/** Months with rows: a century. A log whose clock is further off is not followed. */
const PARTITIONS_MAX = 1200;

/** What an index is for; one made for something else is not used. */
export interface PostgresPurpose {
  readonly schema: string;
  readonly chainId: string;
  /** `Blinder.check` of the key that its words were made with. */
  readonly keyCheck: string;
}

/** Refuses a schema name that would have to be quoted. */
export function assertSchemaName(schema: string): void {
  if (NAME.test(schema)) return;
  throw new SearchError('SEARCH_FAILED', `'${schema}' is no name of a schema`);
}

/*
 *   about   what the index was made for
 *   log     a log, what its documents share, the position of its next one, and how far, in ms, a
 *           time of it ever fell behind a higher one before
 *   row     place, time, highest time of the log so far, leaf mark and words; a partition for each
 *           month of the highest time, with an inverted index of the words
 *   span    running hash over the rows of up to 1,024 positions of a log
 */
function tables(schema: string): string {
  return `
    CREATE SCHEMA ${schema};
    CREATE TABLE ${schema}.about (name text PRIMARY KEY, value text NOT NULL);
    CREATE TABLE ${schema}.log (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      origin text NOT NULL UNIQUE, kind text NOT NULL, source text NOT NULL, node text NOT NULL,
      organisation text NOT NULL, next bigint NOT NULL DEFAULT 0,
      setback bigint NOT NULL DEFAULT 0);
    CREATE TABLE ${schema}.row (log integer NOT NULL, position bigint NOT NULL,
      time bigint NOT NULL, highest bigint NOT NULL, leaf bytea NOT NULL, words bigint[] NOT NULL,
      PRIMARY KEY (log, position, highest)) PARTITION BY RANGE (highest);
    CREATE INDEX ON ${schema}.row (highest DESC, log DESC, position DESC);
    CREATE INDEX ON ${schema}.row USING gin (words) WITH (fastupdate = off);
    CREATE TABLE ${schema}.span (log integer NOT NULL, first bigint NOT NULL,
      count integer NOT NULL, digest bytea NOT NULL, PRIMARY KEY (log, first));`;
}

/** Makes the tables, or says why those that are there cannot be used. */
export async function prepareSchema(
  client: ClientBase,
  purpose: PostgresPurpose,
): Promise<'SEARCH_OUTDATED' | undefined> {
  const { schema } = purpose;
  const known = await client.query('SELECT to_regclass($1) AS about', [`${schema}.about`]);
  if (known.rows[0]?.about === null) {
    await makeSchema(client, purpose);
    return undefined;
  }
  const { rows } = await client.query(`SELECT name, value FROM ${schema}.about`);
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  const isRight = aboutRows(purpose).every(([name, value]) => stored.get(name) === value);
  return isRight ? undefined : 'SEARCH_OUTDATED';
}

/** Drops everything and makes the tables anew. */
export async function makeSchema(client: ClientBase, purpose: PostgresPurpose): Promise<void> {
  const { schema } = purpose;
  await client.query('BEGIN');
  try {
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.query(tables(schema));
    for (const row of aboutRows(purpose)) {
      await client.query(`INSERT INTO ${schema}.about VALUES ($1, $2)`, row);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Makes the partitions that rows of these highest times need, in the caller's transaction. */
export async function makePartitions(
  client: ClientBase,
  schema: string,
  highest: readonly number[],
): Promise<void> {
  for (const month of new Set(highest.map(monthOf))) {
    const name = `${schema}.row_${month}`;
    const known = await client.query('SELECT to_regclass($1) AS part', [name]);
    if (known.rows[0]?.part !== null) continue;
    await assertRoom(client, schema);
    const [from, to] = [
      Date.UTC(yearOf(month), month % 100),
      Date.UTC(yearOf(month), (month % 100) + 1),
    ];
    await client.query(
      `CREATE TABLE ${name} PARTITION OF ${schema}.row FOR VALUES FROM (${from}) TO (${to})`,
    );
  }
}

async function assertRoom(client: ClientBase, schema: string): Promise<void> {
  const parts = await client.query(
    'SELECT count(*)::integer AS count FROM pg_inherits WHERE inhparent = to_regclass($1)',
    [`${schema}.row`],
  );
  if ((parts.rows[0]?.count ?? 0) < PARTITIONS_MAX) return;
  throw new SearchError('SEARCH_FAILED', `rows are of more than ${PARTITIONS_MAX} months`);
}

/** Year and month, from 0, as one number. */
function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 100 + date.getUTCMonth();
}

function yearOf(month: number): number {
  return Math.floor(month / 100);
}

function aboutRows({ chainId, keyCheck }: PostgresPurpose): [name: string, value: string][] {
  return [
    ['format', String(FORMAT)],
    ['chain', chainId],
    ['key', keyCheck],
  ];
}
