import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new folder that is removed after the test which asks for it. */
export async function newFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mingjing-storage-'));
  // Not a hook of this module: files that share a process load it once, for the first of them.
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Every file below a folder, by path. */
export async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(path, await readFile(path));
  }
  return files;
}
