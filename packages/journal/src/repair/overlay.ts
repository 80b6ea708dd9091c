import type { FilePort, JournalFile } from '../files/file-port.ts';
import type { FolderReader } from '../files/folder-reader.ts';
import { type ExchangedFiles, stagingOf } from './exchange.ts';

/** Reads through the port that a journal is written through. */
export function readerOver(files: FilePort): FolderReader {
  const withFile = async <T>(path: string, use: (file: JournalFile) => Promise<T>) => {
    const file = await files.openExisting(path);
    if (file === undefined) return undefined;
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  };
  return {
    list: (path) => files.list(path),
    size: (path) => withFile(path, (file) => file.size()),
    async read(path, position, length) {
      const bytes = await withFile(path, (file) => file.read(position, length));
      return bytes ?? new Uint8Array(0);
    },
  };
}

/** A journal's folder as it will be after an exchange. */
export function overlaid(
  files: FolderReader,
  folder: string,
  { written, removed, dropped }: ExchangedFiles,
): FolderReader {
  const staging = stagingOf(folder);
  const isWritten = new Set(written);
  const isRemoved = new Set([...removed, ...dropped]);
  const within = (path: string) => path.slice(folder.length + 1);
  const placed = (path: string) =>
    isWritten.has(within(path)) ? `${staging}/${within(path)}` : path;
  return {
    async list(path) {
      const prefix = path === folder ? '' : `${within(path)}/`;
      const added = written
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length).split('/')[0] as string);
      const found = (await files.list(path)).filter((name) => !isRemoved.has(prefix + name));
      return [...new Set([...found, ...added])];
    },
    size: async (path) => (isRemoved.has(within(path)) ? undefined : files.size(placed(path))),
    read: (path, position, length) => files.read(placed(path), position, length),
  };
}
