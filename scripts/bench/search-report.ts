// The result of `bench -- search` for reading, and as files.
import { availableParallelism, totalmem } from 'node:os';
import { writeMeasurement } from '../measurement.ts';

export type SearchFigures = Readonly<Record<string, string | number | null>>;

/** What a page says of its figures. */
export interface SearchReport {
  /** Of the files, below `docs/measurements`. */
  readonly name: string;
  readonly title: string;
  readonly meanings: readonly (readonly [figure: string, unit: string, meaning: string])[];
  /** Kinds of queries, each with five figures. */
  readonly asked: Readonly<Record<string, string>>;
  readonly method: string;
}

/** The figures with their units, for a terminal. */
export function searchText(figures: SearchFigures, report: SearchReport): string {
  return `${rows(figures, report)
    .map(
      ([name, value, unit, meaning]) =>
        `${name.padEnd(30)} ${`${value} ${unit}`.padStart(14)}  ${meaning}`,
    )
    .join('\n')}\n`;
}

/** Writes the figures below `docs/measurements`, and the same as a page. */
export async function writeSearchResult(
  figures: SearchFigures,
  report: SearchReport,
  args: readonly string[],
): Promise<void> {
  const { method, name, title } = report;
  const command = ['npm run bench -- search', ...shownOf(args)].join(' ');
  const machine = { cores: availableParallelism(), memory_gib: Math.round(totalmem() / 2 ** 30) };
  const versions = { node: process.versions.node, sqlite: process.versions['sqlite'] };
  const written = { command, machine, versions, result: figures };
  const lines = [
    `# ${title}`,
    `Command: \`${command}\`; ${machine.cores} cores, ${machine.memory_gib} GiB of memory; node ` +
      `${versions.node}, SQLite ${versions.sqlite}. All figures: \`${name}.json\`.`,
    [
      '| figure | value | unit | meaning |',
      '| --- | --- | --- | --- |',
      ...rows(figures, report).map(
        ([figure, ...rest]) => `| \`${figure}\` | ${rest.join(' | ')} |`,
      ),
    ].join('\n'),
    method,
  ];
  await writeMeasurement(name, lines.join('\n\n'), written);
}

/** The arguments without the places of a run, which are this machine's. */
function shownOf(args: readonly string[]): string[] {
  const folder = args.indexOf('--folder');
  const host = args.indexOf('--postgres');
  return args.flatMap((arg, i) => {
    if (folder >= 0 && (i === folder || i === folder + 1)) return [];
    return [host >= 0 && i === host + 1 ? 'HOST' : arg];
  });
}

type Row = readonly [name: string, value: string, unit: string, meaning: string];

function rows(figures: SearchFigures, { asked, meanings }: SearchReport): Row[] {
  const row = (name: string, unit: string, meaning: string): Row => {
    return [name, String(figures[name] ?? 'not known'), unit, meaning];
  };
  return [
    ...meanings.map(([name, unit, meaning]) => row(name, unit, meaning)),
    ...Object.entries(asked).flatMap(([name, meaning]) => [
      row(`${name}_p50_ms`, 'ms', `${meaning}: median`),
      row(`${name}_p95_ms`, 'ms', 'the same, 95th percentile'),
      row(`${name}_cpu_ms`, 'ms', 'the same, CPU of all threads on average'),
      row(`${name}_cpu_p95_ms`, 'ms', 'the same, CPU, 95th percentile'),
      row(`${name}_hits`, '', 'the same, hits of a page on average'),
    ]),
  ];
}
