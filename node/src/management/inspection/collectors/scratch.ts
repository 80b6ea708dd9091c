import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'inspection-scratch-';

/** Runs a drill in a folder of its own in the data of a home, which goes with it. */
export async function inScratch<T>(
  data: string,
  drill: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(data, PREFIX));
  try {
    return await drill(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what drills left behind whose program was killed. */
export async function removeLeftScratch(data: string): Promise<void> {
  const left = (await readdir(data)).filter((name) => name.startsWith(PREFIX));
  for (const name of left) await rm(join(data, name), { recursive: true, force: true });
}
