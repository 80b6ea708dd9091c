// The result as files that can be read and compared; nothing in them names a machine.
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../commands.ts';
import { writeMeasurement } from '../measurement.ts';
import type { ChainResult } from './chain-result.ts';

/** The libraries that the figures lean on, and where this workspace names their versions. */
const LIBRARIES = [
  ['sodium-native', 'packages/crypto'],
  ['level', 'packages/storage'],
  ['libp2p', 'packages/network'],
  ['fastify', 'packages/service'],
] as const;

type Meaning = readonly [name: string, unit: string, meaning: string];

const SATURATION: readonly Meaning[] = [
  ['tx_per_s', '1/s', 'committed transactions'],
  ['p50_ms', 'ms', 'request sent until answered that all its transactions are committed, median'],
  ['p95_ms', 'ms', 'the same, 95th percentile'],
  ['p99_ms', 'ms', 'the same, 99th percentile'],
  ['blocks_per_s', '1/s', 'blocks'],
  ['transactions_per_block', '', 'transactions in a block, anchors included'],
  ['blocks_after_first_round', '', 'blocks of the window that took more than one round'],
  ['cpu_us_per_tx_total', 'us', 'CPU of validators, supervision node and generator'],
  ['validator_cpu_us_per_tx', 'us', 'CPU of one validator'],
  ['supervisor_cpu_us_per_tx', 'us', 'CPU of the supervision node'],
  ['generator_cpu_us_per_tx', 'us', 'CPU of the generator'],
  ['verify_us', 'us', 'CPU of one native signature check, mean of before and after'],
  ['verify_us_under_load', 'us', 'the same in the window'],
  ['verify_ratio', '', 'CPU of one validator in units of `verify_us`'],
  ['verify_ratio_under_load', '', 'the same in units of `verify_us_under_load`'],
  ['bytes_per_tx', 'B', 'sent by all validators to other nodes'],
  ['supervisor_lag_blocks', '', 'most blocks that the supervision node was behind'],
  ['supervisor_lag_blocks_median', '', 'the same, median'],
  ['validator_rss_mb', 'MB', 'resident memory of the largest validator at the end'],
  ['other_load_pct', '%', 'CPU of everything else on the machine, of one core'],
];
const REST: readonly Meaning[] = [
  ['low_p50_ms', 'ms', 'single transaction at 20 a second, sent until committed, median'],
  ['low_p95_ms', 'ms', 'the same, 95th percentile'],
  ['idle_cpu_pct', '%', 'all node processes while nothing is submitted, of one core'],
  ['idle_disk_184d_bytes', 'B', 'growth of all homes while idle, as it would be in 184 days'],
  ['records_per_s', '1/s', 'records at saturation, ten in a transaction, no attachments'],
  ['cpu_us_per_record_total', 'us', 'the same, CPU of validators, supervision node and generator'],
];

const METHOD = `## How it was measured

- Four validators, a supervision node and a load generator, each a process of its own on one
  machine; connections encrypted, every write forced to disk, journals on.
- A transaction publishes one record with a subject of 64 characters and one attachment. It is
  composed and signed by one of 16 users before it is sent, not while the clock runs.
- Requests with many transactions go to the four validators in turn over kept connections. Each is
  answered when all in it is committed, and the answer sends the next (a closed loop), so latency
  at saturation is mostly the number of transactions on their way divided by the rate.
- The window begins and ends right after a block. What was committed is the growth of the record
  tree in the state of one validator, held beside the transactions in the blocks of another.
- CPU is user and system time of whole processes from \`/proc\`. Of a signature check it is the mean
  of 2,000 over 200-byte messages in the generator's process.
- Bytes are the kernel's counters of the validators' TCP connections to other nodes (\`ss\`).
- Lag is sampled every 200 ms: height of a validator less the height that the supervision node
  has verified, both asked at once.
- Disk growth while idle is the growth of all files of the five homes in a window of whole empty
  blocks, continued in a straight line; what databases drop later by tidying up is not taken off.
`;

/** The result for reading at a terminal. */
export function resultText(result: ChainResult): string {
  const rows = [...SATURATION, ...REST].filter(([name]) => name in result);
  const lines = rows.map(([name, unit, meaning]) => {
    const value = `${result[name] ?? 'not known'} ${unit}`.trim();
    return `${name.padEnd(30)} ${value.padStart(16)}  ${meaning}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Writes `docs/measurements/chain.json` and the same as a page. */
export async function writeResult(result: ChainResult, args: readonly string[]): Promise<void> {
  const command = ['npm run bench -- chain', ...args].join(' ');
  const machine = { cores: availableParallelism(), memory_gib: Math.round(totalmem() / 2 ** 30) };
  const versions = { node: process.versions.node, ...libraryVersions() };
  const written = { command, machine, versions, result };
  await writeMeasurement('chain', pageOf(written), written);
}

function pageOf({ command, machine, versions, result }: Written): string {
  const plain = result['no_attachment'] as ChainResult | undefined;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const machineText = `${machine.cores} cores, ${machine.memory_gib} GiB of memory`;
  return [
    '# The chain as a whole',
    `Command: \`${command}\`; ${machineText}; ${named.join(', ')}. All figures: \`chain.json\`.`,
    `A transaction has ${result['transaction_bytes']} bytes and an attachment of ` +
      `${result['attachment_bytes']} bytes; ${result['outstanding']} were on their way at any ` +
      `time, ${result['transactions_per_request']} in a request.`,
    '## At saturation',
    table(SATURATION, result),
    ...(plain === undefined
      ? []
      : [
          `Without attachments (${plain['transaction_bytes']} bytes a transaction):`,
          table(SATURATION, plain),
        ]),
    '## At low load, idle, and with many records in a transaction',
    table(REST, result),
    METHOD,
  ].join('\n\n');
}

interface Written {
  readonly command: string;
  readonly machine: { readonly cores: number; readonly memory_gib: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly result: ChainResult;
}

function table(meanings: readonly Meaning[], result: ChainResult): string {
  const rows = meanings.filter(([name]) => name in result);
  return [
    '| figure | value | unit | meaning |',
    '| --- | --- | --- | --- |',
    ...rows.map(([name, unit, meaning]) => {
      return `| \`${name}\` | ${result[name] ?? 'not known'} | ${unit} | ${meaning} |`;
    }),
  ].join('\n');
}

function libraryVersions(): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const [library, folder] of LIBRARIES) {
    const path = join(ROOT, folder, 'node_modules', library, 'package.json');
    versions[library] = (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
  }
  return versions;
}
