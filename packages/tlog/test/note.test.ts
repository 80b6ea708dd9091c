import { publicKeyFromSeedPortable, signPortable, verifyPortable } from '@mingjing/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToBase64, parseBase64 } from '../src/base64.ts';
import {
  cosignCheckpoint,
  formatNote,
  formatSignatureLine,
  formatVerifierKey,
  MAX_NOTE_SIGNATURES,
  type NoteKey,
  type NoteSignature,
  noteKey,
  parseNote,
  parseVerifierKey,
  signNote,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  verifyNote,
} from '../src/index.ts';
import { flipped, fromBase64, hex, utf8 } from './reference.ts';

const seedOf = (number: number): Uint8Array => new Uint8Array(32).fill(number);
const signWith = (number: number) => (message: Uint8Array) => signPortable(seedOf(number), message);
const keyOf = (name: string, number: number, type: NoteKey['type'] = TYPE_ED25519): NoteKey =>
  noteKey(name, type, publicKeyFromSeedPortable(seedOf(number)));

const TEXT = 'example.org/log\n3\nabc\n';
const LOG = keyOf('example.org/log', 1);
const WITNESS = keyOf('example.org/witness', 2, TYPE_COSIGNATURE);
const STRANGER = keyOf('example.org/stranger', 3);

const byLog = signNote(TEXT, LOG, signWith(1));
const byStranger = signNote(TEXT, STRANGER, signWith(3));
const byWitness = cosignCheckpoint(TEXT, WITNESS, 1_700_000_000, signWith(2));

function parsed(...signatures: NoteSignature[]) {
  const result = parseNote(utf8(formatNote({ text: TEXT, signatures })));
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

describe('base64', () => {
  it('is that of RFC 4648 in both directions', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(bytesToBase64(bytes)).toBe(text);
        expect(parseBase64(text)).toEqual(bytes);
      }),
    );
  });

  it('accepts no text but the one it writes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-D+/=_ -]{0,12}$/), (text) => {
        const bytes = parseBase64(text);
        if (bytes !== undefined) expect(bytesToBase64(bytes)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['missing padding', 'AA'],
    ['padding alone', '===='],
    ['padding inside', 'A=AA'],
    ['three pads', 'A==='],
    ['stray bits in two digits', 'AB=='],
    ['stray bits in three digits', 'AAB='],
    ['a space', 'AAA '],
    ['a newline', 'AAA\n'],
    ['the URL alphabet', 'A_-A'],
    ['other letters', 'AAAé'],
  ])('refuses %s', (_, text) => {
    expect(parseBase64(text)).toBeUndefined();
  });
});

