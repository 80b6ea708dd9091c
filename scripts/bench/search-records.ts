// `npm run bench -- search --records N`: records with texts on a chain, indexed and searched, every
// hit with its checks and proof as the supervision console has them.
import { mkdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { type Host, RecordSearch, recordsOf } from '@mingjing/host';
import { blockCodec, parseTransaction, recordId } from '@mingjing/protocol';
import { Blinder, EmbeddedIndex, type SearchIndex, type SearchQuery } from '@mingjing/search';
import { PostgresIndex } from '@mingjing/search/postgres';
import { openStore } from '@mingjing/storage';
import { RecordHits } from '@mingjing/supervisor';
import { ROOT } from '../commands.ts';
import { rounded } from './numbers.ts';
import {
  BLOCK_MS,
  RECORDS,
  RECORDS_PER_BLOCK,
  type RecordChain,
  type RecordText,
  writeRecords,
} from './record-chain.ts';
import { fetchPoems, isName2, type Poem } from './search-corpus.ts';
import { measureAsks, seeded } from './search-queries.ts';
import type { SearchFigures } from './search-report.ts';
import { measureIngest, say } from './search-run.ts';

const SEED = 1;
/** Records that are asked for by id and by commitment. */
const PICKED = 200;
const BLIND_KEY = new Uint8Array(32).fill(3);
/** Families and given names, of which every pair is a name of two characters. */
const FAMILIES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红鑫慧莉峰'];

export interface RecordBench {
  readonly count: number;
  /** Texts are poems, fetched for the run. */
  readonly hasPoems: boolean;
  /** Host of a PostgreSQL, or folder of its socket: the index lies there and not in a file. */
  readonly postgres: string | undefined;
}

/** Fills a chain, indexes its records and searches them; goes on with what `folder` has. */
export async function measureRecordSearch(
  folder: string,
  { count, hasPoems, postgres }: RecordBench,
): Promise<SearchFigures> {
  const poems = hasPoems ? fetchPoems(folder) : undefined;
  const texts = poems?.map(({ text }) => text) ?? catalogueTexts();
  const store = await openStore(join(folder, 'data'));
  say(`writing ${count} records of ${texts.length} texts`);
  const chain = await writeRecords(store, count, (number) => textOf(texts, number));
  const host = hostOf(chain, store);
  const place = join(folder, postgres === undefined ? 'search' : 'search-postgres');
  mkdirSync(place, { recursive: true });
  const index = await indexAt(place, chain.state.chainId, postgres);
  const search = new RecordSearch({
    ...{ index, blinder: new Blinder(BLIND_KEY), replica: host.replica, store },
    placesPath: join(place, 'places'),
    onRebuild: async (reason) => say(`rebuilt: ${reason}`),
    onRebuilt: () => undefined,
    onError: (error) => say(String(error)),
  });
  say('indexing');
  const ingest = await measureIngest(place, {
    indexed: () => search.progress().indexed,
    caughtUp: () => search.caughtUp(),
  });
  const { indexed } = search.progress();
  if (indexed !== count) throw new Error(`${indexed} of ${count} records are indexed`);
  say('searching');
  const random = seeded(SEED);
  const picked = await pickRecords(host, count, random);
  const asks = { ...asksOf(chain, picked), ...(poems && { poet2: poetOf(poems) }) };
  const queries = await measureAsks((query) => provedHits(search, host, query), asks, random);
  const statistics = await search.statistics();
  await search.close();
  await store.close();
  return {
    ...{ bench: 'search-records', node_version: process.version, records: count },
    texts: texts.length,
    ...ingest,
    bytes_per_item: rounded(statistics.bytes / count),
    ...queries,
    ...{ load_average: rounded(loadavg()[0], 1), seed: SEED },
  };
}

/** The index of a run; user and password of a database are those of the environment. */
async function indexAt(
  place: string,
  chainId: string,
  postgres: string | undefined,
): Promise<SearchIndex> {
  const own = { chainId, blindKey: BLIND_KEY };
  if (postgres === undefined) {
    return (await EmbeddedIndex.open({ ...own, path: join(place, 'index') })).index;
  }
  const connection = { host: postgres, database: 'postgres' };
  return (await PostgresIndex.open({ ...own, connection, schema: 'bench_records' })).index;
}

/** A page as the console has it; how many hits it has, each of them proved. */
async function provedHits(search: RecordSearch, host: Host, query: SearchQuery): Promise<number> {
  const result = await search.search(query);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  const hits = await new RecordHits(host).all(result.hits);
  if (hits.some(({ badge }) => badge !== 'proved')) throw new Error('a hit was not proved');
  return hits.length;
}

/** What of a running node the search and the checks of its hits read. */
function hostOf(
  { genesis, state }: RecordChain,
  store: Awaited<ReturnType<typeof openStore>>,
): Host {
  const contents = { store, isTakenDown: () => false, gate: { isOpen: true } };
  const chain = { chainId: state.chainId, state, height: state.height };
  return { genesis, store, replica: { chain, contents } } as unknown as Host;
}

function textOf(texts: readonly string[], number: number): RecordText {
  const family = FAMILIES[number % FAMILIES.length];
  const given = GIVEN[Math.floor(number / FAMILIES.length) % GIVEN.length];
  const text = `${texts[number % texts.length]} ${family}${given} ${number}`;
  return { title: `第${number}号公告`, text };
}

type Ask = (random: () => number) => SearchQuery;

interface PickedRecord {
  readonly id: string;
  readonly commitment: string;
}

/** Records of anywhere in the chain, as their blocks have them. */
async function pickRecords({ replica, store }: Host, count: number, random: () => number) {
  const { chainId, parameters } = replica.chain.state;
  const picked: PickedRecord[] = [];
  while (picked.length < PICKED) {
    const number = Math.floor(random() * count);
    const stored = await store.block(Math.floor(number / RECORDS_PER_BLOCK) + 1);
    const at = number % RECORDS_PER_BLOCK;
    const bytes = stored && blockCodec.decode(stored.block).transactions[Math.floor(at / RECORDS)];
    const parsed = bytes && parseTransaction(bytes, chainId, parameters);
    const item = parsed?.ok ? recordsOf(parsed.value)[at % RECORDS] : undefined;
    if (!parsed?.ok || item === undefined) throw new Error(`there is no record ${number}`);
    picked.push({
      id: bytesToHex(recordId(parsed.value.id, at % RECORDS)),
      commitment: bytesToHex(item.attachments[0]?.commitment ?? new Uint8Array(0)),
    });
  }
  return picked;
}

function asksOf({ state }: RecordChain, picked: readonly PickedRecord[]): Record<string, Ask> {
  const start = state.time - state.height * BLOCK_MS;
  return {
    name2: (random) => ({ text: `${any(FAMILIES, random)}${any(GIVEN, random)}` }),
    record: (random) => ({ object: any(picked, random).id }),
    author: (random) => ({ actor: random() < 0.5 ? 'author-1' : 'author-3' }),
    organisation_category: (random) => ({
      category: String(Math.floor(5 * random())),
      organisation: state.registry.get('user', 'author-1')?.organisation ?? '',
    }),
    commitment: (random) => ({ content: any(picked, random).commitment }),
    time_author: (random) => {
      const from = start + Math.floor(random() * state.height) * BLOCK_MS;
      return { from, to: from + 10 * BLOCK_MS, actor: 'author-1' };
    },
  };
}

function poetOf(poems: readonly Poem[]): Ask {
  const names = poems.map(({ author }) => author).filter((name) => isName2(name));
  return (random) => ({ text: any(names, random) });
}

function any<T>(values: readonly T[], random: () => number): T {
  return values[Math.floor(random() * values.length)] as T;
}

/** Chinese prose that is at hand: the sentences of this repository's own catalogues. */
function catalogueTexts(): string[] {
  const files = ['node/i18n/zh-CN.json', 'supervisor/i18n/zh-CN.json'];
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.length >= 12) texts.push(value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const file of files) collect(JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
  return texts;
}
