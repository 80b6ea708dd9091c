import { open, readdir, stat } from 'node:fs/promises';
import { unlessMissing } from './node-files.ts';

/** Files of a folder, read and never written: a copy on a read-only medium will do. */
export interface FolderReader {
  /** Names in a folder, given by its path; none when there is no such folder. */
  list(path: string): Promise<string[]>;
  /** Bytes of a file; undefined when there is none. */
  size(path: string): Promise<number | undefined>;
  /** Up to `length` bytes; fewer only at the end of the file. */
  read(path: string, position: number, length: number): Promise<Uint8Array>;
}

/** The file system of the machine. */
export const nodeFolder: FolderReader = {
  list: async (path) => (await unlessMissing(readdir(path))) ?? [],
  size: async (path) => (await unlessMissing(stat(path)))?.size,
  async read(path, position, length) {
    const handle = await open(path, 'r');
    try {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      await handle.close();
    }
  },
};

/** The whole content of a file; undefined when there is none. */
export async function readFileOf(
  files: FolderReader,
  path: string,
): Promise<Uint8Array | undefined> {
  const size = await files.size(path);
  return size === undefined ? undefined : files.read(path, 0, size);
}
