import { type Checkpoint, type CheckpointRefusal, parseCheckpoint } from './checkpoint.ts';
import { type NoteRefusal, parseNote } from './note.ts';
import { keyLabel, type NoteKey } from './note-key.ts';
import {
  type NoteSignatureRefusal,
  type VerifiedSignature,
  type VerifyEd25519,
  verifyNote,
} from './note-signature.ts';
import { accept, type Result, refuse } from './result.ts';

/** Whom a verifier trusts for one log. Which cosignatures are enough is the caller's policy. */
export interface CheckpointTrust {
  readonly origin: string;
  readonly logKeys: readonly NoteKey[];
  readonly witnessKeys: readonly NoteKey[];
  readonly verify: VerifyEd25519;
}

/** A checkpoint signed by its log, and the known witnesses that cosigned it. */
export interface VerifiedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The signed text, as a cosigner signs it again. */
  readonly text: string;
  readonly cosignatures: readonly VerifiedSignature[];
}

export type VerifyCheckpointRefusal =
  | NoteRefusal
  | NoteSignatureRefusal
  | CheckpointRefusal
  | 'origin-mismatch'
  | 'no-log-signature';

/**
 * Parses and checks a signed checkpoint: well-formed note and text, the expected origin, a
 * signature by a key of the log, and no failing signature by a known key.
 * Asserts that no two of the keys share name and id.
 */
export function verifyCheckpoint(
  bytes: Uint8Array,
  trust: CheckpointTrust,
): Result<VerifiedCheckpoint, VerifyCheckpointRefusal> {
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  if (checkpoint.value.origin !== trust.origin) return refuse('origin-mismatch');
  const keys = [...trust.logKeys, ...trust.witnessKeys];
  const checked = verifyNote(note.value, keys, trust.verify);
  if (!checked.ok) return checked;
  const { text, verified } = checked.value;
  const logLabels = new Set(trust.logKeys.map(keyLabel));
  const cosignatures = verified.filter(({ key }) => !logLabels.has(keyLabel(key)));
  if (cosignatures.length === verified.length) return refuse('no-log-signature');
  return accept({ checkpoint: checkpoint.value, text, cosignatures });
}