describe('note text', () => {
  it('round-trips with its signatures', () => {
    const note = parsed(byLog, byWitness);
    expect(note.text).toBe(TEXT);
    expect(note.signatures.map(formatSignatureLine)).toEqual(
      [byLog, byWitness].map(formatSignatureLine),
    );
  });

  it('may hold empty lines and any script; the last empty line ends it', () => {
    const text = '明镜\n\nsecond part é\n';
    const content = formatNote({ text, signatures: [byLog] });
    const result = parseNote(utf8(content));
    expect(result.ok && result.value.text).toBe(text);
  });

  it('keeps a byte order mark, which was signed', () => {
    const text = '\ufeffmarked\n';
    const result = parseNote(utf8(formatNote({ text, signatures: [byLog] })));
    expect(result.ok && result.value.text).toBe(text);
  });

  const line = formatSignatureLine(byLog);
  const base64 = line.split(' ')[2] as string;
  it.each([
    ['nothing', '', 'no-final-newline'],
    ['no final newline', `a\n\n${line.slice(0, -1)}`, 'no-final-newline'],
    ['CRLF', `a\r\n\r\n${line.replace('\n', '\r\n')}`, 'control-character'],
    ['CRLF in the text', `a\r\n\n${line}`, 'control-character'],
    ['a tab', `a\tb\n\n${line}`, 'control-character'],
    ['a NUL', `a\0\n\n${line}`, 'control-character'],
    ['no blank line', `a\n${line}`, 'no-signatures'],
    ['no signature', 'a\n\n', 'no-signatures'],
    ['a hyphen for the em dash', `a\n\n${line.replace('\u2014', '-')}`, 'malformed-signature-line'],
    ['an en dash', `a\n\n${line.replace('\u2014', '\u2013')}`, 'malformed-signature-line'],
    ['no space after the dash', `a\n\n${line.replace(' ', '')}`, 'malformed-signature-line'],
    ['two spaces', `a\n\n${line.replace(' ', '  ')}`, 'malformed-signature-line'],
    ['a trailing space', `a\n\n${line.replace('\n', ' \n')}`, 'malformed-signature-line'],
    ['a fourth word', `a\n\n${line.replace('\n', ' x\n')}`, 'malformed-signature-line'],
    ['no name', `a\n\n\u2014 ${base64}`, 'malformed-signature-line'],
    ['a plus sign in the name', `a\n\n\u2014 a+b ${base64}`, 'malformed-signature-line'],
    ['a Unicode space in the name', `a\n\n\u2014 a\u00a0b ${base64}`, 'malformed-signature-line'],
    ['no base64', `a\n\n\u2014 name !!!!\n`, 'malformed-signature-line'],
    ['base64 without padding', `a\n\n\u2014 name AAAAAAA\n`, 'malformed-signature-line'],
    ['a key id without signature', `a\n\n\u2014 name AAAAAA==\n`, 'malformed-signature-line'],
    ['text after the signatures', `a\n\n${line}b\n`, 'malformed-signature-line'],
    ['an empty line after them', `a\n\n${line}\n`, 'no-signatures'],
  ])('refuses %s', (_, content, reason) => {
    expect(parseNote(utf8(content))).toEqual({ ok: false, reason });
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = utf8(formatNote({ text: TEXT, signatures: [byLog] }));
    bytes[0] = 0xff;
    expect(parseNote(bytes)).toEqual({ ok: false, reason: 'not-utf8' });
  });

  it('takes 100 signatures and not 101, and no more than a million bytes', () => {
    const hundred = formatNote({
      text: TEXT,
      signatures: Array(MAX_NOTE_SIGNATURES).fill(byLog),
    });
    expect(parseNote(utf8(hundred)).ok).toBe(true);
    expect(parseNote(utf8(hundred + line))).toEqual({ ok: false, reason: 'too-many-signatures' });
    const long = `${'a'.repeat(1_000_000)}\n\n${line}`;
    expect(parseNote(utf8(long))).toEqual({ ok: false, reason: 'too-large' });
  });

  it.each([
    ['no final newline', { text: 'a', signatures: [byLog] }],
    ['a control character', { text: 'a\r\n', signatures: [byLog] }],
    ['a lone surrogate', { text: '\ud800\n', signatures: [byLog] }],
    ['no signature', { text: 'a\n', signatures: [] }],
    ['101 signatures', { text: 'a\n', signatures: Array(101).fill(byLog) }],
    ['an empty signature', { text: 'a\n', signatures: [{ ...byLog, signature: utf8('') }] }],
    ['a name with a newline', { text: 'a\n', signatures: [{ ...byLog, name: 'a\nb' }] }],
  ])('is not written with %s', (_, note) => {
    expect(() => formatNote(note)).toThrow();
  });
});

