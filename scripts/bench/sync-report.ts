// The result of the bench of catching up, as files that can be read and compared.
import { availableParallelism, totalmem } from 'node:os';
import { writeMeasurement } from '../measurement.ts';

export type SyncResult = Readonly<Record<string, unknown>>;

const MEANINGS: readonly (readonly [name: string, unit: string, meaning: string])[] = [
  ['reverify_tx_per_s', '1/s', 'every signature verified, by the clock'],
  ['certificate_tx_per_s', '1/s', 'signatures of old blocks believed, by the clock'],
  ['reverify_tx_per_cpu_s', '1/s', 'the first, by CPU time: what one free core does'],
  ['certificate_tx_per_cpu_s', '1/s', 'the second, by CPU time'],
  [
    'reverify_core_share',
    '',
    'cores that the first had while it ran: the rest of the time it waited',
  ],
  ['certificate_core_share', '', 'the same of the second'],
  ['reverify_cpu_us_per_tx', 'us', 'CPU of the process for a transaction, every thread'],
  ['certificate_cpu_us_per_tx', 'us', 'the same, signatures of old blocks believed'],
  ['rss_mb', 'MB', 'resident memory, the most of all runs'],
  ['cost_us_per_block_1k', 'us', 'CPU for a block of one transaction, heights 501 to 1,000'],
  ['cost_us_per_block_10k', 'us', 'the same, heights 9,501 to 10,000'],
  ['cost_us_per_block_100k', 'us', 'the same, heights 99,501 to 100,000'],
  ['long_blocks_per_s', '1/s', 'blocks of one transaction, by the clock'],
  ['snapshot_bytes', 'B', 'a snapshot after 100,000 records'],
  ['snapshot_make_s', 's', 'from the commit of its block until it is on disk'],
  ['snapshot_join_s', 's', 'from an empty home until its state is verified and on disk'],
  ['snapshot_join_cpu_ms', 'ms', 'CPU for that, of the joining and the serving side'],
  ['snapshot_backfill_s', 's', 'until all 500 blocks below it are here as well'],
];

const METHOD = `## How it was measured

- A chain of valid blocks is built first: four validators, real signatures, three of four in each
  certificate. A transaction publishes one record with a subject of 64 characters and no attachment.
- A production replica on an empty LevelDB store in a process of its own fetches it by the code
  that runs in a node: requests for ranges to four peers, parse, certificate, signatures,
  execution, every root, one forced batch for each height. The peers are in the same process:
  answers are encoded and decoded as bytes, and there is no socket and no cipher.
- Where certificates are believed, the last 64 of the 500 blocks are verified in full all the same:
  an eighth of the transactions.
- CPU is user and system time of the process, all threads, the peers' part included. The rate by
  the clock depends on what else the machine does, and on its disk: each height waits for a forced
  write.
- The snapshot is made by the replica of the second run, and a second replica in the same process
  joins by it and fetches the older blocks.
`;

/** The result for reading at a terminal. */
export function resultText(result: SyncResult): string {
  const lines = MEANINGS.map(([name, unit, meaning]) => {
    const value = `${result[name] ?? 'not known'} ${unit}`.trim();
    return `${name.padEnd(28)} ${value.padStart(16)}  ${meaning}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Writes `docs/measurements/sync.json` and the same as a page. */
export async function writeResult(result: SyncResult, args: readonly string[]): Promise<void> {
  const command = ['npm run bench -- sync', ...args].join(' ');
  const machine = { cores: availableParallelism(), memory_gib: Math.round(totalmem() / 2 ** 30) };
  const versions = { node: process.versions.node };
  const written = { command, machine, versions, result };
  const rows = MEANINGS.map(([name, unit, meaning]) => {
    return `| \`${name}\` | ${result[name] ?? 'not known'} | ${unit} | ${meaning} |`;
  });
  const page = [
    '# Catching up',
    `\`${command}\` on ${machine.cores} cores and ${machine.memory_gib} GiB, Node ` +
      `${versions.node}. The same figures as data: [sync.json](sync.json).`,
    ['| figure | value | unit | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    sharesOf(result),
    METHOD,
  ];
  await writeMeasurement('sync', page.join('\n\n'), written);
}

function sharesOf(result: SyncResult): string {
  const shares = ['reverify', 'certificate'].map((name) => result[`${name}_core_share`]);
  return (
    `The runs had ${shares.join(' and ')} of a core. Below 1, the rates by the clock are what a ` +
    'shared machine and its disk left; those by CPU time are what a core does.'
  );
}
