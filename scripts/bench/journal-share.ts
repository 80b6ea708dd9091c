// `npm run bench -- journal-share`: what the chain commits with its journals, in units of what it
// commits when no program writes one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMeasurement } from '../measurement.ts';
import { GeneratorProcess } from './generator-process.ts';
import { BenchNetwork, chainStatus, type NodeProcess } from './network.ts';
import { mean, rounded } from './numbers.ts';
import { chainOptions } from './options.ts';
import { saturate } from './saturation.ts';

const OFF = [`--import=${join(import.meta.dirname, 'journal-off.ts')}`];
/** Each way twice, so that a machine that gets slower or faster meanwhile favours neither. */
const ORDER: readonly ('on' | 'off')[] = ['on', 'off', 'off', 'on'];
const SHAPE = { records: 1, attachmentBytes: 256 };
const USERS = 16;
const VALIDATORS = 4;

interface Round {
  readonly journal: 'on' | 'off';
  readonly txPerSecond: number;
  readonly validatorUs: number;
}

export async function benchJournalShare(args: readonly string[]): Promise<void> {
  const options = chainOptions(args);
  const rounds: Round[] = [];
  for (const journal of ORDER) {
    process.stderr.write(`bench: journals ${journal}, ${options.seconds} s\n`);
    rounds.push(await measure(journal, options));
  }
  const figures = figuresOf(rounds);
  if (options.isWrite) await writeResult(figures, args);
  process.stdout.write(`${JSON.stringify({ bench: 'journal-share', ...figures })}\n`);
}

async function measure(
  journal: Round['journal'],
  options: ReturnType<typeof chainOptions>,
): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-bench-'));
  const network = BenchNetwork.create({ folder: join(folder, 'network'), users: USERS });
  const generator = new GeneratorProcess();
  try {
    await network.start({ flags: journal === 'on' ? [] : OFF });
    const { chainId } = await chainStatus(network.validators[0] as NodeProcess);
    const baseUrls = network.validators.map(({ baseUrl }) => baseUrl);
    await generator.ask('setup', { chainId, keyFiles: network.users, baseUrls });
    const { committed, window } = await saturate(network, generator, SHAPE, options);
    const validatorUs = window.validatorUs / VALIDATORS / committed;
    return { journal, txPerSecond: committed / window.seconds, validatorUs };
  } finally {
    await Promise.all([generator.stop(), network.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(rounds: readonly Round[]) {
  const of = (journal: Round['journal'], figure: 'txPerSecond' | 'validatorUs') =>
    mean(rounds.filter((round) => round.journal === journal).map((round) => round[figure])) ??
    Number.NaN;
  return {
    rounds: rounds.length,
    tx_per_s: rounded(of('on', 'txPerSecond')),
    tx_per_s_without: rounded(of('off', 'txPerSecond')),
    throughput_share: rounded(of('on', 'txPerSecond') / of('off', 'txPerSecond'), 3),
    validator_cpu_us_per_tx: rounded(of('on', 'validatorUs'), 1),
    validator_cpu_us_per_tx_without: rounded(of('off', 'validatorUs'), 1),
  };
}

async function writeResult(
  figures: ReturnType<typeof figuresOf>,
  args: readonly string[],
): Promise<void> {
  const command = ['npm run bench -- journal-share', ...args].join(' ');
  const written = { command, node: process.versions.node, result: figures };
  await writeMeasurement(
    'journal-share',
    `# What the journals cost the chain

Command: \`${command}\`; node ${process.versions.node}. All figures: \`journal-share.json\`.

| figure | value | unit | meaning |
| --- | --- | --- | --- |
| \`tx_per_s\` | ${figures.tx_per_s} | 1/s | committed with journals |
| \`tx_per_s_without\` | ${figures.tx_per_s_without} | 1/s | committed without |
| \`throughput_share\` | ${figures.throughput_share} | | the first in units of the second |
| \`validator_cpu_us_per_tx\` | ${figures.validator_cpu_us_per_tx} | us | CPU of one validator |
| \`validator_cpu_us_per_tx_without\` | ${figures.validator_cpu_us_per_tx_without} | us | without |

Four validators, the supervision node and the generator on one machine, saturated as in
[chain.md](chain.md). Each way ran twice, the two with journals first and last. Without means that
every program takes each entry and writes none, so nothing is witnessed, searched or anchored
either; that is done to the loaded source for this measurement, and no program has a setting for it.
`,
    written,
  );
}
