// `npm run bench -- journal`: what an entry costs, how many a second, how much disk.

import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { type Journal, openJournal, PersonKeyFile, verifyFolder } from '@mingjing/journal';
import { groupCommitment } from '@mingjing/protocol';
import { appendLeaves, emptyRange, leafHash } from '@mingjing/tlog';
import { benchEntry, jsonLine } from './journal-entries.ts';
import { type JournalFigures, journalText, writeJournalResult } from './journal-result.ts';

const CHAIN_ID = 'bench-0123456789abcdef';
const NODE_ID = 'node-1';
const PER_CALL = 100;
const CALLS_UNDER_WAY = 8;
const WRITERS = 32;
const HASHED = 30_000;

interface JournalBenchOptions {
  readonly entries: number;
  readonly single: number;
  readonly isJson: boolean;
  readonly isWrite: boolean;
  /** Of the files that `--write` makes. */
  readonly name: string;
}

/** Runs the bench and removes what it wrote. */
export async function benchJournal(args: readonly string[]): Promise<void> {
  const options = optionsOf(args);
  const root = mkdtempSync(join(tmpdir(), 'mingjing-bench-journal-'));
  try {
    const figures = await measure(root, options);
    if (!options.isJson) process.stdout.write(journalText(figures));
    if (options.isWrite) await writeJournalResult(figures, args, options.name);
    process.stdout.write(`${JSON.stringify(figures)}\n`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function optionsOf(args: readonly string[]): JournalBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      entries: { type: 'string', default: '200000' },
      single: { type: 'string', default: '30000' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      name: { type: 'string', default: 'journal' },
    },
  });
  const [entries, single] = [Number(values.entries), Number(values.single)];
  const isWhole = [entries, single].every((n) => Number.isSafeInteger(n) && n > 0);
  if (!isWhole) throw new Error('--entries and --single take whole numbers above 0');
  const { json: isJson, name, write: isWrite } = values;
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error('--name takes letters, digits and hyphens');
  return { entries, single, isJson, isWrite, name };
}

async function measure(root: string, options: JournalBenchOptions): Promise<JournalFigures> {
  const signer = signerFromSeed(randomBytes(32));
  const open = async (folder: string) =>
    openJournal({
      ...{ folder, chainId: CHAIN_ID, nodeId: NODE_ID, signer },
      personKeys: await PersonKeyFile.open({ path: join(root, 'person-keys') }),
      clock: { now: () => Date.now(), monotonicUs },
    });
  const singles = await open(join(root, 'single'));
  const single = await measureSingle(singles, options.single);
  await singles.close();
  const folder = join(root, 'journal');
  const journal = await open(folder);
  const batch = await measureBatch(journal, options.entries);
  await journal.close();
  const started = performance.now();
  const keysOf = () => [signer.publicKey];
  const report = await verifyFolder(folder, { chainId: CHAIN_ID, keysOf });
  const verifyMs = performance.now() - started;
  if (!report.ok) throw new Error(`the journal does not hold: ${report.faults[0]?.reason}`);
  const stubsStarted = performance.now();
  const stubs = await verifyFolder(folder, { chainId: CHAIN_ID, keysOf, isStubsOnly: true });
  const stubsMs = performance.now() - stubsStarted;
  if (!stubs.ok) throw new Error(`the stubs do not hold: ${stubs.faults[0]?.reason}`);
  return {
    ...batch,
    ...single,
    hash_cpu_us_per_entry: measureHashing(),
    ...diskFigures(folder, options.entries),
    verify_entries_per_s: Math.round((options.entries / verifyMs) * 1000),
    verify_stubs_entries_per_s: Math.round((options.entries / stubsMs) * 1000),
    verify_stubs_s: rounded(stubsMs / 1000, 1),
    verify_rss_mb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    other_load: rounded(loadavg()[0] ?? 0, 1),
  };
}

function monotonicUs(): number {
  return Math.floor(performance.now() * 1000);
}

async function measureBatch(journal: Journal, count: number) {
  let next = 0;
  const before = process.cpuUsage();
  const started = performance.now();
  const run = async () => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + PER_CALL);
      const random = randomBytes(32);
      const length = next - from;
      await journal.appendMany(Array.from({ length }, (_, i) => benchEntry(from + i, random)));
    }
  };
  await Promise.all(Array.from({ length: CALLS_UNDER_WAY }, run));
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  return {
    entries: count,
    batch_entries_per_s: Math.round((count / ms) * 1000),
    batch_cpu_us_per_entry: rounded((user + system) / count, 1),
  };
}

/** Bytes of the same entries as lines of JSON: written one by one, not estimated. */
function jsonBytes(count: number): number {
  const indices = new Map<string, number>();
  const random = randomBytes(32);
  let bytes = 0;
  for (let number = 0; number < count; number++) {
    const entry = benchEntry(number, random);
    const index = indices.get(entry.source) ?? 0;
    indices.set(entry.source, index + 1);
    bytes += jsonLine(entry, { index, time: Date.now(), monotonicUs: monotonicUs() }).length;
  }
  return bytes;
}

async function measureSingle(journal: Journal, count: number) {
  let next = 0;
  const waits: number[] = [];
  const started = performance.now();
  const write = async () => {
    while (next < count) {
      const entry = benchEntry(next++, randomBytes(32));
      const begun = performance.now();
      await journal.append(entry);
      waits.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  const ms = performance.now() - started;
  waits.sort((a, b) => a - b);
  const at = (share: number) => rounded(waits[Math.floor(waits.length * share)] ?? 0, 2);
  return {
    single_entries_per_s: Math.round((count / ms) * 1000),
    single_p50_ms: at(0.5),
    single_p95_ms: at(0.95),
    single_p99_ms: at(0.99),
  };
}

/** CPU of the hashes of an entry alone, over stored bytes of usual length. */
function measureHashing(): number {
  const salt = randomBytes(32);
  const [frame, act, personal] = [randomBytes(60), randomBytes(110), randomBytes(44)];
  const stub = randomBytes(152);
  const hash = (count: number) => {
    const leaves: Uint8Array[] = [];
    for (let i = 0; i < count; i++) {
      groupCommitment(CHAIN_ID, 'frame', salt, frame);
      groupCommitment(CHAIN_ID, 'act', salt, act);
      groupCommitment(CHAIN_ID, 'personal', salt, personal);
      leaves.push(leafHash(stub));
    }
    appendLeaves(emptyRange(), leaves);
  };
  hash(HASHED);
  const before = process.cpuUsage();
  hash(HASHED);
  const { user, system } = process.cpuUsage(before);
  return rounded((user + system) / HASHED, 2);
}

function diskFigures(folder: string, count: number) {
  const [stubs, bodies, tiles] = [/\/stubs$/, /\.seg$/, /\/tile\//].map((pattern) =>
    sizeOf(folder, (path) => pattern.test(path)),
  ) as [number, number, number];
  const all = sizeOf(folder, () => true);
  const json = jsonBytes(count);
  return {
    disk_bytes_per_entry: rounded(all / count, 1),
    stub_bytes_per_entry: rounded(stubs / count, 1),
    body_bytes_per_entry: rounded(bodies / count, 1),
    tile_bytes_per_entry: rounded(tiles / count, 1),
    json_bytes_per_entry: rounded(json / count, 1),
    disk_ratio: rounded(all / json, 3),
  };
}

function sizeOf(folder: string, isCounted: (path: string) => boolean): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  return paths.filter(isCounted).reduce((sum, path) => sum + statSync(path).size, 0);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
