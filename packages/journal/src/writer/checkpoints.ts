import { equalBytes } from '@mingjing/crypto';
import type { Signer } from '@mingjing/crypto/node';
import { verify } from '@mingjing/crypto/node';
import { type JournalSourceName, logOrigin } from '@mingjing/protocol';
import {
  formatCheckpoint,
  formatNote,
  type NoteKey,
  noteKey,
  parseCheckpoint,
  parseNote,
  signNote,
  TYPE_ED25519,
  verifyNote,
} from '@mingjing/tlog';
import { replaceFile } from '../files/file-port.ts';
import { rootAt } from '../log/hash-reader.ts';
import type { LogStore } from '../log/log-store.ts';
import type { JournalPlace } from '../place.ts';

/** A signed statement of what a log held; `note` is the C2SP signed note. */
export interface SignedCheckpoint {
  readonly source: JournalSourceName;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

export type CheckpointFault =
  | 'malformed'
  | 'bad-signature'
  | 'unknown-key'
  | 'other-log'
  | 'ahead'
  | 'other-root';

const NAME = 'checkpoint';

/** The key of a log: the journal's key under the name of the log's origin. */
function logKey(place: JournalPlace, source: JournalSourceName, publicKey: Uint8Array): NoteKey {
  return noteKey(logOrigin(place.chainId, place.nodeId, source), TYPE_ED25519, publicKey);
}

/** Signs what a log durably holds and replaces its checkpoint file. */
export async function saveCheckpoint(
  place: JournalPlace,
  log: LogStore,
  signer: Signer,
): Promise<SignedCheckpoint> {
  const { size } = log;
  const root = log.root();
  const key = logKey(place, log.source, signer.publicKey);
  const text = formatCheckpoint({ origin: key.name, size, root });
  const signature = signNote(text, key, (message) => signer.sign(message));
  const note = formatNote({ text, signatures: [signature] });
  // An older checkpoint that comes back after a loss of power is just as true.
  await replaceFile(place.files, log.folder, NAME, Buffer.from(note), false);
  return { source: log.source, size, root, note };
}

/** Loads the last checkpoint of a log; undefined when it never had one. */
export async function loadCheckpoint(
  place: JournalPlace,
  log: LogStore,
): Promise<Uint8Array | undefined> {
  return place.files.readWhole(`${log.folder}/${NAME}`);
}

/**
 * Holds a log against its last checkpoint: one that is ahead of the log means entries were lost,
 * another root that they were changed. `unknown-key` is said only of one that agrees in all else.
 */
export async function checkpointFault(
  place: JournalPlace,
  log: LogStore,
  publicKey: Uint8Array,
): Promise<CheckpointFault | undefined> {
  const bytes = await loadCheckpoint(place, log);
  if (bytes === undefined) return undefined;
  const note = parseNote(bytes);
  if (!note.ok) return 'malformed';
  const key = logKey(place, log.source, publicKey);
  const signed = verifyNote(note.value, [key], verify);
  if (!signed.ok && signed.reason === 'bad-signature') return 'bad-signature';
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return 'malformed';
  const { origin, size, root } = checkpoint.value;
  if (origin !== key.name) return 'other-log';
  if (size > log.size) return 'ahead';
  if (!equalBytes(await rootAt(log, size), root)) return 'other-root';
  return signed.ok ? undefined : 'unknown-key';
}
