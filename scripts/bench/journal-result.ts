// The figures of the journal as files that can be read and compared.
import { availableParallelism, totalmem } from 'node:os';
import { writeMeasurement } from '../measurement.ts';

export type JournalFigures = Readonly<Record<string, number | boolean>>;

const MEANINGS: readonly (readonly [name: string, unit: string, meaning: string])[] = [
  ['entries', '', 'entries written in batches'],
  ['batch_entries_per_s', '1/s', 'durable, in calls of 100 entries, 8 calls under way'],
  ['batch_cpu_us_per_entry', 'us', 'CPU of the whole process, making the entries included'],
  ['single_entries_per_s', '1/s', 'durable, one by one, by 32 writers at once'],
  ['single_p50_ms', 'ms', 'one append until durable, median'],
  ['single_p95_ms', 'ms', 'the same, 95th percentile'],
  ['single_p99_ms', 'ms', 'the same, 99th percentile'],
  ['hash_cpu_us_per_entry', 'us', 'CPU of three commitments, leaf and nodes of the tree'],
  ['disk_bytes_per_entry', 'B', 'stubs, bodies and tiles on disk after the end'],
  ['stub_bytes_per_entry', 'B', 'of these the stubs'],
  ['body_bytes_per_entry', 'B', 'of these the bodies, frames and seals'],
  ['tile_bytes_per_entry', 'B', 'of these the hash tiles'],
  ['json_bytes_per_entry', 'B', 'the same fields as lines of JSON, empty ones left out'],
  ['disk_ratio', '', 'disk in units of the lines of JSON'],
  ['verify_entries_per_s', '1/s', 'offline verification of the whole folder, bodies included'],
  ['verify_stubs_entries_per_s', '1/s', 'the same from stubs and tiles alone'],
  ['verify_stubs_s', 's', 'the same, all of them'],
  ['verify_rss_mb', 'MB', 'resident memory of the process after it'],
  ['other_load', '', 'load average of the machine over the last minute, at the end'],
];

/** The figures for reading at a terminal. */
export function journalText(figures: JournalFigures): string {
  const lines = MEANINGS.filter(([name]) => name in figures).map(([name, unit, meaning]) => {
    return `${name.padEnd(26)} ${`${figures[name]} ${unit}`.trim().padStart(16)}  ${meaning}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Writes `docs/measurements/NAME.json` and the same as a page. */
export async function writeJournalResult(
  figures: JournalFigures,
  args: readonly string[],
  name: string,
): Promise<void> {
  const command = ['npm run bench -- journal', ...args].join(' ');
  const machine = { cores: availableParallelism(), memory_gib: Math.round(totalmem() / 2 ** 30) };
  const written = { command, machine, node: process.versions.node, result: figures };
  const rows = MEANINGS.filter(([name]) => name in figures).map(([name, unit, meaning]) => {
    return `| \`${name}\` | ${figures[name]} | ${unit} | ${meaning} |`;
  });
  const page = [
    '# The journal',
    `Command: \`${command}\`; ${machine.cores} cores, ${machine.memory_gib} GiB of memory, ` +
      `node ${process.versions.node}. All figures: \`${name}.json\`.`,
    ['| figure | value | unit | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    METHOD,
  ].join('\n\n');
  await writeMeasurement(name, page, written);
}

const METHOD = `## How it was measured

- One process, one journal of nine logs on the disk of the machine, every commit forced with
  \`fdatasync\`. Of a hundred entries 70 are submissions of users, 20 reads, 5 refusals of
  strangers, 5 of the program itself; 95 have a sealed personal group, of 5000 persons.
- Disk is the size of the files when the journal was closed, of as many entries as stated: nothing
  is continued in a straight line.
- The machine may have had other work; \`other_load\` says how much.
`;
