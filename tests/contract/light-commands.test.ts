// A command that serves nothing starts without the server: HTTP and schemas are two thirds of all
// modules of a program, and a command is over in less time than they take to load.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const HEAVY = ['fastify', 'typebox', 'yaml', '@libp2p', 'classic-level'];
/** Tells on standard error which of them a program resolves. */
const WATCH = `data:text/javascript,import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) {
  if (${JSON.stringify(HEAVY)}.some((each) => name.startsWith(each))) console.error('loads', name);
  return next(name, context);
} });`;

const HERE = fileURLToPath(import.meta.url);
const NOWHERE = 'http://127.0.0.1:1';

/** The heavy libraries that a command of a program loads before it ends, however it ends. */
async function heavyOf(program: string, command: readonly string[]): Promise<string[]> {
  const main = fileURLToPath(new URL(`../../${program}/src/main.ts`, import.meta.url));
  const run = promisify(execFile)(process.execPath, ['--import', WATCH, main, ...command]);
  const { stderr } = await run.catch((failed: { stderr: string }) => failed);
  return stderr.split('\n').filter((line) => line.startsWith('loads '));
}

it.each([
  ['node', ['--help']],
  ['node', ['verify', HERE]],
  ['node', ['status', '--node', NOWHERE]],
  ['node', ['publish', HERE, '--node', NOWHERE, '--key', HERE]],
  ['node', ['journal', 'verify', '/nowhere', '--genesis', HERE]],
  ['supervisor', ['--help']],
  ['supervisor', ['status', '--home', '/nowhere']],
])('%s %s loads no server', async (program, command) => {
  expect(await heavyOf(program, command)).toEqual([]);
});

it('a command that reads a configuration loads what that needs', async () => {
  expect(await heavyOf('node', ['doctor', '--home', '/nowhere'])).toContain('loads typebox');
});
