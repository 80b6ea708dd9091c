// `npm run bench -- search --entries N`: a journal of the usual entries, its disk, its index.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { signerFromSeed } from '@mingjing/crypto/node';
import { JournalSearch } from '@mingjing/host';
import { type EntryInput, type Journal, openJournal, PersonKeyFile } from '@mingjing/journal';
import { SOURCE_NAMES } from '@mingjing/protocol';
import type { SearchQuery } from '@mingjing/search';
import { folderBytes, tableBytes } from './disk.ts';
import { benchEntry, jsonLine, USERS } from './journal-entries.ts';
import { rounded } from './numbers.ts';
import { measureQueries, seeded } from './search-queries.ts';
import type { SearchFigures } from './search-report.ts';

const CHAIN_ID = 'bench-0123456789abcdef';
const NODE_ID = 'node-1';
const START_MS = Date.UTC(2026, 0, 1);
/** Ten million entries in thirty days. */
const MS_PER_ENTRY = 259.2;
/** Part of all the time that a query by time asks for. */
const RANGE_SHARE = 1 / 30;
const APPENDED_AT_ONCE = 500;
const SAVED_EVERY_MS = 10_000;
const SEED = 1;

/** What is kept of an interrupted run beside its journal and index. */
interface State {
  /** Entries whose lines of JSON are counted. */
  counted: number;
  jsonBytes: number;
  fillCpuUs: number;
  ingestCpuUs: number;
}

/**
 * Fills a journal, indexes it and searches. With a `folder` it goes on where an earlier call ended,
 * maybe to more entries; otherwise it has one of its own, and removes it.
 */
export async function measureJournalSearch(
  entries: number,
  folder: string | undefined,
): Promise<SearchFigures> {
  const place = folder ?? mkdtempSync(join(tmpdir(), 'mingjing-bench-search-'));
  mkdirSync(place, { recursive: true });
  try {
    const state = loadState(place);
    if (state.counted > entries) throw new Error(`${place} has ${state.counted} entries already`);
    return await measure(place, entries, state);
  } finally {
    if (folder === undefined) rmSync(place, { recursive: true, force: true });
  }
}

async function measure(folder: string, count: number, state: State): Promise<SearchFigures> {
  const clock = { time: START_MS, now: () => clock.time, monotonicUs: () => clock.time * 1000 };
  const keys = await PersonKeyFile.open({ path: join(folder, 'person-keys') });
  const journal = await openJournal({
    ...{ chainId: CHAIN_ID, nodeId: NODE_ID, personKeys: keys, clock },
    folder: join(folder, 'journal'),
    signer: signerFromSeed(new Uint8Array(32).fill(7)),
  });
  await fill({ folder, journal, clock, count }, state);
  const own = { journal, keys, chainId: CHAIN_ID, nodeId: NODE_ID, organisation: 'jia' };
  const onError = (error: unknown) => say(String(error));
  const path = join(folder, 'search', 'index');
  const search = await JournalSearch.open({ path, own, onError });
  await ingest(folder, search, state);
  say('searching');
  const queries = await measureQueries(search, asksOf(count), seeded(SEED));
  await search.close();
  await journal.close();
  return {
    ...{ bench: 'search-journal', node_version: process.version, entries: count },
    fill_cpu_us_per_entry: rounded(state.fillCpuUs / count, 1),
    ingest_cpu_us_per_entry: rounded(state.ingestCpuUs / count, 1),
    ...diskFigures(folder, count, state.jsonBytes),
    ...queries,
    ...{ load_average: rounded(loadavg()[0], 1), seed: SEED },
  };
}

interface Filling {
  readonly folder: string;
  readonly journal: Journal;
  readonly clock: { time: number };
  readonly count: number;
}

/** Appends what the journal has not yet, and counts the same entries as lines of JSON. */
async function fill({ clock, count, folder, journal }: Filling, state: State): Promise<void> {
  const index = new Map<string, number>();
  const cpu = process.cpuUsage();
  const before = state.fillCpuUs;
  const save = (written: number) => {
    state.fillCpuUs = before + cpuSince(cpu);
    saveState(folder, state);
    say(`${written} of ${count} entries written`);
  };
  const appended = SOURCE_NAMES.reduce((sum, source) => sum + journal.durableSize(source), 0);
  let said = performance.now();
  for (let at = 0; at < count; at += APPENDED_AT_ONCE) {
    const end = Math.min(at + APPENDED_AT_ONCE, count);
    clock.time = START_MS + Math.floor(at * MS_PER_ENTRY);
    // Appended and not counted, or the other way, is what an interrupted run left behind.
    if (end <= Math.min(appended, state.counted)) continue;
    const entries = Array.from({ length: end - at }, (_, i) => entryOf(at + i));
    if (end > state.counted) state.jsonBytes += jsonBytes(entries, index, clock.time);
    state.counted = Math.max(state.counted, end);
    if (end > appended) await journal.appendMany(entries.slice(Math.max(0, appended - at)));
    if (performance.now() - said < SAVED_EVERY_MS) continue;
    said = performance.now();
    save(end);
  }
  save(count);
}

