import { readdir, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import type { HeldFile } from './space-estimate.ts';

/** What is asked of the disk that holds a journal. */
export interface DiskPort {
  /** Bytes that this account may still write on the disk of a folder. */
  freeBytes(folder: string): Promise<number>;
  /** All files below the folder of a journal. */
  files(folder: string): Promise<readonly HeldFile[]>;
}

/** Files looked at before other work gets its turn. */
const SLICE = 64;

/** The disk of the machine. */
export const machineDisk: DiskPort = {
  async freeBytes(folder) {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  async files(folder) {
    const found: HeldFile[] = [];
    const names = await readdir(folder, { recursive: true });
    for (const [i, name] of names.entries()) {
      if (i > 0 && i % SLICE === 0) await otherWork();
      const file = await heldFile(join(folder, name));
      if (file !== undefined) found.push(file);
    }
    return found;
  },
};

/** Undefined for a folder, and for what is gone: tails are removed while this looks. */
async function heldFile(path: string): Promise<HeldFile | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return undefined;
    const isSegment = basename(dirname(path)) === 'bodies';
    return { bytes: found.size, at: found.mtimeMs, isSegment };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}
