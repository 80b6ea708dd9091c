// `npm run bench -- search`: a journal of real Chinese text, indexed and searched with its proofs;
// with `--entries N` a journal of the usual entries, with `--records N` the records of a chain,
// whose index lies in a PostgreSQL with `--postgres HOST`.
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { signerFromSeed } from '@mingjing/crypto/node';
import { JournalSearch } from '@mingjing/host';
import { type EntryInput, type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
import type { SearchQuery } from '@mingjing/search';
import { rounded } from './numbers.ts';
import { fetchPoems, isName2, type Poem } from './search-corpus.ts';
import { measureJournalSearch } from './search-journal.ts';
import { journalReport, poemReport, postgresReport, recordReport } from './search-pages.ts';
import { measureQueries, seeded } from './search-queries.ts';
import { measureRecordSearch } from './search-records.ts';
import {
  type SearchFigures,
  type SearchReport,
  searchText,
  writeSearchResult,
} from './search-report.ts';
import { inFolder, measureIngest, say } from './search-run.ts';

const CHAIN_ID = 'bench-0123456789abcdef';
const NODE_ID = 'node-1';
const START_MS = Date.UTC(2026, 0, 1);
const DAYS = 30;
const DAY_MS = 86_400_000;
const ACTORS = 200;
const APPENDED_AT_ONCE = 500;
const SEED = 1;

interface Options {
  readonly items: number;
  readonly isJson: boolean;
  readonly isWrite: boolean;
  /** Usual entries in the place of poems. */
  readonly entries: number | undefined;
  /** Records of a chain in the place of entries. */
  readonly records: number | undefined;
  /** Texts of records are poems, fetched for the run. */
  readonly hasPoems: boolean;
  readonly folder: string | undefined;
  /** Host, or folder of the socket, of the PostgreSQL that has the index of the records. */
  readonly postgres: string | undefined;
}

export async function benchSearch(args: readonly string[]): Promise<void> {
  const options = optionsOf(args);
  const { isJson, isWrite } = options;
  const [figures, report] = await measured(options);
  if (!isJson) process.stdout.write(searchText(figures, report));
  if (isWrite) await writeSearchResult(figures, report, args);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

async function measured(options: Options): Promise<[SearchFigures, SearchReport]> {
  const { entries, folder, hasPoems, postgres, records } = options;
  if (records !== undefined) {
    const asked = { count: records, hasPoems, postgres };
    const measureIn = (place: string) => measureRecordSearch(place, asked);
    const report = postgres === undefined ? recordReport : postgresReport;
    return [await inFolder(folder, measureIn), report];
  }
  if (entries === undefined) {
    return [await inFolder(folder, (place) => measure(place, options)), poemReport];
  }
  return [await measureJournalSearch(entries, folder), journalReport];
}

function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      items: { type: 'string', default: '100000' },
      entries: { type: 'string' },
      records: { type: 'string' },
      poems: { type: 'boolean', default: false },
      folder: { type: 'string' },
      postgres: { type: 'string' },
    },
  });
  const { folder, json: isJson, poems: hasPoems, postgres, write: isWrite } = values;
  const items = Number(values.items);
  const entries = values.entries === undefined ? undefined : Number(values.entries);
  const records = values.records === undefined ? undefined : Number(values.records);
  for (const count of [items, entries ?? items, records ?? items]) {
    if (!Number.isSafeInteger(count) || count < 1000) {
      throw new Error('--items, --entries and --records take 1,000 or more');
    }
  }
  return { items, entries, records, hasPoems, folder, postgres, isJson, isWrite };
}

