import { equalBytes } from '@mingjing/crypto';
import type { FolderReader } from '../files/folder-reader.ts';

const PIECE_BYTES = 1024 * 1024;

/** True when a file holds what another has, and, if `isExact`, nothing behind it. */
export async function sameFile(
  files: FolderReader,
  path: string,
  other: string,
  isExact: boolean,
): Promise<boolean> {
  const [size, due] = [await files.size(path), (await files.size(other)) ?? 0];
  if (size === undefined || size < due || (isExact && size > due)) return false;
  for (let at = 0; at < due; at += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, due - at);
    const [own, fresh] = [await files.read(path, at, length), await files.read(other, at, length)];
    if (!equalBytes(own, fresh)) return false;
  }
  return true;
}

/** Segments and tiles that a log written anew does not have, up to the segment `upTo`. */
export function surplusSegments(
  present: readonly string[],
  staged: readonly string[],
  upTo: number | undefined,
): string[] {
  return present.filter((path) => {
    if (staged.includes(path)) return false;
    const first = /^[a-z]+\/bodies\/(\d{16})\.seg$/.exec(path)?.[1];
    if (first === undefined) return upTo === undefined && /^[a-z]+\/tile\/\d$/.test(path);
    return upTo === undefined || Number(first) < upTo;
  });
}
