import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { SearchError } from '@mingjing/search';
import type { PostgresIndexOptions } from '@mingjing/search/postgres';
import Type, { type Static } from 'typebox';
import { HostError } from '../errors.ts';
import type { IndexOpener } from './open-index.ts';

const text = Type.String({ minLength: 1, maxLength: 4096 });
const name = Type.String({ pattern: '^[a-z_][a-z0-9_]{0,31}$' });

/** The section `search` of a configuration: in files of the home unless it names a database. */
export const searchSchema = Type.Object(
  {
    postgres: Type.Optional(
      Type.Object(
        {
          /** Name or address; the folder of a socket begins with `/`. */
          host: text,
          port: Type.Integer({ minimum: 1, maximum: 65_535, default: 5432 }),
          database: text,
          user: text,
          // Paths from the folder of the configuration file.
          password_file: Type.Optional(text),
          ca_file: Type.Optional(text),
          /** Begins the names of the schemas, one for each index. */
          schema: Type.Union([name], { default: 'mingjing' }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type SearchConfig = Static<typeof searchSchema>;
type PostgresConfig = NonNullable<SearchConfig['postgres']>;

const PRIVATE_BITS = 0o077;

/**
 * What opens the indexes that a configuration asks for; undefined: those in the home. Reads the
 * files that it names; throws `HostError`.
 */
export function indexOpener({ postgres }: SearchConfig, folder: string): IndexOpener | undefined {
  if (postgres === undefined) return undefined;
  const connection = connectionOf(postgres, folder);
  return async ({ blindKey, chainId, name: index }) => {
    // The driver is loaded where it is used, and nowhere else.
    const { PostgresIndex } = await import('@mingjing/search/postgres');
    const schema = `${postgres.schema}_${index}`;
    const options = { connection, schema, chainId, blindKey };
    return PostgresIndex.open(options).catch((error) => {
      if (!(error instanceof SearchError) || error.code !== 'SEARCH_UNREACHABLE') throw error;
      const { database, host } = postgres;
      throw refused(
        `连不上检索数据库 ${database}（${host}）`,
        `the search database ${database} at ${host} cannot be reached`,
        error,
      );
    });
  };
}

function connectionOf(
  { ca_file: caFile, database, host, password_file: passwordFile, port, user }: PostgresConfig,
  folder: string,
): PostgresIndexOptions['connection'] {
  const isHere = host.startsWith('/') || ['127.0.0.1', '::1', 'localhost'].includes(host);
  if (!isHere && caFile === undefined) {
    throw refused(
      '检索数据库不在本机：请用 ca_file 指定其证书的签发者',
      'the search database is on another machine: name who signed its certificate by ca_file',
    );
  }
  const password = passwordFile && readPrivate(resolve(folder, passwordFile)).trimEnd();
  const ca = caFile && readFileSync(resolve(folder, caFile), 'utf8');
  return {
    ...{ host, port, database, user },
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ssl: { ca, rejectUnauthorized: true } }),
  };
}

/** A file that nobody else may read, as the keys of a home. */
function readPrivate(path: string): string {
  try {
    if ((statSync(path).mode & PRIVATE_BITS) === 0) return readFileSync(path, 'utf8');
  } catch (cause) {
    throw refused(`读不到密码文件 ${path}`, `the password file ${path} cannot be read`, cause);
  }
  throw refused(`密码文件 ${path} 的权限过宽`, `others may read the password file ${path}`);
}

function refused(zh: string, en: string, cause?: unknown): HostError {
  return new HostError('SEARCH_REFUSED', zh, en, cause);
}
