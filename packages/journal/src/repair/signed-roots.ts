import { type JournalSourceName, logOrigin } from '@mingjing/protocol';
import { formatNote, parseNote } from '@mingjing/tlog';
import { type FolderReader, readFileOf } from '../files/folder-reader.ts';
import { copyStateOf } from '../offline/cosigned-roots.ts';
import { signedHead } from '../offline/signed-head.ts';
import { cosignedNotes } from '../writer/cosigned.ts';

/**
 * A root that the log's own key signed, or that the chain anchored, and where it was found. `copy`:
 * all entries of it are held there; `head`: they need not be.
 */
export interface SignedRoot {
  readonly size: number;
  readonly root: Uint8Array;
  readonly by: 'checkpoint' | 'cosigned' | 'anchor' | 'copy' | 'head';
  /** The signed note; an anchor has none. */
  readonly note?: string;
}

/** Whose notes are read, and who may have signed them. */
export interface NoteSigner {
  readonly chainId: string;
  readonly nodeId: string;
  readonly publicKeys: readonly Uint8Array[];
}

interface FoundRoots {
  readonly roots: readonly SignedRoot[];
  /** Files with a note that says nothing, relative to the folder. */
  readonly unusable: readonly string[];
}

/** What a journal has signed of one of its logs, and got back cosigned. */
export async function ownRoots(
  files: FolderReader,
  folder: string,
  source: JournalSourceName,
  signer: NoteSigner,
): Promise<FoundRoots> {
  const roots: SignedRoot[] = [];
  const unusable: string[] = [];
  const checkpoint = await readFileOf(files, `${folder}/${source}/checkpoint`);
  if (checkpoint !== undefined) {
    const found = rootOfNote(checkpoint, source, signer, 'checkpoint');
    if (found === undefined) unusable.push(`${source}/checkpoint`);
    else roots.push(found);
  }
  const cosigned = await readFileOf(files, `${folder}/${source}/cosigned`);
  const notes = cosigned === undefined ? [] : cosignedNotes(cosigned);
  const found = notes?.map((note) => rootOfNote(Buffer.from(note), source, signer, 'cosigned'));
  if (found === undefined || found.includes(undefined)) unusable.push(`${source}/cosigned`);
  roots.push(...(found ?? []).filter((root) => root !== undefined));
  return { roots, unusable };
}

/** What a copy has of the log's signatures; those that say nothing are left out. */
export async function copyRoots(
  files: FolderReader,
  folder: string,
  source: JournalSourceName,
  signer: NoteSigner,
): Promise<SignedRoot[]> {
  const read = (note: Uint8Array | string | undefined, by: SignedRoot['by']) =>
    note === undefined ? undefined : rootOfNote(Buffer.from(note), source, signer, by);
  const checkpoint = await readFileOf(files, `${folder}/${source}/checkpoint`);
  const state = await readFileOf(files, `${folder}/${source}/witness`);
  // It only adds to what the copy's checkpoint says.
  const { head, verified } = (state && copyStateOf(state, 'witness')) ?? {};
  return [read(checkpoint, 'copy'), read(verified, 'copy'), read(head, 'head')].filter(
    (root) => root !== undefined,
  );
}

/** What a note says of a log, with the log's own signature alone. */
function rootOfNote(
  bytes: Uint8Array,
  source: JournalSourceName,
  { chainId, nodeId, publicKeys }: NoteSigner,
  by: SignedRoot['by'],
): SignedRoot | undefined {
  const origin = logOrigin(chainId, nodeId, source);
  const head = signedHead(bytes, origin, publicKeys);
  const note = parseNote(bytes);
  if (!head.ok || !note.ok) return undefined;
  const { text } = note.value;
  const signatures = note.value.signatures.filter(({ name }) => name === origin);
  return { size: head.size, root: head.root, by, note: formatNote({ text, signatures }) };
}
