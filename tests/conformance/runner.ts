/**
 * `node tests/conformance/runner.ts FILE...` replays vectors and prints, per file, how many
 * passed and how many failed, then each difference. Exit code 1 if anything failed, 2 if a file
 * could not be read as vectors.
 */
import { basename } from 'node:path';
import { replayDriver } from './consensus-driver.ts';
import { replayRound } from './consensus-round.ts';
import { replayVoteKeeper } from './consensus-vote-keeper.ts';
import { lastPart, type Outcome, readLines, type Trace, VectorFileError } from './itf.ts';

/** Answers the first difference of one trace, or undefined. */
type Replay = (trace: Trace) => Pick<Outcome, 'difference' | 'isDeviation'>;

/** Whole-system runs are there to be read; the lives of their nodes are in `driver_macro_*`. */
type Format = { readonly name: string; readonly replay: Replay | undefined };

const lifeOfNode: Format = { name: 'lives of one node', replay: replayDriver };
const byVariables: readonly (readonly [variables: readonly string[], format: Format])[] = [
  [['input', 'output', 'state'], { name: 'round machine', replay: replayRound }],
  [
    ['bookkeeper', 'lastEmitted', 'weightedVote'],
    { name: 'vote keeper', replay: replayVoteKeeper },
  ],
  [['system', '_hist'], { name: 'runs of a whole system', replay: undefined }],
];

/** What became of one file. */
export interface Summary {
  readonly passed: number;
  readonly failed: readonly Outcome[];
  /** Traces that differ exactly where the vector says that it departs from the paper. */
  readonly deviations: readonly Outcome[];
  /** Traces of a format that is not replayed, with its name. */
  readonly unreplayed: { readonly count: number; readonly format: string } | undefined;
}

/** Replays a file by the kind that its first line shows; throws `VectorFileError`. */
export function replayFile(path: string): Summary {
  const traces = readLines(path);
  const format = formatOf(traces[0] as Trace);
  if (format === undefined) {
    throw new VectorFileError('a format that is not known: no variables or events of one', path);
  }
  const { replay } = format;
  if (replay === undefined) {
    const unreplayed = { count: traces.length, format: format.name };
    return { passed: 0, failed: [], deviations: [], unreplayed };
  }
  const outcomes = traces.map((trace, index) => outcomeOf(trace, index, replay));
  const differing = outcomes.filter(({ difference }) => difference !== undefined);
  return {
    passed: outcomes.length - differing.length,
    failed: differing.filter(({ isDeviation }) => !isDeviation),
    deviations: differing.filter(({ isDeviation }) => isDeviation),
    unreplayed: undefined,
  };
}

// By what a file holds: its name is its owner's business.
function formatOf(trace: Trace): Format | undefined {
  if (Array.isArray(trace['events']) && Array.isArray(trace['validators'])) return lifeOfNode;
  const [first] = Array.isArray(trace['states']) ? (trace['states'] as unknown[]) : [];
  if (typeof first !== 'object' || first === null) return undefined;
  const names = new Set(Object.keys(first).map(lastPart));
  return byVariables.find(([variables]) => variables.every((name) => names.has(name)))?.[1];
}

// A trace that cannot be read as one of its format has failed; the others are still replayed.
function outcomeOf(trace: Trace, index: number, replay: Replay): Outcome {
  const id = String(trace['id'] ?? `line ${index + 1}`);
  try {
    return { id, ...replay(trace) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { id, difference: `not readable: ${reason}`, isDeviation: false };
  }
}

/** Prints the summaries of all files; returns the exit code. */
function report(paths: readonly string[]): number {
  if (paths.length === 0) {
    process.stderr.write('请指定文件 / name the files: npm run conformance -- FILE...\n');
    return 2;
  }
  const codes = paths.map((path) => {
    try {
      return print(path, replayFile(path));
    } catch (error) {
      if (!(error instanceof VectorFileError)) throw error;
      process.stderr.write(`${basename(path)}: ${error.message}\n`);
      return 2;
    }
  });
  return Math.max(...codes);
}

function print(path: string, { passed, failed, deviations, unreplayed }: Summary): number {
  const beside = [
    ...(deviations.length > 0 ? [`, ${deviations.length} documented deviations`] : []),
    ...(unreplayed ? [`, ${unreplayed.count} not replayed (${unreplayed.format})`] : []),
  ];
  const counts = `${passed} passed, ${failed.length} failed`;
  process.stdout.write(`${basename(path)}: ${counts}${beside.join('')}\n`);
  for (const { id, difference } of failed) process.stdout.write(`  ${id}: ${difference}\n`);
  return failed.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = report(process.argv.slice(2));
