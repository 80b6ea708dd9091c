import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EmbeddedIndex,
  MemoryIndex,
  type SearchDocument,
  type SearchIndex,
  type SearchQuery,
} from '../src/index.ts';
import { PostgresIndex } from '../src/postgres/postgres-index.ts';
import { hasPostgres, PostgresCluster } from './postgres-cluster.ts';

export const CHAIN_ID = 'demo-0123456789abcdef';
export const BLIND_KEY = new Uint8Array(32).fill(5);
export const ORIGIN = `${CHAIN_ID}/node-1/access/suite1`;
export const START_MS = Date.UTC(2026, 2, 1, 10);

/** A place an index can be opened at again and again. */
export interface IndexPlace {
  open(): Promise<SearchIndex>;
  remove(): void | Promise<void>;
}

/** The implementations that must behave alike. */
export const INDEX_KINDS: readonly (readonly [string, () => IndexPlace])[] = [
  ['embedded', embeddedPlace],
  ['memory', memoryPlace],
  ...(hasPostgres() ? [['PostgreSQL', postgresPlace] as const] : []),
];

function embeddedPlace(): IndexPlace {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-search-'));
  return {
    open: async () => (await openEmbedded(join(folder, 'index'))).index,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function openEmbedded(path: string, blindKey = BLIND_KEY, chainId = CHAIN_ID) {
  return EmbeddedIndex.open({ path, chainId, blindKey });
}

function postgresPlace(): IndexPlace {
  let cluster: PostgresCluster | undefined;
  return {
    async open() {
      cluster ??= await PostgresCluster.start();
      return (await openPostgres(cluster)).index;
    },
    remove: () => cluster?.stop(),
  };
}

export function openPostgres(
  { connection }: PostgresCluster,
  blindKey = BLIND_KEY,
  chainId = CHAIN_ID,
) {
  return PostgresIndex.open({ connection, schema: 'records', chainId, blindKey });
}

function memoryPlace(): IndexPlace {
  return { open: async () => new MemoryIndex(BLIND_KEY), remove: () => undefined };
}

export type DocumentPart = Partial<Omit<SearchDocument, 'personal'>> &
  Partial<SearchDocument['personal']> & { personalTexts?: readonly string[] };

/** A document at a position; a second apart from its neighbours unless told. */
export function documentAt(position: number, part: DocumentPart = {}): SearchDocument {
  const { personalTexts = [], sourceAddress = '', ...rest } = part;
  const leafHash = new Uint8Array(32);
  new DataView(leafHash.buffer).setUint32(0, position + 1);
  return {
    kind: 'entry',
    origin: ORIGIN,
    position,
    leafHash,
    time: START_MS + position * 1000,
    source: 'access',
    node: 'node-1',
    organisation: 'jia',
    event: 'record-read',
    result: 'done',
    actor: 'alice',
    actorTag: '00ff',
    object: '',
    subject: '',
    category: '',
    height: '',
    contents: [],
    texts: [],
    ...rest,
    personal: { sourceAddress, texts: personalTexts },
  };
}

/** Fills a log from its first position on. */
export async function fill(
  index: SearchIndex,
  origin: string,
  parts: readonly DocumentPart[],
): Promise<SearchDocument[]> {
  const documents = parts.map((part, position) => documentAt(position, { ...part, origin }));
  await index.add({ origin, first: 0, documents });
  return documents;
}

/** Positions of all hits in their order; fails when the query is refused. */
export async function found(index: SearchIndex, query: SearchQuery): Promise<number[]> {
  const result = await index.query(query);
  if (!result.ok) throw new Error(`refused: ${result.refusal.field} ${result.refusal.reason}`);
  return result.hits.map(({ position }) => position);
}
