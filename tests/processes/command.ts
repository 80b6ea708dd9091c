import { spawn } from 'node:child_process';
import { format } from 'node:util';
import { commandLine } from '@mingjing/node/command-line';
import { vi } from 'vitest';
import { PROGRAMS } from './program-process.ts';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command `mingjing` to its end, in Chinese with English errors as by default. */
export function mingjingProcess(...args: string[]): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAMS.validator, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}

/**
 * The same in this process, by the same words, with the same output and exit code: a process of its
 * own takes most of a second to load the program.
 */
export async function mingjing(...args: string[]): Promise<CommandResult> {
  const output = { stdout: '', stderr: '' };
  const spies = (
    [
      ['log', 'stdout'],
      ['error', 'stderr'],
    ] as const
  ).map(([name, stream]) =>
    vi.spyOn(console, name).mockImplementation((...said) => {
      output[stream] += `${format(...said)}\n`;
    }),
  );
  const { exitCode } = process;
  process.exitCode = 0;
  try {
    await commandLine().parseAsync(args, { from: 'user' });
    return { code: Number(process.exitCode), ...output };
  } finally {
    process.exitCode = exitCode;
    for (const spy of spies) spy.mockRestore();
  }
}