describe('verifier key', () => {
  it('is that of the standard, whose example note it verifies', () => {
    const vkey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
    const note =
      'This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6' +
      'TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
    const key = parseVerifierKey(vkey);
    if (!key.ok) throw new Error(key.reason);
    expect(formatVerifierKey(key.value)).toBe(vkey);
    const parsedNote = parseNote(utf8(note));
    if (!parsedNote.ok) throw new Error(parsedNote.reason);
    expect(verifyNote(parsedNote.value, [key.value], verifyPortable).ok).toBe(true);
  });

  it('round-trips for both types, which have different ids', () => {
    for (const key of [LOG, WITNESS]) {
      expect(parseVerifierKey(formatVerifierKey(key))).toEqual({ ok: true, value: key });
    }
    expect(keyOf('a', 1).keyId).not.toBe(keyOf('a', 1, TYPE_COSIGNATURE).keyId);
    expect(keyOf('a', 1).keyId).not.toBe(keyOf('b', 1).keyId);
  });

  const good = formatVerifierKey(LOG);
  const [name, id, material] = good.split('+', 2).concat(good.slice(good.indexOf('+') + 10));
  const ecdsa = bytesToBase64(Uint8Array.of(2, ...LOG.publicKey));
  const short = bytesToBase64(Uint8Array.of(1, ...LOG.publicKey.slice(1)));
  it.each([
    ['nothing', '', 'malformed-verifier-key'],
    ['one part', 'example.org', 'malformed-verifier-key'],
    ['two parts', `${name}+${id}`, 'malformed-verifier-key'],
    ['no name', `+${id}+${material}`, 'malformed-verifier-key'],
    ['a space in the name', `a b+${id}+${material}`, 'malformed-verifier-key'],
    ['an id in upper case', `${name}+ABCDEF01+${material}`, 'malformed-verifier-key'],
    ['an id of seven digits', `${name}+abcdef0+${material}`, 'malformed-verifier-key'],
    ['no base64', `${name}+${id}+!`, 'malformed-verifier-key'],
    ['a very long line', `${'a'.repeat(1000)}+${id}+${material}`, 'malformed-verifier-key'],
    ['an empty key', `${name}+${id}+`, 'unknown-key-type'],
    ['a type it does not know', `${name}+${id}+${ecdsa}`, 'unknown-key-type'],
    ['a key of 31 bytes', `${name}+${id}+${short}`, 'bad-key-length'],
    ['another id', `${name}+00000000+${material}`, 'key-id-mismatch'],
    ['the id of another name', `x${good}`, 'key-id-mismatch'],
  ])('refuses %s', (_, text, reason) => {
    expect(parseVerifierKey(text)).toEqual({ ok: false, reason });
  });
});

