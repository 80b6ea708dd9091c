import { verify } from '@mingjing/crypto/node';
import { noteKey, parseCheckpoint, parseNote, TYPE_ED25519, verifyNote } from '@mingjing/tlog';
import { type FolderReader, readFileOf } from '../files/folder-reader.ts';

/** What a log's own checkpoint says, or why it says nothing. */
export type SignedHead =
  | { readonly ok: true; readonly size: number; readonly root: Uint8Array }
  | { readonly ok: false; readonly reason: string };

/** Reads a log's checkpoint; any of the keys may have signed it, under the log's own name. */
export async function readSignedHead(
  files: FolderReader,
  path: string,
  origin: string,
  publicKeys: readonly Uint8Array[],
): Promise<SignedHead> {
  const bytes = await readFileOf(files, path);
  if (bytes === undefined) return { ok: false, reason: 'missing' };
  return signedHead(bytes, origin, publicKeys);
}

/** What the bytes of a signed note say of the log of that name. */
export function signedHead(
  bytes: Uint8Array,
  origin: string,
  publicKeys: readonly Uint8Array[],
): SignedHead {
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const keys = publicKeys.map((publicKey) => noteKey(origin, TYPE_ED25519, publicKey));
  const signed = verifyNote(note.value, keys, verify);
  if (!signed.ok) return signed;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  const { origin: stated, size, root } = checkpoint.value;
  if (stated !== origin) return { ok: false, reason: 'other-log' };
  return { ok: true, size, root };
}
