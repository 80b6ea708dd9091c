// `npm run bench -- supervision`: what the chain commits while the supervision node runs, stands
// still, and is gone, in one run of one network.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeMeasurement } from '../measurement.ts';
import { GeneratorProcess } from './generator-process.ts';
import { BenchNetwork, chainStatus, type NodeProcess, verifiedHeight } from './network.ts';
import { mean, rounded } from './numbers.ts';
import { type ChainOptions, chainOptions } from './options.ts';
import { type Saturation, saturate } from './saturation.ts';

/** Between two others it runs, so that a machine that gets slower or faster favours no way. */
const ORDER = ['up', 'stopped', 'up', 'killed'] as const;
const SHAPE = { records: 1, attachmentBytes: 256 };
const USERS = 16;
const VALIDATORS = 4;
/** A supervision node that stood still has all blocks again. */
const CAUGHT_UP_MS = 120_000;
const POLL_MS = 200;

type Way = (typeof ORDER)[number];

interface Window {
  readonly supervision: Way;
  readonly txPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly blockMs: number;
  readonly validatorUs: number;
  /** CPU of everything else on the machine, in percent of one core. */
  readonly otherLoadPct: number;
}

export async function benchSupervision(args: readonly string[]): Promise<void> {
  const options = chainOptions(args);
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const network = BenchNetwork.create({ folder: join(folder, 'network'), users: USERS });
  const generator = new GeneratorProcess();
  const end = () => Promise.all([generator.stop(), network.stop()]);
  const interrupt = () => {
    void end().finally(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const windows = await measure(network, generator, options);
    await end();
    const figures = figuresOf(windows);
    if (options.isWrite) await writeResult(figures, windows, args);
    process.stdout.write(`${JSON.stringify({ bench: 'supervision', ...figures })}\n`);
  } finally {
    await end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  network: BenchNetwork,
  generator: GeneratorProcess,
  options: ChainOptions,
): Promise<Window[]> {
  await network.start({});
  const { supervisor } = network;
  if (supervisor === undefined) throw new Error('there is no supervision node');
  const { chainId } = await chainStatus(network.validators[0] as NodeProcess);
  const baseUrls = network.validators.map(({ baseUrl }) => baseUrl);
  await generator.ask('setup', { chainId, keyFiles: network.users, baseUrls });
  const windows: Window[] = [];
  for (const way of ORDER) {
    process.stderr.write(`bench: supervision node ${way}, ${options.seconds} s\n`);
    await bring(network, supervisor, way);
    windows.push(windowOf(way, await saturate(network, generator, SHAPE, options)));
    if (way === 'stopped') process.kill(supervisor.pid, 'SIGCONT');
  }
  return windows;
}

/** Its samples and its lag are taken while it runs only: nothing is asked of one that does not. */
async function bring(network: BenchNetwork, supervisor: NodeProcess, way: Way): Promise<void> {
  network.supervisor = way === 'up' ? supervisor : undefined;
  if (way === 'up') await caughtUp(network, supervisor);
  else if (way === 'stopped') process.kill(supervisor.pid, 'SIGSTOP');
  else await network.kill(supervisor.nodeId);
}

async function caughtUp({ validators }: BenchNetwork, supervisor: NodeProcess): Promise<void> {
  const giveUpAt = Date.now() + CAUGHT_UP_MS;
  const { height } = await chainStatus(validators[0] as NodeProcess);
  while (((await verifiedHeight(supervisor)) ?? 0) < height) {
    if (Date.now() > giveUpAt) throw new Error('the supervision node does not catch up');
    await sleep(POLL_MS);
  }
}

function windowOf(supervision: Way, { committed, window, latencyMs }: Saturation): Window {
  return {
    supervision,
    txPerSecond: committed / window.seconds,
    p50Ms: latencyMs(0.5) ?? Number.NaN,
    p95Ms: latencyMs(0.95) ?? Number.NaN,
    blockMs: (window.seconds * 1000) / window.blocks,
    validatorUs: window.validatorUs / VALIDATORS / committed,
    otherLoadPct: window.otherLoadPct,
  };
}

type Figure = Exclude<keyof Window, 'supervision'>;
type Figures = ReturnType<typeof figuresOf>;

function figuresOf(windows: readonly Window[]) {
  const of = (way: Way, figure: Figure) =>
    mean(windows.filter(({ supervision }) => supervision === way).map((each) => each[figure])) ??
    Number.NaN;
  const share = (way: Way, figure: Figure) => rounded(of(way, figure) / of('up', figure), 3);
  const rows = ['up', 'stopped', 'killed'] as const;
  const each = rows.flatMap((way) => [
    [`${way}_tx_per_s`, rounded(of(way, 'txPerSecond'))],
    [`${way}_p50_ms`, rounded(of(way, 'p50Ms'))],
    [`${way}_p95_ms`, rounded(of(way, 'p95Ms'))],
    [`${way}_block_ms`, rounded(of(way, 'blockMs'), 1)],
    [`${way}_validator_cpu_us_per_tx`, rounded(of(way, 'validatorUs'), 1)],
    [`${way}_other_load_pct`, rounded(of(way, 'otherLoadPct'))],
  ]);
  return {
    stopped_tx_share: share('stopped', 'txPerSecond'),
    killed_tx_share: share('killed', 'txPerSecond'),
    stopped_p95_share: share('stopped', 'p95Ms'),
    killed_p95_share: share('killed', 'p95Ms'),
    ...(Object.fromEntries(each) as Record<string, number | null>),
  };
}

async function writeResult(
  figures: Figures,
  windows: readonly Window[],
  args: readonly string[],
): Promise<void> {
  const command = ['npm run bench -- supervision', ...args].join(' ');
  const machine = { cores: availableParallelism(), node: process.versions.node };
  const written = { command, ...machine, result: figures, windows };
  await writeMeasurement('supervision', pageOf(figures, command), written);
}

function pageOf(figures: Figures, command: string): string {
  const named = figures as Readonly<Record<string, number | null>>;
  const row = (way: string, title: string) => {
    const of = (figure: string) => named[`${way}_${figure}`] ?? 'not known';
    const times = ['tx_per_s', 'p50_ms', 'p95_ms', 'block_ms'];
    const cells = [...times, 'validator_cpu_us_per_tx', 'other_load_pct'].map(of);
    return `| ${[title, ...cells].join(' | ')} |`;
  };
  return `# The chain without its supervision node

Command: \`${command}\`; ${availableParallelism()} cores, node ${process.versions.node}.
All figures: \`supervision.json\`.

| supervision node | tx/s | p50 ms | p95 ms | block ms | validator CPU us a tx | other load % |
| --- | --- | --- | --- | --- | --- | --- |
${row('up', 'runs')}
${row('stopped', 'stands still (SIGSTOP)')}
${row('killed', 'gone (SIGKILL)')}

In units of what is committed while it runs: ${figures.stopped_tx_share} while it stands still,
${figures.killed_tx_share} when it is gone; of the 95th percentile of latency
${figures.stopped_p95_share} and ${figures.killed_p95_share}.

Four validators, the supervision node and the generator on one machine, saturated as in
[chain.md](chain.md), one network and one run: it runs, stands still, runs again once it has caught
up, and is killed. The first row is the mean of its two windows. All programs share the cores, so
what the supervision node does not use, the others have: the CPU of a validator is what depends on
that least. Other load is what else ran on the machine, of one core: rates beside a load that is not
small say little. A transaction has one record and an attachment of ${SHAPE.attachmentBytes} bytes;
latency is from the request until all its transactions are committed.
`;
}
