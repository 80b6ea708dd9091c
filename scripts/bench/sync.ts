// `npm run bench -- sync`: what catching up costs, by blocks and by a snapshot.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NODE_FLAGS } from '@mingjing/host';
import { rounded } from './numbers.ts';
import { buildChain, type ChainShape } from './sync-chain.ts';
import type { SyncFigures, SyncTask } from './sync-process.ts';
import { resultText, type SyncResult, writeResult } from './sync-report.ts';

const PROCESS = join(import.meta.dirname, 'sync-process.ts');
/** 100,000 transactions in blocks as they are under load. */
const LOADED: ChainShape = { blocks: 500, transactionsPerBlock: 200 };
/** Many blocks with one transaction each: what a block costs by itself. */
const LONG: ChainShape = { blocks: 100_000, transactionsPerBlock: 1 };
const SHORT_BLOCKS = 10_000;
const MARKS = [1000, 10_000, 100_000];

export async function benchSync(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-bench-sync-'));
  try {
    const result = measureAll(folder, values.short, (text) => {
      if (!values.json) process.stderr.write(`${text}\n`);
    });
    if (values.write) await writeResult(result, args);
    if (!values.json) process.stdout.write(resultText(result));
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureAll(folder: string, isShort: boolean, say: (text: string) => void): SyncResult {
  say('building 100,000 transactions in 500 blocks');
  const loaded = chainFile(folder, 'loaded', LOADED);
  const reverify = run(folder, { chain: loaded, trust: 'signatures', marks: [], snapshot: false });
  say('every signature verified');
  const certificate = run(folder, {
    chain: loaded,
    trust: 'certificate',
    marks: [],
    snapshot: true,
  });
  say('certificates believed; snapshot made and joined by');
  const blocks = isShort ? SHORT_BLOCKS : LONG.blocks;
  const long = chainFile(folder, 'long', { ...LONG, blocks });
  say(`${blocks} blocks built`);
  const costs = run(folder, { chain: long, trust: 'signatures', marks: MARKS, snapshot: false });
  return resultOf({ reverify, certificate, long: costs, isShort });
}

function chainFile(folder: string, name: string, shape: ChainShape): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(buildChain(join(folder, `${name}.blocks`), shape)));
  return path;
}

function run(folder: string, task: Omit<SyncTask, 'directory'>): SyncFigures {
  const directory = mkdtempSync(join(folder, 'store-'));
  mkdirSync(join(directory, 'joined'));
  const line = execFileSync(
    process.execPath,
    [...NODE_FLAGS, PROCESS, JSON.stringify({ ...task, directory })],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  rmSync(directory, { recursive: true, force: true });
  return JSON.parse(line) as SyncFigures;
}

interface Runs {
  readonly reverify: SyncFigures;
  readonly certificate: SyncFigures;
  readonly long: SyncFigures;
  readonly isShort: boolean;
}

/** CPU seconds in a second of the run: under 1 when the machine is busy or the disk is slow. */
function coreShare({ cpuUs, seconds }: SyncFigures): number | null {
  return rounded(cpuUs / 1e6 / seconds, 2);
}

function resultOf({ reverify, certificate, long, isShort }: Runs): SyncResult {
  const { snapshot } = certificate;
  const costAt = (height: number) => rounded(long.costs[String(height)]);
  return {
    bench: 'sync',
    node_version: process.version,
    is_short: isShort,
    transactions: reverify.transactions,
    transactions_per_block: LOADED.transactionsPerBlock,
    reverify_tx_per_s: rounded(reverify.transactions / reverify.seconds),
    certificate_tx_per_s: rounded(certificate.transactions / certificate.seconds),
    reverify_tx_per_cpu_s: rounded((1e6 * reverify.transactions) / reverify.cpuUs),
    certificate_tx_per_cpu_s: rounded((1e6 * certificate.transactions) / certificate.cpuUs),
    reverify_core_share: coreShare(reverify),
    certificate_core_share: coreShare(certificate),
    reverify_cpu_us_per_tx: rounded(reverify.cpuUs / reverify.transactions, 1),
    certificate_cpu_us_per_tx: rounded(certificate.cpuUs / certificate.transactions, 1),
    rss_mb: rounded(Math.max(reverify.rssPeak, certificate.rssPeak, long.rssPeak) / 1e6),
    cost_us_per_block_1k: costAt(1000),
    cost_us_per_block_10k: costAt(10_000),
    cost_us_per_block_100k: costAt(100_000),
    long_blocks: long.blocks,
    long_blocks_per_s: rounded(long.blocks / long.seconds),
    snapshot_bytes: snapshot?.bytes ?? null,
    snapshot_chunks: snapshot?.chunks ?? null,
    snapshot_make_s: rounded(snapshot?.makeS, 2),
    snapshot_join_s: rounded(snapshot?.joinS, 2),
    snapshot_join_cpu_ms: rounded((snapshot?.joinCpuUs ?? Number.NaN) / 1000),
    snapshot_backfill_s: rounded(snapshot?.backfillS, 2),
  };
}
