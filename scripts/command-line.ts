// What the commands of this repository make of their arguments.
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Exit code for arguments that make no sense. */
const EXIT_USAGE = 2;

/** Reads the options of the command line; ends with `usage` where they make no sense. */
export function readOptions<T extends ParseArgsConfig>(
  usage: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch {
    return refuse(usage);
  }
}

/** A whole number from `least` on; ends with `usage` for anything else. */
export function wholeNumber(usage: string, text: string, least = 0): number {
  const value = Number(text);
  const isMeant = /^[0-9]+$/.test(text) && Number.isSafeInteger(value) && value >= least;
  return isMeant ? value : refuse(usage, text);
}

/** Ends the program with one line on how it is called, and what of it was not understood. */
export function refuse(usage: string, wrong = ''): never {
  console.error(`用法 / usage: ${usage}${wrong && `  ← ${wrong}`}`);
  process.exit(EXIT_USAGE);
}
