// `npm run bench -- search --records N`: records with texts on a chain, indexed and searched, every
// hit with its checks and proof as the supervision console has them.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { type Host, RecordSearch } from '@mingjing/host';
import { Blinder, EmbeddedIndex, type SearchQuery } from '@mingjing/search';
import { openStore } from '@mingjing/storage';
import { RecordHits } from '@mingjing/supervisor';
import { ROOT } from '../commands.ts';
import { rounded } from './numbers.ts';
import { BLOCK_MS, type RecordChain, type RecordText, writeRecords } from './record-chain.ts';
import { fetchPoems } from './search-corpus.ts';
import { measureAsks, seeded } from './search-queries.ts';
import type { SearchFigures } from './search-report.ts';

const SEED = 1;
const BLIND_KEY = new Uint8Array(32).fill(3);
/** Families and given names, of which every pair is a name of two characters. */
const FAMILIES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红鑫慧莉峰'];

/** Fills a chain, indexes its records and searches them. */
export async function measureRecordSearch(
  count: number,
  hasPoems: boolean,
): Promise<SearchFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-bench-records-'));
  try {
    return await measure(folder, count, hasPoems ? poemsOf(folder) : catalogueTexts());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  folder: string,
  count: number,
  texts: readonly string[],
): Promise<SearchFigures> {
  const store = await openStore(join(folder, 'data'));
  say(`writing ${count} records of ${texts.length} texts`);
  const chain = await writeRecords(store, count, (number) => textOf(texts, number));
  const host = hostOf(chain, store);
  const path = join(folder, 'search', 'index');
  const { chainId } = chain.state;
  const { index } = await EmbeddedIndex.open({ path, chainId, blindKey: BLIND_KEY });
  const search = new RecordSearch({
    ...{ index, blinder: new Blinder(BLIND_KEY), replica: host.replica, store },
    placesPath: join(folder, 'search', 'places'),
    onRebuild: async (reason) => say(`rebuilt: ${reason}`),
    onRebuilt: () => undefined,
    onError: (error) => say(String(error)),
  });
  say('indexing');
  const started = [performance.now(), process.cpuUsage()] as const;
  await search.caughtUp();
  const seconds = (performance.now() - started[0]) / 1000;
  const cpu = process.cpuUsage(started[1]);
  const { indexed } = search.progress();
  if (indexed !== count) throw new Error(`${indexed} of ${count} records are indexed`);
  say('searching');
  const queries = await measureAsks(
    async (query) => {
      const result = await search.search(query);
      if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
      const looked = new RecordHits(host);
      let proved = 0;
      for (const hit of result.hits) {
        if ((await looked.of(hit))?.badge === 'proved') proved += 1;
      }
      if (proved !== result.hits.length) throw new Error('a hit was not proved');
      return proved;
    },
    asksOf(chain, count),
    seeded(SEED),
  );
  const statistics = await search.statistics();
  await search.close();
  await store.close();
  return {
    ...{ bench: 'search-records', node_version: process.version, records: count },
    texts: texts.length,
    items_per_s: rounded(count / seconds),
    cpu_us_per_item: rounded((cpu.user + cpu.system) / count, 1),
    bytes_per_item: rounded(statistics.bytes / count),
    ...queries,
    ...{ load_average: rounded(loadavg()[0], 1), seed: SEED },
  };
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

function asksOf({ commitments, ids, state }: RecordChain, count: number): Record<string, Ask> {
  const any = (from: number, random: () => number) => Math.floor(random() * from);
  const start = state.time - state.height * BLOCK_MS;
  return {
    name2: (random) => ({
      text: `${FAMILIES[any(FAMILIES.length, random)]}${GIVEN[any(GIVEN.length, random)]}`,
    }),
    record: (random) => {
      const number = any(count, random);
      const transaction = ids[Math.floor(number / 8)] ?? new Uint8Array(0);
      const index = (number % 8).toString(16).padStart(8, '0');
      return { object: `${bytesToHex(transaction)}${index}` };
    },
    author: (random) => ({ actor: random() < 0.5 ? 'author-1' : 'author-3' }),
    organisation_category: (random) => ({
      category: String(any(5, random)),
      organisation: state.registry.get('user', 'author-1')?.organisation ?? '',
    }),
    commitment: (random) => ({
      content: bytesToHex(commitments[any(count, random)] ?? new Uint8Array(0)),
    }),
    time_author: (random) => {
      const from = start + any(state.height, random) * BLOCK_MS;
      return { from, to: from + 10 * BLOCK_MS, actor: 'author-1' };
    },
  };
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

function poemsOf(folder: string): string[] {
  const corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  return fetchPoems(corpus).map(({ text }) => text);
}

function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}
