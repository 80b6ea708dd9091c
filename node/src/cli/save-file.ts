import { existsSync, writeFileSync } from 'node:fs';
import { CliError } from './errors.ts';

/** Writes a new file; throws a coded error when there is one already or it cannot be written. */
export function saveFile(path: string, bytes: Uint8Array | string, mode = 0o666): void {
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw outputExists(path, cause);
    const [zh, en] = [`文件无法写入：${path}`, `${path} cannot be written`];
    throw new CliError('OUTPUT_UNWRITABLE', zh, en, cause);
  }
}

/** Refuses a file that is there already before anything is done for it. */
export function assertNew(path: string): void {
  if (existsSync(path)) throw outputExists(path);
}

function outputExists(path: string, cause?: unknown): CliError {
  const [zh, en] = [`文件已存在，没有覆盖：${path}`, `${path} exists already; not overwritten`];
  return new CliError('OUTPUT_EXISTS', zh, en, cause);
}
