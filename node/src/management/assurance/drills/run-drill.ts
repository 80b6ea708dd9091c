import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DrillOutcome } from '@mingjing/host/offline';
import Type from 'typebox';
import { Value } from 'typebox/value';

const SCRATCH = 'restore-drill-';
const PROCESS = fileURLToPath(new URL('./drill-process.ts', import.meta.url));
/** Longest that a drill may take; a chain that takes longer is drilled by hand. */
const DRILL_MS_MAX = 6 * 60 * 60 * 1000;
/** One line of JSON is far shorter. */
const SAID_CHARS_MAX = 64 * 1024;

const outcome = Type.Object({
  ...{ backupOf: Type.String(), height: Type.Integer(), stateRoot: Type.String() },
  ...{ transactions: Type.Integer(), attachments: Type.Integer(), findings: Type.Integer() },
});
const failure = Type.Object({ code: Type.String({ pattern: '^[A-Z_]{1,64}$' }) });

export type DrillAnswer = DrillOutcome | { readonly code: string };

export interface DrillRun {
  readonly genesis: string;
  readonly from: string;
  /** Folder in which a scratch folder is made, and removed again. */
  readonly beside: string;
  readonly signal: AbortSignal;
}

/** Runs a drill beside this program, at the lowest priority; never rejects but for its folder. */
export async function runDrill({ genesis, from, beside, signal }: DrillRun): Promise<DrillAnswer> {
  const scratch = await mkdtemp(join(beside, SCRATCH));
  try {
    return await answerOf([genesis, from, scratch], signal);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Removes what drills left behind whose program was killed: a restored home may hold what was taken
 * down since its backup.
 */
export async function removeLeftDrills(beside: string): Promise<void> {
  const left = (await readdir(beside)).filter((name) => name.startsWith(SCRATCH));
  for (const name of left) await rm(join(beside, name), { recursive: true, force: true });
}

function answerOf(args: readonly string[], signal: AbortSignal): Promise<DrillAnswer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROCESS, ...args], {
      ...{ signal, timeout: DRILL_MS_MAX, killSignal: 'SIGKILL' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, SAID_CHARS_MAX);
    });
    child.once('error', () => resolve({ code: signal.aborted ? 'STOPPED' : 'DRILL_NOT_STARTED' }));
    child.once('close', () => resolve(readAnswer(said, signal.aborted)));
    if (child.pid !== undefined) lower(child.pid);
  });
}

// It may have ended already, or the system may not let us: then it runs as everything does.
function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    return;
  }
}

function readAnswer(said: string, isStopped: boolean): DrillAnswer {
  if (isStopped) return { code: 'STOPPED' };
  let value: unknown;
  try {
    value = JSON.parse(said);
  } catch {
    return { code: 'DRILL_ENDED' };
  }
  if (Value.Check(failure, value)) return value;
  return Value.Check(outcome, value) ? value : { code: 'DRILL_ENDED' };
}
