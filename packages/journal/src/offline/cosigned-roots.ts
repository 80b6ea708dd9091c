import { type CopyState, parseCopyState } from '../copy/copy-state.ts';
import { JournalError } from '../errors.ts';
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

/**
 * Reads what a witness keeps beside a log of its copy: the latest checkpoint that it holds whole.
 * That of which it does not hold all yet is looked at for its signature only.
 */
export async function readWitnessedRoots(
  files: FolderReader,
  path: string,
  origin: string,
  publicKeys: readonly Uint8Array[],
): Promise<CosignedRoots> {
  const bytes = await readFileOf(files, path);
  if (bytes === undefined) return { roots: [], reason: undefined };
  const state = copyStateOf(bytes, path);
  if (state === undefined) return { roots: [], reason: 'malformed' };
  const read = (note: string | undefined) =>
    note === undefined ? [] : [signedHead(Buffer.from(note), origin, publicKeys)];
  const [verified, head] = [read(state.verified), read(state.head)];
  return {
    roots: verified.flatMap((each) => (each.ok ? [each] : [])),
    reason: [...verified, ...head].flatMap((each) => (each.ok ? [] : [each.reason]))[0],
  };
}

/** The state of a copied log; undefined when the file is not as it was written. */
export function copyStateOf(bytes: Uint8Array, path: string): CopyState | undefined {
  try {
    return parseCopyState(bytes, path);
  } catch (cause) {
    if (cause instanceof JournalError && cause.code === 'JOURNAL_DAMAGED') return undefined;
    throw cause;
  }
}
