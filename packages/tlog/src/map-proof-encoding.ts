import { assert, concatBytes } from '@mingjing/crypto';
import { KEY_BYTES } from './map-node.ts';
import { MAX_SIBLINGS, type MapProof, type PathEnd } from './map-proof.ts';
import { accept, type Result, refuse } from './result.ts';

export type MapProofFormatRefusal =
  | 'truncated'
  | 'unknown-kind'
  | 'too-many-siblings'
  | 'wrong-length';

const KIND_PRESENT = 0;
const KIND_EMPTY = 1;
const KIND_OTHER = 2;
const COUNT_BYTES = 2;

/*
 *  +---------+------------------------------------+-----------+----------------------+
 *  | kind u8 | only kind 2: key 32, value hash 32 | count u16 | count x 32, end first |
 *  +---------+------------------------------------+-----------+----------------------+
 *  kind: 0 present, 1 empty, 2 other leaf; count big-endian, at most 256
 */

/** The one byte form of a proof. Asserts its bounds. */
export function encodeMapProof({ end, siblings }: MapProof): Uint8Array {
  assert(siblings.length <= MAX_SIBLINGS, 'a path has at most 256 steps');
  assert(
    siblings.every((sibling) => sibling.length === KEY_BYTES),
    'a sibling is a hash',
  );
  const count = Uint8Array.of(siblings.length >> 8, siblings.length & 0xff);
  return concatBytes(encodeEnd(end), count, ...siblings);
}

/** Parses untrusted bytes; every accepted input re-encodes to itself. */
export function parseMapProof(bytes: Uint8Array): Result<MapProof, MapProofFormatRefusal> {
  const kind = bytes[0];
  if (kind === undefined) return refuse('truncated');
  if (kind > KIND_OTHER) return refuse('unknown-kind');
  const countOffset = 1 + (kind === KIND_OTHER ? 2 * KEY_BYTES : 0);
  const siblingsOffset = countOffset + COUNT_BYTES;
  if (bytes.length < siblingsOffset) return refuse('truncated');
  const count = (bytes[countOffset] as number) * 256 + (bytes[countOffset + 1] as number);
  if (count > MAX_SIBLINGS) return refuse('too-many-siblings');
  if (bytes.length !== siblingsOffset + count * KEY_BYTES) return refuse('wrong-length');
  const hashAt = (offset: number): Uint8Array =>
    Uint8Array.from(bytes.subarray(offset, offset + KEY_BYTES));
  const siblings = Array.from({ length: count }, (_, i) => hashAt(siblingsOffset + i * KEY_BYTES));
  if (kind === KIND_PRESENT) return accept({ end: { kind: 'present' }, siblings });
  if (kind === KIND_EMPTY) return accept({ end: { kind: 'empty' }, siblings });
  const end: PathEnd = { kind: 'other', key: hashAt(1), valueHash: hashAt(1 + KEY_BYTES) };
  return accept({ end, siblings });
}

function encodeEnd(end: PathEnd): Uint8Array {
  if (end.kind === 'present') return Uint8Array.of(KIND_PRESENT);
  if (end.kind === 'empty') return Uint8Array.of(KIND_EMPTY);
  assert(
    end.key.length === KEY_BYTES && end.valueHash.length === KEY_BYTES,
    'another leaf is named by key and value hash',
  );
  return concatBytes(Uint8Array.of(KIND_OTHER), end.key, end.valueHash);
}
