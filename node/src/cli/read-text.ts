import { createReadStream } from 'node:fs';
import { CliError } from './errors.ts';

/** What a command calls the standard input. */
const STANDARD_INPUT = '-';

/**
 * Bytes of a named file, or of the standard input, up to a bound; throws a coded error when it
 * cannot be read or is longer. Never more than a chunk above the bound is in memory.
 */
export async function readBounded(path: string, bytesMax: number): Promise<Uint8Array> {
  const stream = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > bytesMax) break;
    }
  } catch (cause) {
    throw new CliError('INPUT_MISSING', `读不到文件 ${path}`, `${path} cannot be read`, cause);
  }
  if (length <= bytesMax) return Buffer.concat(chunks);
  const [zh, en] = [
    `${path} 超过 ${bytesMax} 字节，没有处理`,
    `${path} has more than ${bytesMax} bytes; nothing was done`,
  ];
  throw new CliError('INPUT_TOO_LARGE', zh, en);
}

/** The text of UTF-8 bytes; throws a coded error when they are none. */
export function utf8TextOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const [zh, en] = [`${path} 不是 UTF-8 文本`, `${path} is not a text in UTF-8`];
    throw new CliError('INPUT_NOT_UTF8', zh, en, cause);
  }
}
