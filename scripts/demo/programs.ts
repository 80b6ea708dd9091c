import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths, NODE_FLAGS } from '@mingjing/host';
import { ROOT } from '../commands.ts';
import { until } from './waiting.ts';

/** A program ended that should run. */
class ProgramEndedError extends Error {
  override readonly name = 'ProgramEndedError';
  readonly code = 'PROGRAM_ENDED';
}

/** Where a running program can be reached, as it announces in its home. */
export interface Announced {
  readonly pid: number;
  readonly api?: { readonly host: string; readonly port: number };
  readonly console?: { readonly host: string; readonly port: number };
  /** Shows that the caller may read the home. */
  readonly control: string;
}

/** Six programs load what nothing was compiled of yet, on a machine that does other things, too. */
const READY_TIMEOUT_MS = 150_000;
const STOP_TIMEOUT_MS = 30_000;
const TAIL_LINES = 12;
const ERROR_CHARACTERS_MAX = 4000;

/** A node as a process of its own. */
export class Program {
  readonly nodeId: string;
  readonly home: string;
  readonly #main: string;
  /** Of the key files of its home; they are open where there is none. */
  readonly passphrase: string | undefined;
  #child: ChildProcess | undefined;
  #exit: Promise<void> = Promise.resolve();
  #ended = '';
  #errors = '';
  #isStopped = false;
  #announced: Announced | undefined;

  constructor(nodeId: string, home: string, program: 'node' | 'supervisor', passphrase?: string) {
    this.nodeId = nodeId;
    this.home = home;
    this.passphrase = passphrase;
    this.#main = join(ROOT, program, 'src', 'main.ts');
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#ended === '';
  }

  /** It was started, and is not there any more. */
  get hasEnded(): boolean {
    return this.#ended !== '';
  }

  /** Where it can be reached while it runs, if it said so. */
  get reachedAt(): Announced | undefined {
    return this.isRunning ? this.#announced : undefined;
  }

  /** Starts the process; it is ready when `announced` answers. */
  start(): void {
    // Whoever interrupts while a step starts a program must not find it running afterwards.
    if (this.#isStopped) throw new ProgramEndedError(`${this.nodeId}: stopped`);
    const args = [...NODE_FLAGS, this.#main, 'start', '--home', this.home, '--json'];
    const { passphrase: MINGJING_PASSPHRASE } = this;
    const child = spawn(process.execPath, args, {
      ...{ cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] },
      env: { ...process.env, ...(MINGJING_PASSPHRASE && { MINGJING_PASSPHRASE }) },
    });
    this.#child = child;
    this.#announced = undefined;
    this.#ended = '';
    this.#errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-ERROR_CHARACTERS_MAX);
    });
    this.#exit = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#ended ||= how;
        resolve();
      };
      child.on('error', (error) => end(error.message));
      child.on('close', (code, signal) => end(signal ?? `exit ${code}`));
    });
  }

  /** Throws when the process has ended. */
  assertRunning(): void {
    if (this.hasEnded) throw new ProgramEndedError(`${this.nodeId}: ${this.#ended}`);
  }

  /** What this very process announced, as soon as it did. */
  async announced(): Promise<Announced> {
    const { run } = homePaths(this.home);
    this.#announced ??= await until(`${this.nodeId} ready`, READY_TIMEOUT_MS, () => {
      this.assertRunning();
      const facts = existsSync(run) ? parseAnnounced(readFileSync(run, 'utf8')) : undefined;
      // A killed process leaves its announcement behind.
      return facts?.pid === this.pid ? facts : undefined;
    });
    return this.#announced;
  }

  /** kill -9: the process has no chance to put anything in order. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#exit;
  }

  /** Stops the process where it is: it answers nobody, and knows nothing of it. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Ends the process in order; false when it had to be killed. */
  async stop(): Promise<boolean> {
    this.#isStopped = true;
    if (!this.isRunning) return true;
    this.resume();
    this.#child?.kill('SIGTERM');
    let isInTime = true;
    const timer = setTimeout(() => {
      isInTime = false;
      this.#child?.kill('SIGKILL');
    }, STOP_TIMEOUT_MS);
    await this.#exit;
    clearTimeout(timer);
    return isInTime;
  }

  /** The end of what the program wrote: its errors, else its program log. */
  tail(): string[] {
    const { log } = homePaths(this.home);
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    const lines = `${text}${this.#errors}`.split('\n');
    return lines.filter((line) => line !== '').slice(-TAIL_LINES);
  }
}

/** The file is written in place: a reader may come between. */
function parseAnnounced(text: string): Announced | undefined {
  try {
    return JSON.parse(text) as Announced;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