/** Lets the index catch up, counting the CPU of all threads. */
async function ingest(folder: string, search: JournalSearch, state: State): Promise<void> {
  const cpu = process.cpuUsage();
  const before = state.ingestCpuUs;
  const save = () => {
    state.ingestCpuUs = before + cpuSince(cpu);
    saveState(folder, state);
    const indexed = search.indexer.progress().reduce((sum, log) => sum + log.indexed, 0);
    say(`${indexed} of ${state.counted} entries indexed`);
  };
  const timer = setInterval(save, SAVED_EVERY_MS);
  try {
    await search.indexer.caughtUp();
  } finally {
    clearInterval(timer);
    save();
  }
}

function diskFigures(folder: string, entries: number, json: number) {
  const journal = join(folder, 'journal');
  const [stubs, bodies, tiles, all] = [/\/stubs$/, /\.seg$/, /\/tile\//, /./].map((pattern) =>
    folderBytes(journal, pattern),
  ) as [number, number, number, number];
  const index = folderBytes(join(folder, 'search'), /./);
  const each = (bytes: number) => rounded(bytes / entries, 1);
  const tables = tableBytes(join(folder, 'search', 'index'));
  return {
    stub_bytes_per_entry: each(stubs),
    body_bytes_per_entry: each(bodies),
    tile_bytes_per_entry: each(tiles),
    journal_bytes_per_entry: each(all),
    index_bytes_per_entry: each(index),
    ...Object.fromEntries(
      tables.map(([name, bytes]) => [`index_${name}_bytes_per_entry`, each(bytes)]),
    ),
    json_bytes_per_entry: each(json),
    ratio_without_index: rounded(all / json, 3),
    ratio_with_index: rounded((all + index) / json, 3),
  };
}

/** Every entry has an id of its own and its user's address: equal ones would cost an index less. */
function entryOf(number: number): EntryInput {
  const { personal, ...entry } = benchEntry(number, idOf(number));
  const [sourceAddress, sourcePort] = [addressOf(number), personal?.sourcePort ?? 0];
  return personal === undefined ? entry : { ...entry, personal: { sourceAddress, sourcePort } };
}

function idOf(number: number): Uint8Array {
  return createHash('sha256').update(String(number)).digest();
}

function addressOf(number: number): string {
  const [a = 0, b = 0] = createHash('sha256')
    .update(`user ${number % USERS}`)
    .digest();
  return `100.64.${a}.${b}`;
}

function jsonBytes(entries: readonly EntryInput[], index: Map<string, number>, time: number) {
  return entries.reduce((sum, entry) => {
    const next = index.get(entry.source) ?? 0;
    index.set(entry.source, next + 1);
    const line = jsonLine(entry, { index: next, time, monotonicUs: time * 1000 });
    return sum + Buffer.byteLength(line);
  }, 0);
}

/** What is asked of a journal of so many entries, each time something else of its kind. */
function asksOf(count: number): Readonly<Record<string, (random: () => number) => SearchQuery>> {
  const all = count * MS_PER_ENTRY;
  const range = (random: () => number) => {
    const from = START_MS + Math.floor(random() * (1 - RANGE_SHARE) * all);
    return { from, to: from + Math.ceil(RANGE_SHARE * all) };
  };
  const actor = (random: () => number) => `user-${Math.floor(random() * USERS)}`;
  const number = (random: () => number) => Math.floor(random() * count);
  return {
    time_actor: (random) => ({ ...range(random), actor: actor(random) }),
    time_source: (random) => ({ ...range(random), source: 'access' }),
    time_result: (random) => ({ ...range(random), result: 'refused' }),
    actor: (random) => ({ actor: actor(random) }),
    actor_event: (random) => ({ actor: actor(random), event: 'record-read' }),
    address: (random) => ({ address: addressOf(number(random)) }),
    id: (random) => ({ text: Buffer.from(idOf(number(random))).toString('hex') }),
  };
}

function loadState(folder: string): State {
  const path = join(folder, 'state.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as State;
  return { counted: 0, jsonBytes: 0, fillCpuUs: 0, ingestCpuUs: 0 };
}

function saveState(folder: string, state: State): void {
  writeFileSync(join(folder, 'state.json'), JSON.stringify(state));
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { system, user } = process.cpuUsage(before);
  return user + system;
}

function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}
