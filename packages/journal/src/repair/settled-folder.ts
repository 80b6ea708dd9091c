import { type FolderReader, nodeFolder, readFileOf } from '../files/folder-reader.ts';
import { filesIn, markOf, parseMark, stagingOf } from './exchange.ts';
import { overlaid } from './overlay.ts';

/**
 * A journal's folder as the next opening finds it: with a repair carried out that was accepted and
 * not ended. Reads only. Throws what `settleExchange` throws for a mark that is not as written.
 */
export async function settledFolder(
  folder: string,
  files: FolderReader = nodeFolder,
): Promise<FolderReader> {
  const mark = markOf(folder);
  const bytes = await readFileOf(files, mark);
  if (bytes === undefined) return files;
  const exchange = parseMark(bytes, mark);
  // A file that is staged no more is in its place already.
  const staged = new Set(await filesIn(files, stagingOf(folder)));
  const written = exchange.written.filter((path) => staged.has(path));
  return overlaid(files, folder, { ...exchange, written });
}
