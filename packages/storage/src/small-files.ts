import { readFile } from 'node:fs/promises';
import { isMissing } from './durable-file.ts';
import { storageError } from './errors.ts';
import type { Standing } from './sign-record.ts';
import { latestRecord } from './sign-slots.ts';
import { decodeFrames, WAL_HEADER_BYTES, walVersion } from './wal-format.ts';

/** A write-ahead log as it lies on disk. */
export interface ReadLog {
  readonly records: readonly Uint8Array[];
  /** Bytes after the last whole record: a torn write, which nobody was told of. */
  readonly tornBytes: number;
}

/**
 * Reads a write-ahead log and changes nothing; undefined when there is none. Throws `WAL_CORRUPT`,
 * `WAL_TOO_NEW`, `WAL_OPEN_FAILED`.
 */
export async function readWriteAheadLog(path: string): Promise<ReadLog | undefined> {
  const bytes = await contentOf(path, 'WAL_OPEN_FAILED');
  if (bytes === undefined) return undefined;
  if (walVersion(bytes) === undefined) {
    if (bytes.length <= WAL_HEADER_BYTES) return { records: [], tornBytes: bytes.length };
    throw storageError('WAL_CORRUPT', 'the file does not begin as a write-ahead log', undefined);
  }
  const { records, end } = decodeFrames(bytes);
  return { records, tornBytes: bytes.length - end };
}

/**
 * Reads what was signed last and changes nothing; undefined when there is no file. Throws
 * `SIGN_STATE_CORRUPT`, `SIGN_STATE_TOO_NEW`, `SIGN_STATE_OPEN_FAILED`.
 */
export async function readSignState(path: string): Promise<Standing | undefined> {
  const bytes = await contentOf(path, 'SIGN_STATE_OPEN_FAILED');
  return bytes === undefined ? undefined : latestRecord(bytes).standing;
}

async function contentOf(
  path: string,
  code: 'WAL_OPEN_FAILED' | 'SIGN_STATE_OPEN_FAILED',
): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw storageError(code, `the file ${path} cannot be read`, cause);
  }
}
