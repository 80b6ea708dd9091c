// The result of `bench -- search` for reading, and as files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../commands.ts';

export type SearchFigures = Readonly<Record<string, string | number | null>>;

const FOLDER = join(ROOT, 'docs', 'measurements');
const ASKED: Readonly<Record<string, string>> = {
  name2: "a poet's name of two characters, in open and personal texts",
  phrase4: 'four characters out of a poem',
  exact: 'actor, event and result',
  address: 'source address by a /24 prefix',
  time_actor: 'one day of thirty, and an actor',
};

const METHOD = `## How it was measured

- Entries are Chinese poems (Tang and Song, npm package \`chinese-poetry\` 2.0.1, fetched for the
  run and dropped after it): title, author and lines as the object, cut at 1,000 bytes; the author
  also as the personal subject; 200 actors, many source addresses, spread over thirty days. They are
  written to a real journal first, which does not count; beyond the number of poems they repeat.
- Ingest is the whole way: stubs and bodies read from the journal's files, commitments checked,
  personal groups opened, documents handed to the thread that writes, rows and positions committed.
- A search counts from the query to the answer in the same process, without HTTP: index, each hit
  read from the journal and compared with its row, inclusion proof and signed checkpoint. A page
  has 20 hits. 200 queries of each kind from a seed, after 20 that do not count; nothing else runs
  in the process meanwhile.
- \`load_average\` well above the number of cores says that others had the machine: rates and times
  are then lower bounds of what it can do, and CPU is the better figure.
- Bytes are those of the index alone: database and write-ahead file.
`;

/** The figures with their units, for a terminal. */
export function searchText(figures: SearchFigures): string {
  return `${rows(figures)
    .map(
      ([name, value, unit, meaning]) =>
        `${name.padEnd(22)} ${`${value} ${unit}`.padStart(14)}  ${meaning}`,
    )
    .join('\n')}\n`;
}

/** Writes `docs/measurements/search.json` and the same as a page. */
export function writeSearchResult(figures: SearchFigures, args: readonly string[]): void {
  mkdirSync(FOLDER, { recursive: true });
  const command = ['npm run bench -- search', ...args].join(' ');
  const machine = { cores: availableParallelism(), memory_gib: Math.round(totalmem() / 2 ** 30) };
  const versions = { node: process.versions.node, sqlite: process.versions['sqlite'] };
  const written = { command, machine, versions, result: figures };
  writeFileSync(join(FOLDER, 'search.json'), `${JSON.stringify(written, null, 2)}\n`);
  const lines = [
    '# Search in a journal',
    `Command: \`${command}\`; ${machine.cores} cores, ${machine.memory_gib} GiB of memory; node ` +
      `${versions.node}, SQLite ${versions.sqlite}. All figures: \`search.json\`.`,
    [
      '| figure | value | unit | meaning |',
      '| --- | --- | --- | --- |',
      ...rows(figures).map(([name, ...rest]) => `| \`${name}\` | ${rest.join(' | ')} |`),
    ].join('\n'),
    METHOD,
  ];
  writeFileSync(join(FOLDER, 'search.md'), lines.join('\n\n'));
}

type Row = readonly [name: string, value: string, unit: string, meaning: string];

function rows(figures: SearchFigures): Row[] {
  const row = (name: string, unit: string, meaning: string): Row => {
    return [name, String(figures[name] ?? 'not known'), unit, meaning];
  };
  return [
    row('items', '', 'entries of the journal'),
    row('text_bytes_per_item', 'B', 'UTF-8 of the object of an entry'),
    row('items_per_s', '1/s', 'entries taken from the journal into the index'),
    row('cpu_us_per_item', 'us', 'CPU of both threads for one entry'),
    row('bytes_per_item', 'B', 'size of the index for one entry'),
    row('load_average', '', 'processes that wanted a core at the end, mean of a minute'),
    ...Object.entries(ASKED).flatMap(([name, meaning]) => [
      row(`${name}_p50_ms`, 'ms', `${meaning}: median`),
      row(`${name}_p95_ms`, 'ms', 'the same, 95th percentile'),
      row(`${name}_hits`, '', 'the same, hits of a page on average'),
    ]),
  ];
}
