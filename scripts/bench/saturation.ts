// As many transactions as the network takes, for a window of time.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Shape } from './compose.ts';
import type { GeneratorProcess } from './generator-process.ts';
import { LagSampler } from './lag.ts';
import type { LoadFigures } from './load.ts';
import { type BenchNetwork, type NodeProcess, nextBlock } from './network.ts';
import { mean, percentile } from './numbers.ts';
import type { ChainOptions } from './options.ts';
import { between, takeSample } from './sample.ts';
import { timeVerifyUs } from './verify-time.ts';

/** Composed before the window for each second of it; more is composed while it runs. */
const PREPARED_PER_SECOND = 4500;
/** More would be stale before it is sent. */
const PREPARED_SECONDS_MAX = 150;
/** Short against a block: a window is to begin right after one. */
const POLL_MS = 25;
const VERIFIES = 2000;
const VERIFIES_UNDER_LOAD = 400;

export interface Saturation {
  readonly shape: Shape;
  readonly window: ReturnType<typeof between>;
  readonly committed: number;
  readonly blocks: BlockFigures;
  readonly answered: LoadFigures;
  readonly latencyMs: (share: number) => number | undefined;
  readonly lag: { max: number | null; median: number | null; samples: number };
  readonly validatorRss: number;
  /** Mean of before and after. */
  readonly verifyUs: number;
  readonly verifyUsUnderLoad: number | undefined;
  readonly period: { fromUs: number; toUs: number };
}

export async function saturate(
  network: BenchNetwork,
  generator: GeneratorProcess,
  shape: Shape,
  options: ChainOptions,
): Promise<Saturation> {
  const { seconds, warmUpSeconds, outstanding, transactionsPerRequest } = options;
  const first = network.validators[0] as NodeProcess;
  const preparedSeconds = Math.min(seconds + warmUpSeconds, PREPARED_SECONDS_MAX);
  // What a transaction with many records costs is in its records.
  const perSecond = shape.records > 1 ? PREPARED_PER_SECOND / 3 : PREPARED_PER_SECOND;
  const prepare = Math.ceil(preparedSeconds * perSecond);
  const verifyBefore = await generator.ask('verifyUs', VERIFIES);
  await generator.ask('saturate', { shape, transactionsPerRequest, outstanding, prepare });
  await sleep(warmUpSeconds * 1000);
  const lagSampler = new LagSampler(first, network.supervisor);
  await nextBlock(first, POLL_MS);
  await generator.ask('take');
  const begin = await takeSample(network, generator.pid);
  lagSampler.start();
  const underLoad = await verifyDuring(seconds);
  await nextBlock(first, POLL_MS);
  const end = await takeSample(network, generator.pid);
  const answered = await generator.ask('take');
  const lag = await lagSampler.stop();
  await generator.ask('stopLoad');
  const verifyAfter = await generator.ask('verifyUs', VERIFIES);
  const window = between(begin, end);
  return {
    ...{ shape, window, answered, lag },
    committed: window.records / shape.records,
    blocks: await readBlocks(network, begin.height, end.height),
    latencyMs: (share) => percentile(answered.latenciesMs, share),
    validatorRss: end.validatorRss,
    verifyUs: (verifyBefore + verifyAfter) / 2,
    verifyUsUnderLoad: mean(underLoad),
    period: { fromUs: begin.profileUs, toUs: end.profileUs },
  };
}

// In the bench's own process, so that it costs the generator nothing.
async function verifyDuring(seconds: number): Promise<number[]> {
  const times: number[] = [];
  const looks = Math.max(1, Math.floor(seconds / 5));
  const endsAt = performance.now() + seconds * 1000;
  for (let look = 0; look < looks; look += 1) {
    await sleep((seconds * 1000) / (looks + 1));
    times.push(timeVerifyUs(VERIFIES_UNDER_LOAD));
  }
  await sleep(Math.max(0, endsAt - performance.now()));
  return times;
}

/** From the blocks of the window themselves, as another validator stores them. */
interface BlockFigures {
  /** Anchors included. */
  readonly transactions: number;
  /** Blocks that the first proposer did not get through in time. */
  readonly afterFirstRound: number;
}

async function readBlocks({ validators }: BenchNetwork, after: number, to: number) {
  const { baseUrl } = validators.at(-1) as NodeProcess;
  let transactions = 0;
  let afterFirstRound = 0;
  for (let height = after + 1; height <= to; height += 1) {
    const answer = await fetch(`${baseUrl}/v1/blocks/${height}`);
    const block = (await answer.json()) as {
      transactions: readonly string[];
      certificate: { round: number };
    };
    transactions += block.transactions.length;
    if (block.certificate.round > 0) afterFirstRound += 1;
  }
  return { transactions, afterFirstRound };
}
