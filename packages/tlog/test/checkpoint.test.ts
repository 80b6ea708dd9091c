import { publicKeyFromSeedPortable, signPortable, verifyPortable } from '@mingjing/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CheckpointTrust,
  cosignCheckpoint,
  emptyRoot,
  formatCheckpoint,
  formatNote,
  formatTlogProof,
  type NoteSignature,
  noteKey,
  parseCheckpoint,
  parseTlogProof,
  proveInclusionFromLeaves,
  rootOf,
  signNote,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  verifyCheckpoint,
  verifyTlogProof,
} from '../src/index.ts';
import { flipped, hashBytes, leaves, utf8 } from './reference.ts';

const ORIGIN = 'example.org/log';
const ALL = leaves(11);
const ROOT = rootOf(ALL);
const ROOT_TEXT = Buffer.from(ROOT).toString('base64');
const TEXT = formatCheckpoint({ origin: ORIGIN, size: 11, root: ROOT });

const seedOf = (number: number): Uint8Array => new Uint8Array(32).fill(number);
const publicKey = (number: number): Uint8Array => publicKeyFromSeedPortable(seedOf(number));
const signWith = (number: number) => (message: Uint8Array) => signPortable(seedOf(number), message);
const LOG = noteKey(ORIGIN, TYPE_ED25519, publicKey(1));
const WITNESS = noteKey('example.org/witness', TYPE_COSIGNATURE, publicKey(2));
const TRUST: CheckpointTrust = {
  origin: ORIGIN,
  logKeys: [LOG],
  witnessKeys: [WITNESS],
  verify: verifyPortable,
};

const byLog = (text: string): NoteSignature => signNote(text, LOG, signWith(1));
const byWitness = (text: string): NoteSignature =>
  cosignCheckpoint(text, WITNESS, 1_700_000_000, signWith(2));
const noteOf = (text: string, ...signatures: NoteSignature[]): string =>
  formatNote({ text, signatures });
const SIGNED = noteOf(TEXT, byLog(TEXT), byWitness(TEXT));

