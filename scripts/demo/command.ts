import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../commands.ts';

/** How a call of the command `mingjing` ended. */
export interface CommandAnswer {
  readonly exitCode: number;
  /** The object that `--json` printed; undefined when it printed none. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** Calls the command `mingjing` in a process of its own. */
export function mingjing(...args: readonly string[]): Promise<CommandAnswer> {
  return called('node', args);
}

/** The same of `mingjing-supervisor`. */
export function supervisor(...args: readonly string[]): Promise<CommandAnswer> {
  return called('supervisor', args);
}

function called(program: string, args: readonly string[]): Promise<CommandAnswer> {
  return new Promise((resolve, reject) => {
    const main = join(ROOT, program, 'src', 'main.ts');
    const child = spawn(process.execPath, [main, ...args, '--json'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const text = output.trim() === '' ? errors : output;
      resolve({ exitCode: code ?? 1, json: parseObject(text) });
    });
  });
}

/** The same call as a person would type it. */
export function typedCommand(...args: readonly string[]): string {
  const quoted = args.map((each) => {
    return /^[\w./:=-]+$/.test(each) ? each : `'${each.replaceAll("'", `'\\''`)}'`;
  });
  return `npm run -s mingjing -- ${quoted.join(' ')}`;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
