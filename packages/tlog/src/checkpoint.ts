import { assert, equalBytes } from '@mingjing/crypto';
import { bytesToBase64, parseBase64 } from './base64.ts';
import { isSize } from './integers.ts';
import { isNoteCharacters, parseDecimal } from './note-text.ts';
import { accept, type Result, refuse } from './result.ts';
import { emptyRoot, HASH_BYTES } from './tree.ts';

/** A tree head: which log, how many leaves, which root. */
export interface Checkpoint {
  /** Names the log; the first line of the text. */
  readonly origin: string;
  readonly size: number;
  /** 32-byte root of the RFC 6962 tree of `size` leaves. */
  readonly root: Uint8Array;
  /** Opaque lines after the root, without newlines; the standard advises against them. */
  readonly extensions: readonly string[];
}

export type CheckpointRefusal =
  | 'no-final-newline'
  | 'malformed-text'
  | 'too-few-lines'
  | 'empty-line'
  | 'bad-size'
  | 'bad-root'
  | 'too-many-extensions';

/** No log of this project writes extension lines; a few of a foreign log are carried along. */
const MAX_EXTENSIONS = 16;

/*
 *   origin, newline
 *   tree size in decimal without leading zeros, newline
 *   base64(root hash), newline
 *   extension line, newline                           0..16 times, never empty
 */

/** The note text of a checkpoint (C2SP tlog-checkpoint). Asserts what `parseCheckpoint` checks. */
export function formatCheckpoint(checkpoint: {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly extensions?: readonly string[];
}): string {
  const { origin, size, root, extensions = [] } = checkpoint;
  assert(isSize(size), 'a tree has at most 2^53 - 1 leaves');
  assert(root.length === HASH_BYTES, 'a root is a hash');
  const text = [origin, String(size), bytesToBase64(root), ...extensions, ''].join('\n');
  const parsed = parseCheckpoint(text);
  assert(parsed.ok && parsed.value.origin === origin, 'a checkpoint parses as what it states');
  assert(parsed.value.extensions.length === extensions.length, 'an extension is one line');
  return text;
}

/**
 * Parses the text of a checkpoint strictly: what is accepted formats back to itself. The root has
 * 32 bytes, and at size 0 it is the empty root.
 */
export function parseCheckpoint(text: string): Result<Checkpoint, CheckpointRefusal> {
  if (!text.endsWith('\n')) return refuse('no-final-newline');
  if (!isNoteCharacters(text)) return refuse('malformed-text');
  const lines = text.slice(0, -1).split('\n', 3 + MAX_EXTENSIONS + 1);
  const [origin, sizeText, rootText, ...extensions] = lines;
  if (origin === undefined || sizeText === undefined || rootText === undefined) {
    return refuse('too-few-lines');
  }
  if (extensions.length > MAX_EXTENSIONS) return refuse('too-many-extensions');
  if (lines.includes('')) return refuse('empty-line');
  const size = parseDecimal(sizeText);
  if (size === undefined) return refuse('bad-size');
  const root = parseBase64(rootText);
  if (root === undefined || root.length !== HASH_BYTES) return refuse('bad-root');
  if (size === 0 && !equalBytes(root, emptyRoot)) return refuse('bad-root');
  return accept({ origin, size, root, extensions });
}
