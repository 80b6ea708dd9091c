import { COMMANDS } from '@mingjing/node/commands';
import { vi } from 'vitest';

/** A command by the words that call it. */
export const nameOf = ({ group, signature }: { group?: string; signature: string }) =>
  [...(group === undefined ? [] : [group]), signature.split(' ', 1)[0] ?? ''].join(' ');

/** Code of the error that a command ended with; 'done' when it ended well. */
export async function outcomeOf(run: () => unknown): Promise<string> {
  try {
    return (await run()) === false ? 'no' : 'done';
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

/** A command of either program, as far as running it goes. */
interface Runnable {
  readonly run: (options: never, ...args: readonly string[]) => unknown;
}

/** Runs a command of `mingjing` in this process; answers how it ended, and its JSON. */
export function runHere(name: string, options: object, ...args: string[]) {
  const row = COMMANDS.find((each) => nameOf(each) === name);
  if (row === undefined) throw new Error(`no command ${name}`);
  return runRow(row, options, ...args);
}

/** The same for a row of a program's commands. */
export async function runRow(row: Runnable, options: object, ...args: string[]) {
  const lines: string[] = [];
  const heard = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
  const outcome = await outcomeOf(() => row.run({ ...options, json: true } as never, ...args));
  heard.mockRestore();
  const text = lines.join('');
  return { outcome, json: text === '' ? undefined : JSON.parse(text) };
}