describe('checkpoint text', () => {
  it('is three lines, and extension lines when there are any', () => {
    expect(TEXT).toBe(`${ORIGIN}\n11\n${ROOT_TEXT}\n`);
    const extended = formatCheckpoint({
      origin: ORIGIN,
      size: 11,
      root: ROOT,
      extensions: ['one', 'two 二'],
    });
    expect(extended).toBe(`${TEXT}one\ntwo 二\n`);
  });

  it('round-trips', () => {
    const line = fc.stringMatching(/^[\u0020-\u00ff\u4e00-\u4eff]{1,30}$/);
    fc.assert(
      fc.property(
        line,
        fc.maxSafeNat().filter((size) => size > 0),
        hashBytes,
        fc.array(line, { maxLength: 4 }),
        (origin, size, root, extensions) => {
          const parsed = parseCheckpoint(formatCheckpoint({ origin, size, root, extensions }));
          expect(parsed).toEqual({ ok: true, value: { origin, size, root, extensions } });
        },
      ),
    );
  });

  it('of size 0 has the empty root', () => {
    const text = formatCheckpoint({ origin: ORIGIN, size: 0, root: emptyRoot });
    expect(parseCheckpoint(text).ok).toBe(true);
    expect(() => formatCheckpoint({ origin: ORIGIN, size: 0, root: ROOT })).toThrow('parses as');
  });

  it.each([
    ['nothing', '', 'no-final-newline'],
    ['no final newline', TEXT.slice(0, -1), 'no-final-newline'],
    ['one line', `${ORIGIN}\n`, 'too-few-lines'],
    ['two lines', `${ORIGIN}\n11\n`, 'too-few-lines'],
    ['no origin', TEXT.replace(ORIGIN, ''), 'empty-line'],
    ['an empty extension line', `${TEXT}\n`, 'empty-line'],
    ['an empty line between extensions', `${TEXT}a\n\nb\n`, 'empty-line'],
    ['17 extension lines', TEXT + 'a\n'.repeat(17), 'too-many-extensions'],
    ['a thousand empty lines', TEXT + '\n'.repeat(1000), 'too-many-extensions'],
    ['a leading zero', TEXT.replace('\n11\n', '\n011\n'), 'bad-size'],
    ['a size of 00', TEXT.replace('\n11\n', '\n00\n'), 'bad-size'],
    ['a negative size', TEXT.replace('\n11\n', '\n-11\n'), 'bad-size'],
    ['a plus sign', TEXT.replace('\n11\n', '\n+11\n'), 'bad-size'],
    ['a space before the size', TEXT.replace('\n11\n', '\n 11\n'), 'bad-size'],
    ['a fraction', TEXT.replace('\n11\n', '\n11.0\n'), 'bad-size'],
    ['hexadecimal', TEXT.replace('\n11\n', '\n0x11\n'), 'bad-size'],
    ['2^53', TEXT.replace('\n11\n', '\n9007199254740992\n'), 'bad-size'],
    ['2^64', TEXT.replace('\n11\n', '\n18446744073709551616\n'), 'bad-size'],
    ['size 0 with a root', TEXT.replace('\n11\n', '\n0\n'), 'bad-root'],
    ['a root that is not base64', TEXT.replace(ROOT_TEXT, 'root'.repeat(10)), 'bad-root'],
    ['a root of 30 bytes', TEXT.replace(ROOT_TEXT, 'AAAA'.repeat(10)), 'bad-root'],
    ['a root with stray bits', TEXT.replace(/.=\n$/, '1=\n'), 'bad-root'],
    ['CRLF', TEXT.replaceAll('\n', '\r\n'), 'malformed-text'],
    ['a tab in the origin', TEXT.replace('/', '\t'), 'malformed-text'],
    ['a lone surrogate', TEXT.replace('/', '\ud800'), 'malformed-text'],
  ])('refuses %s', (_, text, reason) => {
    expect(parseCheckpoint(text)).toEqual({ ok: false, reason });
  });

  it.each([
    ['an empty origin', { origin: '' }],
    ['an origin of two lines', { origin: 'a\nb' }],
    ['a short root', { root: new Uint8Array(31) }],
    ['a fractional size', { size: 0.5 }],
    ['a size of 2^53', { size: 2 ** 53 }],
    ['an empty extension', { extensions: [''] }],
    ['an extension of two lines', { extensions: ['a\nb'] }],
  ])('is not written with %s', (_, change) => {
    const good = { origin: ORIGIN, size: 11, root: ROOT };
    expect(() => formatCheckpoint({ ...good, ...change })).toThrow();
  });
});

describe('signed checkpoint', () => {
  it('gives tree head and cosignatures', () => {
    const result = verifyCheckpoint(utf8(SIGNED), TRUST);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.checkpoint).toEqual({
      origin: ORIGIN,
      size: 11,
      root: Uint8Array.from(ROOT),
      extensions: [],
    });
    expect(result.value.text).toBe(TEXT);
    expect(result.value.cosignatures).toEqual([{ key: WITNESS, timeSeconds: 1_700_000_000 }]);
  });

  it('is refused with the witness alone', () => {
    expect(verifyCheckpoint(utf8(noteOf(TEXT, byWitness(TEXT))), TRUST)).toEqual({
      ok: false,
      reason: 'no-log-signature',
    });
  });

  it('is refused for another log, though the same key signed', () => {
    const text = TEXT.replace(ORIGIN, 'example.org/other');
    expect(verifyCheckpoint(utf8(noteOf(text, byLog(text))), TRUST)).toEqual({
      ok: false,
      reason: 'origin-mismatch',
    });
  });

  it.each([
    ['a bad line', SIGNED.replace('\u2014', '-'), 'malformed-signature-line'],
    ['a text that is no checkpoint', noteOf('hello\n', byLog('hello\n')), 'too-few-lines'],
    ['another size', SIGNED.replace('\n11\n', '\n12\n'), 'bad-signature'],
    ['no known key', noteOf(TEXT, { ...byLog(TEXT), keyId: 7 }), 'no-known-signature'],
  ])('is refused with %s', (_, note, reason) => {
    expect(verifyCheckpoint(utf8(note), TRUST)).toEqual({ ok: false, reason });
  });

  it('is refused when any byte of the log signature line changed', () => {
    const start = utf8(noteOf(TEXT, byLog(TEXT)));
    for (let byte = 0; byte < start.length; byte++) {
      expect(verifyCheckpoint(flipped(start, byte), TRUST).ok).toBe(false);
    }
  });
});