describe('note verification', () => {
  it('names the known keys that signed, with the time of a cosignature', () => {
    const note = parsed(byStranger, byLog, byWitness);
    const result = verifyNote(note, [WITNESS, LOG], verifyPortable);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.verified).toEqual([
      { key: LOG, timeSeconds: undefined },
      { key: WITNESS, timeSeconds: 1_700_000_000 },
    ]);
    expect(result.value.unknown.map(({ name: unknown }) => unknown)).toEqual([STRANGER.name]);
  });

  it('is refused without a signature by a known key', () => {
    const refusal = { ok: false, reason: 'no-known-signature' };
    expect(verifyNote(parsed(byStranger), [LOG], verifyPortable)).toEqual(refusal);
    expect(verifyNote(parsed(byLog), [], verifyPortable)).toEqual(refusal);
  });

  it('ignores who shares only the name or only the id of a known key', () => {
    const otherKey = { ...byStranger, name: LOG.name };
    const otherName = { ...byStranger, keyId: LOG.keyId };
    const result = verifyNote(parsed(otherKey, otherName, byLog), [LOG], verifyPortable);
    expect(result.ok && result.value.unknown).toHaveLength(2);
  });

  it('is refused for one failing signature by a known key among good ones', () => {
    const refusal = { ok: false, reason: 'bad-signature' };
    for (const [good, byte] of [
      [byLog, 0],
      [byLog, 63],
      [byWitness, 0],
      [byWitness, 7],
      [byWitness, 8],
      [byWitness, 71],
    ] as const) {
      const bad = { ...good, signature: flipped(good.signature, byte) };
      const note = parsed(...[byLog, byWitness].map((line) => (line === good ? bad : line)));
      expect(verifyNote(note, [LOG, WITNESS], verifyPortable)).toEqual(refusal);
    }
  });

  it.each([
    ['a signature of 63 bytes', { ...byLog, signature: byLog.signature.slice(1) }],
    ['a signature of 65 bytes', { ...byLog, signature: Uint8Array.of(...byLog.signature, 0) }],
    ['a cosignature without time', { ...byWitness, signature: byWitness.signature.slice(8) }],
    ['a time of 2^53', { ...byWitness, signature: flipped(byWitness.signature, 1, 5) }],
    ['a cosignature under the key of type 0x01', { ...byWitness, ...LOG }],
  ])('is refused for %s', (_, { name, keyId, signature }) => {
    const note = parsed({ name, keyId, signature });
    const result = verifyNote(note, [LOG, WITNESS], verifyPortable);
    expect(result).toEqual({ ok: false, reason: 'bad-signature' });
  });

  it('drops a repeated signature by one key, good or bad', () => {
    let checks = 0;
    const counting: typeof verifyPortable = (...input) => {
      checks++;
      return verifyPortable(...input);
    };
    const bad = { ...byLog, signature: flipped(byLog.signature, 0) };
    const result = verifyNote(parsed(byLog, byLog, bad), [LOG], counting);
    expect(result.ok && result.value.verified).toHaveLength(1);
    expect(checks).toBe(1);
  });

  it('is refused when any character of the text changed', () => {
    const note = parsed(byLog, byWitness);
    for (let i = 0; i < TEXT.length; i++) {
      const text = `${TEXT.slice(0, i)}~${TEXT.slice(i + 1)}`;
      expect(verifyNote({ ...note, text }, [LOG], verifyPortable).ok).toBe(false);
      expect(verifyNote({ ...note, text }, [WITNESS], verifyPortable).ok).toBe(false);
    }
  });

  it('asserts that known keys can be told apart', () => {
    expect(() => verifyNote(parsed(byLog), [LOG, { ...LOG }], verifyPortable)).toThrow('differ');
  });
});

describe('signing', () => {
  it('covers the text, or header, time and text, exactly as the standards say', () => {
    const seen: string[] = [];
    const sign = (message: Uint8Array) => {
      seen.push(new TextDecoder().decode(message));
      return new Uint8Array(64);
    };
    signNote(TEXT, LOG, sign);
    const cosigned = cosignCheckpoint(TEXT, WITNESS, 1_679_315_147, sign);
    expect(seen).toEqual([TEXT, `cosignature/v1\ntime 1679315147\n${TEXT}`]);
    expect(hex(cosigned.signature)).toBe(`000000006418 50cb${'00'.repeat(64)}`.replace(' ', ''));
  });

  it('asserts text, type of key, length of signature and time', () => {
    const zeros = () => new Uint8Array(64);
    expect(() => signNote('a', LOG, zeros)).toThrow('newline');
    expect(() => signNote('a\n', WITNESS, zeros)).toThrow('0x01');
    expect(() => signNote('a\n', LOG, () => new Uint8Array(63))).toThrow('64 bytes');
    expect(() => cosignCheckpoint('a\n', LOG, 1, zeros)).toThrow('0x04');
    expect(() => cosignCheckpoint('a\n', WITNESS, 1, () => utf8(''))).toThrow('64 bytes');
    expect(() => cosignCheckpoint('a\n', WITNESS, -1, zeros)).toThrow('safe integer');
    expect(() => cosignCheckpoint('a\n', WITNESS, 1.5, zeros)).toThrow('safe integer');
  });

  it('gives keys to valid names and 32 bytes only', () => {
    expect(() => noteKey('', TYPE_ED25519, new Uint8Array(32))).toThrow('key name');
    expect(() => noteKey('a\nb', TYPE_ED25519, new Uint8Array(32))).toThrow('key name');
    expect(() => noteKey('a', TYPE_ED25519, fromBase64('AAAA'))).toThrow('32 bytes');
  });
});
