import { type FolderReader, readFileOf } from '../files/folder-reader.ts';
import { cosignedNotes } from '../writer/cosigned.ts';
import { signedHead } from './signed-head.ts';

/** What the cosigned checkpoints of a log say; `reason`: why one of them says nothing. */
export interface CosignedRoots {
  readonly roots: readonly { readonly size: number; readonly root: Uint8Array }[];
  readonly reason: string | undefined;
}

/**
 * Reads the checkpoints that witnesses gave back; each bears the log's own signature too. None is
 * no fault: nobody may hold a copy yet. Whose the cosignatures are, only the chain tells.
 */
export async function readCosignedRoots(
  files: FolderReader,
  path: string,
  origin: string,
  publicKeys: readonly Uint8Array[],
): Promise<CosignedRoots> {
  const bytes = await readFileOf(files, path);
  if (bytes === undefined) return { roots: [], reason: undefined };
  const notes = cosignedNotes(bytes);
  if (notes === undefined) return { roots: [], reason: 'malformed' };
  const heads = notes.map((note) => signedHead(Buffer.from(note), origin, publicKeys));
  return {
    roots: heads.flatMap((head) => (head.ok ? [head] : [])),
    reason: heads.flatMap((head) => (head.ok ? [] : [head.reason]))[0],
  };
}
