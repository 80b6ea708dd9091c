import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderReader } from '../src/index.ts';

/** Files of a journal's folder by their path within it, held in memory. */
export type MemoryFolder = Map<string, Uint8Array>;

/** Where a folder in memory is said to lie. */
export const FOLDER = '/copy';

/** A journal that runs moves its entries on at times, and never so often. */
const TRIES = 10;

/** Reads a folder of the disk as it is now: anew, where a file went while it was read. */
export function copyOf(folder: string): MemoryFolder {
  for (let tries = 1; ; tries += 1) {
    try {
      return readFolder(folder);
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isGone || tries === TRIES) throw error;
    }
  }
}

function readFolder(folder: string): MemoryFolder {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))];
    }),
  );
}

/** A folder in memory as the verifier reads it. */
export function readerOf(folder: MemoryFolder): FolderReader {
  const within = (path: string) => path.slice(FOLDER.length + 1);
  return {
    async list(path) {
      const prefix = path === FOLDER ? '' : `${within(path)}/`;
      const names = [...folder.keys()].filter((name) => name.startsWith(prefix));
      return [...new Set(names.map((name) => name.slice(prefix.length).split('/')[0] as string))];
    },
    size: async (path) => folder.get(within(path))?.length,
    async read(path, position, length) {
      const content = folder.get(within(path));
      if (content === undefined) throw new Error(`no file ${path}`);
      return content.slice(position, position + length);
    },
  };
}
