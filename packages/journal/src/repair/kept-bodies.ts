import { dirname } from 'node:path';
import type { FilePort } from '../files/file-port.ts';
import { type DisposalEnds, holdsDisposed } from './disposed-files.ts';
import { filesIn, keptRoot } from './exchange.ts';
import { readerOver } from './overlay.ts';

/**
 * Deletes what earlier repairs put away of bodies that are disposed of since; durable when it
 * resolves. What is damaged is evidence, and that is no reason to keep it longer than the rest.
 */
export async function removeKeptBodies(
  files: FilePort,
  folder: string,
  ends: DisposalEnds,
): Promise<void> {
  if ([...ends.values()].every((end) => end === 0)) return;
  const reader = readerOver(files);
  const root = keptRoot(folder);
  for (const name of await files.list(root)) {
    const kept = `${root}/${name}`;
    for (const path of await filesIn(files, kept)) {
      if (!(await holdsDisposed(reader, kept, path, ends))) continue;
      await files.remove(`${kept}/${path}`);
      await files.syncDirectory(dirname(`${kept}/${path}`));
    }
  }
}
