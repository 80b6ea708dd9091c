import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureProgram, PROGRAM_ROOT } from '@mingjing/host';
import { CliError } from '../cli/errors.ts';
import { cycloneDx } from './cyclonedx.ts';
import { type Library, librariesOf } from './dependencies.ts';

const PRODUCT = 'mingjing';

/** The libraries of the program that runs; throws `LOCKFILE_UNREADABLE`. */
export function programLibraries(root = PROGRAM_ROOT): readonly Library[] {
  let text = '';
  let cause: unknown;
  try {
    text = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');
  } catch (error) {
    cause = error;
  }
  const libraries = librariesOf(text);
  if (libraries !== undefined) return libraries;
  const [zh, en] = ['读不懂程序的依赖锁定文件', "the program's lockfile cannot be read"];
  throw new CliError('LOCKFILE_UNREADABLE', zh, en, cause);
}

/** The same as CycloneDX JSON, with the version of the program. */
export async function programInventory(time: number) {
  const { version } = await measureProgram();
  return cycloneDx(programLibraries(), { name: PRODUCT, version, time });
}
