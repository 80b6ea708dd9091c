import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endCard } from './end-card.ts';
import type { DemoOptions } from './options.ts';
import { stayOnDuty } from './parts/duty-answer.ts';
import { FactFailedError, Printer, seconds } from './printing.ts';
import type { Stage, Step, StepName } from './stage.ts';
import { crash } from './steps/crash.ts';
import { duty } from './steps/duty.ts';
import { form } from './steps/form.ts';
import { GroundError, ground } from './steps/ground.ts';
import { journal } from './steps/journal.ts';
import { lookThrough } from './steps/look-through.ts';
import { people } from './steps/people.ts';
import { realName } from './steps/real-name.ts';
import { receipt } from './steps/receipt.ts';
import { refused } from './steps/refused.ts';
import { start } from './steps/start.ts';
import { takedown } from './steps/takedown.ts';
import { bothLanguages } from './texts.ts';

/** As the story tells it: each is a step of its own, and says what it needs. */
const STEPS: readonly Step[] = [
  ...[ground, start, people, realName, receipt, refused],
  ...[crash, takedown, journal, lookThrough, duty, form],
];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell reports of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Runs the steps and stops everything again; resolves to the exit code: 0 only if every step held.
 * Without `--once` it stays up, after the last step, until a signal.
 */
export async function demonstrate(
  options: DemoOptions,
  steps: readonly Step[] = STEPS,
): Promise<number> {
  const printer = new Printer(options.language);
  const folder = prepareFolder(options.keep);
  if (folder === undefined) return 1;
  const stage: Stage = {
    ...{ options, folder, startedAt: performance.now() },
    ...{ programs: [], times: [], results: [] },
  };
  const interrupted = new Promise<'interrupted'>((done) => {
    for (const signal of SIGNALS) process.on(signal, () => done('interrupted'));
  });
  // Whatever goes wrong here, no program outlives this one.
  process.once('exit', () => {
    for (const program of stage.programs) void program.kill();
  });
  let isGood = false;
  try {
    const outcome = await Promise.race([runSteps(stage, steps, printer), interrupted]);
    if (outcome === 'interrupted') {
      printer.plain('');
      printer.line('interrupted');
      printer.mute();
      return INTERRUPTED;
    }
    isGood = outcome;
    if (!options.isOnce && stage.programs.length > 0) {
      await stayUp(stage, interrupted, printer);
    }
  } finally {
    isGood = (await clear(stage, new Printer(options.language))) && isGood;
  }
  return isGood ? 0 : 1;
}

/** Until somebody ends it, calls of the duty officer are answered: the form can be run again. */
async function stayUp(
  { people }: Stage,
  interrupted: Promise<unknown>,
  printer: Printer,
): Promise<void> {
  const over = new AbortController();
  const desk = people && stayOnDuty(people.management, over.signal);
  const left = desk?.catch((error: Error) => printer.line('dutyLeft', { reason: error.message }));
  await interrupted;
  over.abort();
  await left;
}

/** Runs the steps in order; true if every one held. */
async function runSteps(stage: Stage, steps: readonly Step[], printer: Printer): Promise<boolean> {
  const held = new Set<StepName>();
  for (const [index, step] of steps.entries()) {
    const block = printer.open(step.name, index + 1, steps.length);
    const missing = step.needs.find((name) => !held.has(name));
    if (missing !== undefined) {
      printer.plain(`  – ${printer.text('skipped', { step: printer.text(`title.${missing}`) })}`);
      continue;
    }
    const startedAt = performance.now();
    try {
      await step.run(stage, block);
    } catch (error) {
      explain(error, printer, stage);
      if (error instanceof GroundError) return false;
      continue;
    }
    held.add(step.name);
    const took = seconds(startedAt);
    stage.times.push({ step: step.name, seconds: took });
    printer.plain(`  ✓ ${took} s`);
  }
  endCard(stage, printer);
  return held.size === steps.length;
}

/** Says why a step did not hold, with the last words of a program that ended. */
function explain(error: unknown, printer: Printer, { programs }: Stage): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof GroundError || error instanceof FactFailedError) {
    printer.plain(`  ✗ ${message}`);
    return;
  }
  const expected = printer.text('stepHolds');
  printer.plain(`  ✗ ${printer.text('failed', { expected, got: message })}`);
  for (const program of programs.filter(({ hasEnded }) => hasEnded)) {
    printer.plain(`    ${printer.text('programEnded', { node: program.nodeId })}`);
    for (const line of program.tail()) printer.plain(`    | ${line}`);
  }
  if (!(error instanceof Error) || 'code' in error) return;
  for (const line of (error.stack ?? '').split('\n').slice(1)) printer.plain(line);
}

/** Stops every program and removes what is not to be kept; false when one did not stop in order. */
async function clear(stage: Stage, printer: Printer): Promise<boolean> {
  const { programs, folder, options } = stage;
  const startedAt = performance.now();
  await stage.verification?.stop();
  const running = programs.filter(({ isRunning }) => isRunning);
  const stopped = await Promise.all(programs.map((program) => program.stop()));
  if (options.keep === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const forced = programs.filter((_, index) => stopped[index] === false);
  if (programs.length > 0) {
    const count = running.length - forced.length;
    printer.line('stopped', { count, seconds: seconds(startedAt) });
  }
  for (const { nodeId } of forced) printer.line('killedAtEnd', { node: nodeId });
  return forced.length === 0;
}

/** Makes the folder of this run; undefined, after one line, when the one to keep is in use. */
function prepareFolder(keep: string | undefined): string | undefined {
  if (keep === undefined) return mkdtempSync(join(tmpdir(), 'mingjing-demo-'));
  const folder = resolve(keep);
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      console.log(`✗ ${bothLanguages('refused.keepNotEmpty', { folder })}`);
      return undefined;
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    console.log(`✗ ${bothLanguages('refused.folderUnwritable', { folder, code })}`);
    return undefined;
  }
}
