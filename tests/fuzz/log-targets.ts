/** What comes from logs and witnesses: notes, checkpoints, tiles and proofs (C2SP). */
import {
  appendLeaves,
  emptyRange,
  encodeMapProof,
  encodeRange,
  encodeTile,
  formatCheckpoint,
  formatNote,
  formatTlogProof,
  formatVerifierKey,
  noteKey,
  parseCheckpoint,
  parseMapProof,
  parseNote,
  parseRange,
  parseTile,
  parseTilePath,
  parseTlogProof,
  parseVerifierKey,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  tilePath,
  verifyCheckpoint,
  verifyTlogProof,
} from '@mingjing/tlog';
import type { Target } from './fuzzer.ts';

const hash = (fill: number) => new Uint8Array(32).fill(fill);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const key = noteKey('log.example/a', TYPE_ED25519, hash(1));
const witness = noteKey('witness.example', TYPE_COSIGNATURE, hash(2));
const origin = 'log.example/a';
const text = formatCheckpoint({ origin, size: 9, root: hash(3) });
const signatures = [
  { name: key.name, keyId: key.keyId, signature: new Uint8Array(64).fill(4) },
  { name: witness.name, keyId: witness.keyId, signature: new Uint8Array(72).fill(5) },
];
const note = formatNote({ text, signatures });
const proof = { index: 3, hashes: [hash(1), hash(2), hash(3), hash(4)], checkpoint: note };
const verify = () => true;
const trust = { origin, logKeys: [key], witnessKeys: [witness], verify };

type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

/** A format whose accepted bytes render back to themselves. */
function format<T>(
  name: string,
  seeds: readonly (string | Uint8Array)[],
  parse: (input: Uint8Array) => Parsed<T>,
  render: (value: T) => string | Uint8Array,
): Target {
  const bytes = seeds.map((seed) => (typeof seed === 'string' ? bytesOf(seed) : seed));
  return {
    name,
    seeds: () => bytes,
    run(input) {
      const parsed = parse(input);
      if (!parsed.ok) return parsed.reason;
      if (!Buffer.from(render(parsed.value) as string).equals(input)) {
        throw new Error('accepted bytes render to others');
      }
      return 'accepted';
    },
  };
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text of an input, or nothing where it is none: what takes a string is given one. */
function strictText(input: Uint8Array): string | undefined {
  try {
    return strict.decode(input);
  } catch {
    return undefined;
  }
}

function ofText<T>(parse: (value: string) => Parsed<T>): (input: Uint8Array) => Parsed<T> {
  return (input) => {
    const value = strictText(input);
    return value === undefined ? { ok: false, reason: 'no-text' } : parse(value);
  };
}

export const logTargets: readonly Target[] = [
  format('note', [note], parseNote, formatNote),
  format(
    'checkpoint',
    [text, formatCheckpoint({ origin, size: 1, root: hash(0), extensions: ['x'] })],
    ofText(parseCheckpoint),
    formatCheckpoint,
  ),
  format(
    'tlog-proof',
    [
      formatTlogProof({ ...proof, extra: undefined }),
      formatTlogProof({ ...proof, extra: hash(1) }),
    ],
    parseTlogProof,
    formatTlogProof,
  ),
  format(
    'verifier-key',
    [formatVerifierKey(key), formatVerifierKey(witness)],
    ofText(parseVerifierKey),
    formatVerifierKey,
  ),
  format(
    'tile-path',
    [
      tilePath({ level: 0, index: 1_234_567, width: 7 }),
      tilePath({ level: 5, index: 0, width: 256 }),
    ],
    ofText(parseTilePath),
    tilePath,
  ),
  format('tile', [encodeTile([hash(1), hash(2)])], (input) => parseTile(input, 2), encodeTile),
  format(
    'map-proof',
    [
      encodeMapProof({ end: { kind: 'empty' }, siblings: [hash(1), hash(2)] }),
      encodeMapProof({ end: { kind: 'other', key: hash(7), valueHash: hash(8) }, siblings: [] }),
    ],
    parseMapProof,
    encodeMapProof,
  ),
  format(
    'compact-range',
    [emptyRange(), appendLeaves(emptyRange(), [hash(1), hash(2), hash(3)]).range].map(encodeRange),
    parseRange,
    encodeRange,
  ),
  {
    name: 'witnessed-checkpoint',
    seeds: () => [bytesOf(note)],
    run(input) {
      const verdict = verifyCheckpoint(input, trust);
      return verdict.ok ? 'accepted' : verdict.reason;
    },
  },
  {
    name: 'witnessed-proof',
    seeds: () => [bytesOf(formatTlogProof({ ...proof, extra: undefined }))],
    run(input) {
      const verdict = verifyTlogProof(input, hash(9), trust);
      return verdict.ok ? 'accepted' : verdict.reason;
    },
  },
];
