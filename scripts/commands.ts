// Running the tools of this repository, with the pinned Node and a line saying how long each took.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const BINARIES = join(ROOT, 'node_modules', '.bin');

export interface RunOptions {
  /** Variables beside those of this process. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What it writes is held and written in one piece when it ends: others run beside it. */
  readonly isHeld?: boolean;
}

/** Runs a command from the root with the pinned tools first on PATH; resolves to its exit code. */
export function run(
  command: string,
  args: readonly string[],
  { isHeld = false, settings = {} }: RunOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const path = `${BINARIES}${delimiter}${process.env.PATH ?? ''}`;
    const output = isHeld ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', output, output],
      env: { ...process.env, PATH: path, ...settings },
    });
    const held: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (piece: Buffer) => held.push(piece));
    }
    const stop = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      process.stdout.write(Buffer.concat(held));
      resolve(code ?? 1);
    });
  });
}

/** Does `work` between a line that names it and a line that says how it went and how long. */
export async function timed(name: string, work: () => Promise<boolean>): Promise<boolean> {
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const isGood = await work();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`── ${name}: ${isGood ? 'ok' : 'FAILED'}, ${seconds} s`);
  return isGood;
}
