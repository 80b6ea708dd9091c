import { constants } from 'node:fs';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import type { FilePort, JournalFile } from './file-port.ts';
import { PRIVATE_MODE } from './file-port.ts';

const PERMISSION_BITS = 0o777;
const PRIVATE_FOLDER_MODE = 0o700;

/** The file system of the machine. */
export const nodeFiles: FilePort = {
  async open(path, mode = PRIVATE_MODE) {
    return journalFile(await open(path, constants.O_RDWR | constants.O_CREAT, mode));
  },
  async openExisting(path) {
    const handle = await unlessMissing(open(path, constants.O_RDWR));
    return handle === undefined ? undefined : journalFile(handle);
  },
  async mode(path) {
    const found = await unlessMissing(stat(path));
    return found === undefined ? undefined : found.mode & PERMISSION_BITS;
  },
  readWhole: (path) => unlessMissing(readFile(path)),
  list: async (path) => (await unlessMissing(readdir(path))) ?? [],
  async makeDirectory(path) {
    await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER_MODE });
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  async syncDirectory(path) {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

function journalFile(handle: FileHandle): JournalFile {
  return {
    async write(bytes, position) {
      let written = 0;
      while (written < bytes.length) {
        const left = bytes.length - written;
        const { bytesWritten } = await handle.write(bytes, written, left, position + written);
        if (bytesWritten === 0) throw new Error('the file takes no more bytes');
        written += bytesWritten;
      }
    },
    async read(position, length) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled === length ? bytes : bytes.slice(0, filled);
    },
    datasync: () => handle.datasync(),
    truncate: (size) => handle.truncate(size),
    size: async () => (await handle.stat()).size,
    close: () => handle.close(),
  };
}

/** The value, or undefined when there is no such file. */
export async function unlessMissing<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}
