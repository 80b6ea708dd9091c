// `npm test`: everything that must hold, cheapest first, ending with one line of counts.
//
//   npm test                                   all of it
//   npm test -- --project pure                 the static checks and one test project
//   npm test -- --project pure packages/tlog   of that project the files with this path
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECTS, type TestProject } from '../tests/projects.ts';
import { readOptions, refuse } from './command-line.ts';
import { ROOT, run, timed } from './commands.ts';
import { endStrayProcesses, RUN_VARIABLE } from './stray-processes.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { addCounts, closingLine, countTests, NO_TESTS, type TestCounts } from './test-results.ts';

/** Pages have the types of a browser and none of Node. */
const PAGES = ['packages/console-kit', 'node/console', 'node/portal', 'supervisor/console'];
const isContinuous = process.env.CI !== undefined && process.env.CI !== 'false';
const failures: string[] = [];

/** The checks that run nothing of the product, long ones first. */
const STATIC_CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['layers', 'node', 'scripts/layers.ts'],
  // Hints are about the configuration, and name every package that has no test yet.
  ['unused code', 'knip', '--no-config-hints'],
  ['lint and format', 'biome', 'check', '--error-on-warnings', '.'],
  ...PAGES.map((folder) => [`types of ${folder}`, 'tsc', '-p', `${folder}/tsconfig.json`] as const),
];

/** Two at once: most of them have work for one core. */
async function staticChecks(): Promise<void> {
  const left = STATIC_CHECKS.values();
  const lane = async (): Promise<void> => {
    for (const [name, command, ...args] of left) {
      const work = async () => (await run(command, args, { isHeld: true })) === 0;
      if (!(await timed(name, work))) failures.push(name);
    }
  };
  await Promise.all([lane(), lane()]);
}

/** Runs one test project; one that has no test file yet counts nothing. */
async function testProject(project: TestProject, filters: readonly string[]): Promise<TestCounts> {
  if (globSync([...project.include], { cwd: ROOT }).length === 0) {
    console.log(`\n── tests: ${project.name}: no test file`);
    return NO_TESTS;
  }
  const missing = ensureSystemPackages(project.systemPackages);
  if (missing.length > 0) {
    if (isContinuous) failures.push(`${project.name}: missing ${missing.join(' ')}`);
    console.error(`跳过测试 / tests are skipped: ${project.name}`);
    return NO_TESTS;
  }
  // What is missing is said loudly; in continuous integration a skipped test is a failure.
  ensureSystemPackages(project.someDrive ?? []);
  const name = `tests: ${project.name}`;
  let counts = NO_TESTS;
  const isGood = await timed(name, async () => {
    const report = join(reports, `${project.name}.json`);
    const code = await runVitest(project.name, report, filters);
    if (existsSync(report)) counts = countTests(readFileSync(report, 'utf8'));
    return code === 0;
  });
  if (!isGood) failures.push(name);
  return counts;
}

async function runVitest(
  project: string,
  report: string,
  filters: readonly string[],
): Promise<number> {
  const mark = randomUUID();
  const temporary = join(reports, `${project}-files`);
  mkdirSync(temporary);
  // As the folder of the system: a database runs as a user of its own.
  chmodSync(temporary, 0o1777);
  const code = await run(
    'vitest',
    [
      ...['run', '--root', '.', '--config', 'tests/vitest.config.ts', '--project', project],
      ...['--passWithNoTests', '--reporter', 'default', '--reporter', 'json'],
      ...['--outputFile.json', report, ...filters],
    ],
    { settings: { [RUN_VARIABLE]: mark, TMPDIR: temporary } },
  );
  const strays = await endStrayProcesses(mark);
  for (const { pid, command } of strays) {
    failures.push(`process ${pid} outlived the tests of '${project}': ${command}`);
  }
  // What browsers and tools leave is theirs.
  const left = readdirSync(temporary).filter((name) => name.startsWith('mingjing-'));
  if (left.length > 0) failures.push(`the tests of '${project}' leave ${left.join(' ')}`);
  return code;
}

/** Prints what failed and the closing line; returns the exit code. */
function conclude(counts: TestCounts): number {
  const { passed, failed, skipped } = counts;
  if (passed + failed === 0) failures.push('no test was run');
  if (isContinuous && skipped > 0) failures.push(`${skipped} tests were skipped`);
  console.log('');
  for (const failure of failures) console.log(`FAILED ${failure}`);
  // What failed outside a test counts as one failure, so the line never says 0 of a failed run.
  const total = failures.length > 0 && failed === 0 ? { ...counts, failed: 1 } : counts;
  console.log(closingLine(total));
  return failures.length === 0 && failed === 0 ? 0 : 1;
}

const names = PROJECTS.map(({ name }) => name);
const USAGE = `npm test -- [--project ${names.join('|')}]... [FILE]...`;
const { values, positionals } = readOptions(USAGE, {
  options: { project: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const unknown = values.project?.find((name) => !names.includes(name));
if (unknown !== undefined) refuse(USAGE, unknown);
const reports = mkdtempSync(join(tmpdir(), 'mingjing-test-'));
chmodSync(reports, 0o755);
let counts = NO_TESTS;
try {
  await staticChecks();
  for (const project of PROJECTS.filter(({ name }) => values.project?.includes(name) ?? true)) {
    counts = addCounts(counts, await testProject(project, positionals));
  }
} finally {
  rmSync(reports, { recursive: true });
}
process.exitCode = conclude(counts);
