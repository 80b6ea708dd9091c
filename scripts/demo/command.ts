import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { commandLine } from '@mingjing/node/command-line';
import { commandLine as supervisorCommandLine } from '@mingjing/supervisor/command-line';
import { ROOT } from '../commands.ts';

/** How a call of the command `mingjing` ended. */
export interface CommandAnswer {
  readonly exitCode: number;
  /** The object that `--json` printed; undefined when it printed none. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** Calls the command `mingjing` by its words. */
export function mingjing(...args: readonly string[]): Promise<CommandAnswer> {
  return calledHere(commandLine(), args);
}

/** The same of `mingjing-supervisor`. */
export function supervisor(...args: readonly string[]): Promise<CommandAnswer> {
  return calledHere(supervisorCommandLine(), args);
}

/** Calls `mingjing` in a process of its own, that knows nothing but what it is given. */
export function mingjingApart(...args: readonly string[]): Promise<CommandAnswer> {
  return calledApart(join(ROOT, 'node', 'src', 'main.ts'), args);
}

/** What a call printed that has to end with 0. */
export function succeeded({ exitCode, json }: CommandAnswer): Readonly<Record<string, unknown>> {
  if (exitCode === 0 && json !== undefined) return json;
  throw new Error(`exit ${exitCode}: ${JSON.stringify(json)}`);
}

/** A process of its own would take most of a second to load the program. */
async function calledHere(
  program: ReturnType<typeof commandLine>,
  args: readonly string[],
): Promise<CommandAnswer> {
  const said: string[] = [];
  const { log, error } = console;
  const { exitCode } = process;
  process.exitCode = 0;
  console.log = (line) => said.push(String(line));
  console.error = (line) => said.push(String(line));
  try {
    await program.exitOverride().parseAsync([...args, '--json'], { from: 'user' });
    const json = said.map(parseObject).findLast((each) => each !== undefined);
    return { exitCode: Number(process.exitCode), json };
  } finally {
    Object.assign(console, { log, error });
    process.exitCode = exitCode;
  }
}

function calledApart(main: string, args: readonly string[]): Promise<CommandAnswer> {
  return new Promise((resolve, reject) => {
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