describe('proof file', () => {
  const hashes = proveInclusionFromLeaves(ALL, 4);
  const leaf = ALL[4] as Uint8Array;
  const FILE = formatTlogProof({ index: 4, hashes, extra: undefined, checkpoint: SIGNED });

  it('verifies offline down to the leaf', () => {
    const result = verifyTlogProof(utf8(FILE), leaf, TRUST);
    expect(result.ok && result.value.checkpoint.size).toBe(11);
    expect(result.ok && result.value.cosignatures).toHaveLength(1);
  });

  it('round-trips with and without extra data', () => {
    const extras = fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 }), { nil: undefined });
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.array(hashBytes), extras, (index, list, extra) => {
        const proof = { index, hashes: list, extra, checkpoint: 'any note\n\nat all\n' };
        expect(parseTlogProof(utf8(formatTlogProof(proof)))).toEqual({ ok: true, value: proof });
      }),
    );
  });

  it.each([
    ['another leaf', FILE, flipped(leaf, 0), 'root-mismatch'],
    ['another index', FILE.replace('index 4', 'index 5'), leaf, 'root-mismatch'],
    ['index = size', FILE.replace('index 4', 'index 11'), leaf, 'index-out-of-range'],
    ['a hash missing', FILE.replace(/(index 4\n)[^\n]+\n/, '$1'), leaf, 'wrong-proof-length'],
    ['another checkpoint size', FILE.replace('\n11\n', '\n12\n'), leaf, 'bad-signature'],
  ])('is refused with %s', (_, file, leafHash, reason) => {
    expect(verifyTlogProof(utf8(file), leafHash, TRUST)).toEqual({ ok: false, reason });
  });

  const line = `${Buffer.from(ALL[0] as Uint8Array).toString('base64')}\n`;
  const head = 'c2sp.org/tlog-proof@v1\n';
  it.each([
    ['nothing', '', 'no-final-newline'],
    ['no final newline', FILE.slice(0, -1), 'no-final-newline'],
    ['CRLF', FILE.replaceAll('\n', '\r\n'), 'control-character'],
    ['another version', FILE.replace('@v1', '@v2'), 'bad-header'],
    ['a header alone', head, 'bad-index'],
    ['no index', `${head}${line}\nc\n`, 'bad-index'],
    ['an index with a leading zero', `${head}index 04\n\nc\n`, 'bad-index'],
    ['an index of 2^53', `${head}index 9007199254740992\n\nc\n`, 'bad-index'],
    ['an empty extra line', `${head}extra \nindex 0\n\nc\n`, 'bad-extra'],
    ['extra data after the index', `${head}index 0\nextra AAAA\n\nc\n`, 'bad-hash'],
    ['two extra lines', `${head}extra AAAA\nextra AAAA\nindex 0\n\nc\n`, 'bad-index'],
    ['a hash of 33 bytes', `${head}index 0\n${'AAAA'.repeat(11)}\n\nc\n`, 'bad-hash'],
    ['107 hashes', `${head}index 0\n${line.repeat(107)}\nc\n`, 'too-many-hashes'],
    ['no checkpoint', `${head}index 0\n\n`, 'no-checkpoint'],
    ['no blank line', `${head}index 0\n${line}`, 'no-checkpoint'],
    ['a million bytes', `${head}index 0\n\n${'c'.repeat(1_000_000)}\n`, 'too-large'],
  ])('refuses %s', (_, file, reason) => {
    expect(parseTlogProof(utf8(file))).toEqual({ ok: false, reason });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(parseTlogProof(Uint8Array.of(0xff, 0x0a))).toEqual({ ok: false, reason: 'not-utf8' });
  });

  it.each([
    ['a short hash', { hashes: [new Uint8Array(31)] }],
    ['107 hashes', { hashes: Array(107).fill(ROOT) }],
    ['empty extra data', { extra: new Uint8Array(0) }],
    ['a negative index', { index: -1 }],
    ['a checkpoint without newline', { checkpoint: 'a' }],
  ])('is not written with %s', (_, change) => {
    const good = { index: 0, hashes: [], extra: undefined, checkpoint: SIGNED };
    expect(() => formatTlogProof({ ...good, ...change })).toThrow();
  });
});