async function measure(folder: string, options: Options): Promise<SearchFigures> {
  const poems = fetchPoems(folder);
  say(`${poems.length} poems; writing a journal of ${options.items} entries`);
  const clock = { time: START_MS, now: () => clock.time, monotonicUs: () => clock.time * 1000 };
  const keys = await PersonKeyFile.open({ path: join(folder, 'person-keys') });
  const journal = await openJournal({
    ...{ chainId: CHAIN_ID, nodeId: NODE_ID, personKeys: keys, clock },
    folder: join(folder, 'journal'),
    signer: signerFromSeed(new Uint8Array(32).fill(7)),
  });
  const texts = await fill(journal, clock, poems, options.items);
  const own = { journal, keys, chainId: CHAIN_ID, nodeId: NODE_ID, organisation: 'jia' };
  const onError = (error: unknown) => say(String(error));
  say('indexing');
  const search = await JournalSearch.open({ path: join(folder, 'search', 'index'), own, onError });
  const ingest = await measureIngest(folder, {
    indexed: () => search.indexer.progress().reduce((sum, { indexed }) => sum + indexed, 0),
    caughtUp: () => search.indexer.caughtUp(),
  });
  say('searching');
  const asks = Object.fromEntries(
    Object.entries(ASKS).map(([name, ask]) => [name, (random: () => number) => ask(texts, random)]),
  );
  const queries = await measureQueries(search, asks, seeded(SEED));
  const statistics = await search.statistics();
  await search.close();
  await journal.close();
  return {
    bench: 'search',
    node_version: process.version,
    items: options.items,
    text_bytes_per_item: rounded(texts.bytes / options.items),
    ...ingest,
    bytes_per_item: rounded(statistics.bytes / options.items),
    ...queries,
    load_average: rounded(loadavg()[0], 1),
    seed: SEED,
  };
}

interface Texts {
  readonly poems: readonly Poem[];
  /** Of the objects, UTF-8. */
  readonly bytes: number;
}

async function fill(
  journal: Journal,
  clock: { time: number },
  poems: readonly Poem[],
  items: number,
): Promise<Texts> {
  // What an interrupted run left behind.
  const written = journal.durableSize('publish');
  if (written > items) throw new Error(`the folder has ${written} entries already`);
  let bytes = 0;
  for (let at = 0; at < items; at += APPENDED_AT_ONCE) {
    clock.time = START_MS + Math.floor((at / items) * DAYS * DAY_MS);
    const count = Math.min(APPENDED_AT_ONCE, items - at);
    const entries = Array.from({ length: count }, (_, i) => entryOf(poems, at + i));
    bytes += entries.reduce((sum, { object = '' }) => sum + Buffer.byteLength(object), 0);
    if (at + count > written) await journal.appendMany(entries.slice(Math.max(0, written - at)));
  }
  return { poems: poems.slice(0, items), bytes };
}

function entryOf(poems: readonly Poem[], number: number): EntryInput {
  const poem = poems[number % poems.length] as Poem;
  const actor = `user-${number % ACTORS}`;
  return {
    source: 'publish',
    event: number % 3 === 0 ? 'record-amended' : 'record-published',
    result: number % 50 === 0 ? 'refused' : 'done',
    actor: { type: 'user', id: actor },
    method: 'POST',
    resource: '/v1/transactions',
    object: poem.text,
    personal: {
      sourceAddress: `10.${number % 7}.${number % 31}.${number % 211}`,
      sourcePort: 1024 + (number % 60_000),
      subject: poem.author,
    },
  };
}

type Ask = (texts: Texts, random: () => number) => SearchQuery;

const ASKS: Readonly<Record<string, Ask>> = {
  name2: ({ poems }, random) => ({ text: namePicked(poems, random) }),
  phrase4: ({ poems }, random) => ({ text: phrasePicked(poems, random) }),
  exact: (_, random) => ({
    actor: `user-${Math.floor(random() * ACTORS)}`,
    result: 'done',
    event: 'record-published',
  }),
  address: (_, random) => ({
    address: `10.${Math.floor(random() * 7)}.${Math.floor(random() * 31)}.0/24`,
  }),
  time_actor: (_, random) => {
    const from = START_MS + Math.floor(random() * (DAYS - 1)) * DAY_MS;
    return { from, to: from + DAY_MS, actor: `user-${Math.floor(random() * ACTORS)}` };
  },
};

function namePicked(poems: readonly Poem[], random: () => number): string {
  for (;;) {
    const { author } = poems[Math.floor(random() * poems.length)] as Poem;
    if (isName2(author)) return author;
  }
}

function phrasePicked(poems: readonly Poem[], random: () => number): string {
  for (;;) {
    const { text } = poems[Math.floor(random() * poems.length)] as Poem;
    const phrases = text.match(/\p{Script=Han}{5,}/gu) ?? [];
    const phrase = phrases[Math.floor(random() * phrases.length)];
    if (phrase !== undefined) return [...phrase].slice(0, 4).join('');
  }
}
