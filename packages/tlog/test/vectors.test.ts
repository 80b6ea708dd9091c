import { readFileSync } from 'node:fs';
import { verifyPortable } from '@mingjing/crypto';
import { describe, expect, it } from 'vitest';
import {
  emptyRoot,
  formatTlogProof,
  leafHash,
  nodeHash,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  parseVerifierKey,
  rootOf,
  verifyCheckpoint,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '../src/index.ts';
import { fromBase64, fromHex, hex, sha256Of, utf8 } from './reference.ts';

function load<T>(file: string): T {
  const url = new URL(`../../../tests/vectors/merkle/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as T;
}

/** Two accepted cases put words where hashes belong; their SHA-256 stands in for them. */
function hashOrStandIn(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  return bytes.length === 32 ? bytes : sha256Of(bytes);
}

describe('RFC 6962 roots', () => {
  const vectors = load<{
    leavesHex: string[];
    rootsHexBySize: string[];
    hasher: Record<string, string>;
  }>('rfc6962_roots.json');
  const hashes = vectors.leavesHex.map((leaf) => leafHash(fromHex(leaf)));

  it.each(vectors.rootsHexBySize.map((root, size) => [size, root] as const))(
    'of %d leaves',
    (size, root) => {
      expect(hex(rootOf(hashes.slice(0, size)))).toBe(root);
    },
  );

  it('and single hashes', () => {
    const { hasher } = vectors;
    expect(hex(emptyRoot)).toBe(hasher.emptyRoot);
    expect(hex(leafHash(utf8('')))).toBe(hasher.emptyLeaf);
    expect(hex(leafHash(utf8('L123456')))).toBe(hasher['leaf L123456']);
    // That vector's node children are not hashes, so the formula is checked without nodeHash.
    expect(hex(sha256Of(Uint8Array.of(1), utf8('N123'), utf8('N456')))).toBe(
      hasher['node N123 N456'],
    );
    expect(() => nodeHash(utf8('N123'), utf8('N456'))).toThrow('two hashes');
  });
});

interface InclusionVector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: string[] | null;
  readonly wantErr: boolean;
  readonly file: string;
}

interface ConsistencyVector {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: string[] | null;
  readonly wantErr: boolean;
  readonly file: string;
}

describe('transparency-dev inclusion', () => {
  const vectors = load<InclusionVector[]>('transparency_dev_inclusion.json');

  it.each(vectors.map((vector) => [vector.file, vector] as const))('%s', (_, vector) => {
    const toHash = vector.wantErr ? fromBase64 : hashOrStandIn;
    const verdict = verifyInclusion({
      index: vector.leafIdx,
      size: vector.treeSize,
      leafHash: toHash(vector.leafHash),
      proof: (vector.proof ?? []).map(fromBase64),
      root: toHash(vector.root),
    });
    expect(verdict.ok).toBe(!vector.wantErr);
  });

  it('has its 98 cases, 6 of them to accept', () => {
    expect(vectors).toHaveLength(98);
    expect(vectors.filter(({ wantErr }) => !wantErr)).toHaveLength(6);
  });
});

describe('transparency-dev consistency', () => {
  const vectors = load<ConsistencyVector[]>('transparency_dev_consistency.json');

  it.each(vectors.map((vector) => [vector.file, vector] as const))('%s', (_, vector) => {
    const toHash = vector.wantErr ? fromBase64 : hashOrStandIn;
    const verdict = verifyConsistency({
      oldSize: vector.size1,
      newSize: vector.size2,
      oldRoot: toHash(vector.root1),
      newRoot: toHash(vector.root2),
      proof: (vector.proof ?? []).map(fromBase64),
    });
    expect(verdict.ok).toBe(!vector.wantErr);
  });

  it('has its 98 cases, 6 of them to accept', () => {
    expect(vectors).toHaveLength(98);
    expect(vectors.filter(({ wantErr }) => !wantErr)).toHaveLength(6);
  });
});

interface CheckpointVector {
  readonly desc: string;
  readonly body: string;
  readonly ok: boolean;
  readonly c2spReject?: boolean;
  readonly origin?: string;
  readonly size?: number;
  readonly rest?: string;
}

describe('transparency-dev checkpoints', () => {
  const vectors = load<CheckpointVector[]>('checkpoint_parse.json');
  const standIn = Buffer.from(sha256Of()).toString('base64');

  it.each(vectors.map((vector) => [vector.desc, vector] as const))('%s', (_, vector) => {
    // Most bodies have words for a root. They are refused for that alone: with a root of 32 bytes
    // in its place, the verdict is the vector's.
    const rootLine = vector.body.split('\n')[2] ?? '';
    const isWord = /^(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2,4}={0,2}$/.test(rootLine);
    const hasRoot = isWord && fromBase64(rootLine).length === 32;
    if (vector.ok && !vector.c2spReject && !hasRoot) {
      expect(parseCheckpoint(vector.body)).toEqual({ ok: false, reason: 'bad-root' });
    }
    const body = isWord && !hasRoot ? vector.body.replace(rootLine, standIn) : vector.body;
    const parsed = parseCheckpoint(body);
    expect(parsed.ok).toBe(vector.ok && vector.c2spReject !== true);
    if (!parsed.ok) return;
    expect(parsed.value.origin).toBe(vector.origin);
    expect(parsed.value.size).toBe(vector.size);
    expect(parsed.value.extensions.map((line) => `${line}\n`).join('')).toBe(vector.rest);
  });
});

describe('transparency-dev proof files', () => {
  const vectors = load<{
    marshal: {
      index: number;
      extra?: string;
      hashesB64: string[];
      checkpoint: string;
      want: string;
    }[];
    reject: string[];
  }>('tlog_proof_format.json');

  it.each(vectors.marshal)('index $index', ({ index, extra, hashesB64, checkpoint, want }) => {
    const proof = {
      index,
      hashes: hashesB64.map(fromBase64),
      extra: extra === undefined ? undefined : utf8(extra),
      checkpoint,
    };
    expect(formatTlogProof(proof)).toBe(want);
    expect(parseTlogProof(utf8(want))).toEqual({ ok: true, value: proof });
  });

  it.each(vectors.reject)('refuses %j', (file) => {
    expect(parseTlogProof(utf8(file)).ok).toBe(false);
  });
});

describe('witnessed checkpoint', () => {
  const vectors = load<{
    noteB64: string;
    expect: { vkey: string; type: number; timestamp: number | null; valid: boolean }[];
    negativeNotesB64: string[];
  }>('witnessed_checkpoint.json');
  const keys = vectors.expect.map(({ vkey }) => {
    const key = parseVerifierKey(vkey);
    if (!key.ok) throw new Error(key.reason);
    return key.value;
  });
  const note = fromBase64(vectors.noteB64);

  it('has five signatures that verify', () => {
    const parsed = parseNote(note);
    if (!parsed.ok) throw new Error(parsed.reason);
    const result = verifyNote(parsed.value, keys, verifyPortable);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.verified).toHaveLength(5);
    expect(
      result.value.verified.map(({ key, timeSeconds }) => [key.type, timeSeconds ?? null]),
    ).toEqual(vectors.expect.map(({ type, timestamp }) => [type, timestamp]));
    // The log's second signature has a type this package does not know, and is ignored.
    expect(result.value.unknown).toHaveLength(1);
  });

  it('is that log’s checkpoint with four cosignatures', () => {
    const [log, ...witnesses] = keys;
    if (log === undefined) throw new Error('the first key is the log’s');
    const trust = { origin: log.name, logKeys: [log], witnessKeys: witnesses };
    const result = verifyCheckpoint(note, { ...trust, verify: verifyPortable });
    expect(result.ok && result.value.checkpoint.size).toBe(1_432_088_532);
    expect(result.ok && result.value.cosignatures).toHaveLength(4);
  });

  it.each(vectors.negativeNotesB64)('altered, verifies under none of the keys', (altered) => {
    const parsed = parseNote(fromBase64(altered));
    if (!parsed.ok) throw new Error(parsed.reason);
    for (const key of keys) {
      expect(verifyNote(parsed.value, [key], verifyPortable)).toEqual({
        ok: false,
        reason: 'bad-signature',
      });
    }
  });
});
