import { assert } from '@mingjing/crypto';
import { bytesToBase64, parseBase64 } from './base64.ts';
import { type InclusionRefusal, verifyInclusion } from './inclusion.ts';
import { isSize } from './integers.ts';
import {
  isNoteCharacters,
  MAX_NOTE_BYTES,
  parseDecimal,
  utf8Bytes,
  utf8Text,
} from './note-text.ts';
import { accept, type Result, refuse } from './result.ts';
import { areHashes, HASH_BYTES, MAX_PROOF_HASHES } from './tree.ts';
import {
  type CheckpointTrust,
  type VerifiedCheckpoint,
  type VerifyCheckpointRefusal,
  verifyCheckpoint,
} from './verify-checkpoint.ts';

/** An inclusion proof with the checkpoint it leads to, to be verified offline. */
export interface TlogProof {
  readonly index: number;
  /** Sibling hashes from the leaf upwards. */
  readonly hashes: readonly Uint8Array[];
  /** Opaque and not authenticated; undefined when the file has no such line. */
  readonly extra: Uint8Array | undefined;
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

export type TlogProofRefusal =
  | 'too-large'
  | 'not-utf8'
  | 'control-character'
  | 'no-final-newline'
  | 'bad-header'
  | 'bad-extra'
  | 'bad-index'
  | 'bad-hash'
  | 'too-many-hashes'
  | 'no-checkpoint';

export type VerifyTlogProofRefusal = TlogProofRefusal | VerifyCheckpointRefusal | InclusionRefusal;

const HEADER = 'c2sp.org/tlog-proof@v1';
const EXTRA = 'extra ';
const INDEX = 'index ';

/*
 *   c2sp.org/tlog-proof@v1, newline
 *   "extra ", base64, newline                 only when there is extra data
 *   "index ", decimal, newline
 *   base64(hash), newline                     from the leaf upwards
 *   (empty line)
 *   the signed checkpoint, verbatim
 */

/** Renders a proof file (C2SP tlog-proof). Asserts its bounds; the checkpoint goes in verbatim. */
export function formatTlogProof(proof: TlogProof): string {
  const { index, hashes, extra, checkpoint } = proof;
  assert(isSize(index), 'an index is at most 2^53 - 1');
  assert(hashes.length <= MAX_PROOF_HASHES && areHashes(hashes), 'a proof consists of hashes');
  assert(checkpoint.endsWith('\n') && isNoteCharacters(checkpoint), 'a checkpoint is a note');
  assert(extra === undefined || extra.length > 0, 'no extra data has no line');
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [EXTRA + bytesToBase64(extra)]),
    INDEX + String(index),
    ...hashes.map(bytesToBase64),
    '',
  ];
  return `${lines.join('\n')}\n${checkpoint}`;
}

/** Parses a proof file of at most 1,000,000 bytes; what is accepted formats back to itself. */
export function parseTlogProof(bytes: Uint8Array): Result<TlogProof, TlogProofRefusal> {
  if (bytes.length > MAX_NOTE_BYTES) return refuse('too-large');
  const text = utf8Text(bytes);
  if (text === undefined) return refuse('not-utf8');
  if (!isNoteCharacters(text)) return refuse('control-character');
  if (!text.endsWith('\n')) return refuse('no-final-newline');
  const blank = text.indexOf('\n\n');
  const lines = (blank < 0 ? text.slice(0, -1) : text.slice(0, blank)).split('\n');
  if (lines[0] !== HEADER) return refuse('bad-header');
  const hasExtra = lines[1]?.startsWith(EXTRA) === true;
  const extra = hasExtra ? parseBase64((lines[1] as string).slice(EXTRA.length)) : undefined;
  if (hasExtra && (extra === undefined || extra.length === 0)) return refuse('bad-extra');
  const indexLine = lines[hasExtra ? 2 : 1];
  if (indexLine === undefined || !indexLine.startsWith(INDEX)) return refuse('bad-index');
  const index = parseDecimal(indexLine.slice(INDEX.length));
  if (index === undefined) return refuse('bad-index');
  const hashLines = lines.slice(hasExtra ? 3 : 2);
  if (hashLines.length > MAX_PROOF_HASHES) return refuse('too-many-hashes');
  const hashes: Uint8Array[] = [];
  for (const line of hashLines) {
    const hash = parseBase64(line);
    if (hash === undefined || hash.length !== HASH_BYTES) return refuse('bad-hash');
    hashes.push(hash);
  }
  if (blank < 0 || blank + 2 === text.length) return refuse('no-checkpoint');
  return accept({ index, hashes, extra, checkpoint: text.slice(blank + 2) });
}

/**
 * Checks a proof file for a leaf the verifier hashed itself: the checkpoint against the trusted
 * keys, then the inclusion proof against its root.
 */
export function verifyTlogProof(
  bytes: Uint8Array,
  leafHash: Uint8Array,
  trust: CheckpointTrust,
): Result<VerifiedCheckpoint, VerifyTlogProofRefusal> {
  const parsed = parseTlogProof(bytes);
  if (!parsed.ok) return parsed;
  const { index, hashes, checkpoint } = parsed.value;
  const verified = verifyCheckpoint(utf8Bytes(checkpoint), trust);
  if (!verified.ok) return verified;
  const { size, root } = verified.value.checkpoint;
  const included = verifyInclusion({ index, size, leafHash, proof: hashes, root });
  return included.ok ? verified : included;
}
