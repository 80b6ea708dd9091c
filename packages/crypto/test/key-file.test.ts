import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesToHex, InvariantError } from '../src/index.ts';
import {
  generateSeed,
  KeyFileError,
  type KeyFileOptions,
  loadKeyFile,
  saveKeyFile,
} from '../src/node/index.ts';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mingjing-key-'));
  path = join(directory, 'vote.json');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof KeyFileError) return error.code;
    throw error;
  }
  return 'none';
}

function loadCode(options?: KeyFileOptions): string {
  return codeOf(() => loadKeyFile(path, options));
}

/** Rewrites the stored JSON with some fields changed or, when undefined, removed. */
function edit(fields: Record<string, unknown>): void {
  const content = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...content, ...fields }));
}

describe('a plain key file', () => {
  test('comes back as saved, with mode 0600 and the documented fields', () => {
    const seed = generateSeed();
    const saved = saveKeyFile(path, { purpose: 'vote', seed });
    expect(loadKeyFile(path)).toEqual(saved);
    expect(statSync(path).mode & 0o7777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      purpose: 'vote',
      public_key: bytesToHex(saved.publicKey),
      seed: bytesToHex(seed),
    });
    expect(readdirSync(directory)).toEqual(['vote.json']);
  });

  test('is never overwritten, and a refused save leaves nothing behind', () => {
    const first = saveKeyFile(path, { purpose: 'vote', seed: generateSeed() });
    const again = () => saveKeyFile(path, { purpose: 'vote', seed: generateSeed() });
    expect(codeOf(again)).toBe('KEY_FILE_EXISTS');
    expect(loadKeyFile(path)).toEqual(first);
    expect(readdirSync(directory)).toEqual(['vote.json']);
  });

  test('is not written where there is no directory', () => {
    const lost = join(directory, 'missing', 'vote.json');
    const save = () => saveKeyFile(lost, { purpose: 'vote', seed: generateSeed() });
    expect(codeOf(save)).toBe('KEY_FILE_IO');
  });

  test.each([0o640, 0o604, 0o660, 0o644, 0o601, 0o700, 0o4600])('is refused at mode %o', (mode) => {
    saveKeyFile(path, { purpose: 'vote', seed: generateSeed() });
    chmodSync(path, mode);
    expect(loadCode()).toBe('KEY_FILE_MODE');
  });

  test('may be narrower than 0600', () => {
    saveKeyFile(path, { purpose: 'vote', seed: generateSeed() });
    chmodSync(path, 0o400);
    expect(loadCode()).toBe('none');
  });

  test('is reported when missing', () => {
    expect(loadCode()).toBe('KEY_FILE_MISSING');
  });

  test('is refused when its seed makes another public key', () => {
    saveKeyFile(path, { purpose: 'vote', seed: generateSeed() });
    edit({ seed: bytesToHex(generateSeed()) });
    expect(loadCode()).toBe('KEY_FILE_MISMATCH');
  });

  /** A field set to undefined is left out of the rewritten JSON. */
  test.each<[string, Record<string, unknown>]>([
    ['another version', { version: 2 }],
    ['no purpose', { purpose: undefined }],
    ['a malformed purpose', { purpose: 'Vote' }],
    ['an unknown field', { note: 'x' }],
    ['a short public key', { public_key: 'ab' }],
    ['an upper-case public key', { public_key: 'AB'.repeat(32) }],
    ['a short seed', { seed: '00'.repeat(31) }],
    ['a seed that is a number', { seed: 1 }],
    ['no secret', { seed: undefined }],
    ['an empty seal', { seed: undefined, encrypted_seed: {} }],
    ['a null seal', { seed: undefined, encrypted_seed: null }],
  ])('is refused with %s', (_name, fields) => {
    saveKeyFile(path, { purpose: 'vote', seed: generateSeed() });
    edit(fields);
    expect(loadCode()).toBe('KEY_FILE_FORMAT');
  });

  test.each([
    ['text', 'not json'],
    ['nothing', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['too much', ' '.repeat(5000)],
  ])('is refused when it holds %s', (_name, text) => {
    writeFileSync(path, text, { mode: 0o600 });
    expect(loadCode()).toBe('KEY_FILE_FORMAT');
  });

  test('is refused when it is a directory', () => {
    mkdirSync(path, { mode: 0o600 });
    expect(loadCode()).toBe('KEY_FILE_FORMAT');
  });

  test('never shows its seed in an error', () => {
    const seed = bytesToHex(generateSeed());
    writeFileSync(path, `{"seed":"${seed}"`, { mode: 0o600 });
    expect.assertions(2);
    try {
      loadKeyFile(path);
    } catch (error) {
      expect(error).toBeInstanceOf(KeyFileError);
      const shown = `${(error as Error).stack} ${String((error as Error).cause)}`;
      expect(shown).not.toContain(seed.slice(0, 8));
    }
  });

  test('asserts a purpose and a seed that make sense', () => {
    const bad = { purpose: 'Vote', seed: generateSeed() };
    expect(() => saveKeyFile(path, bad)).toThrow(InvariantError);
    const short = { purpose: 'vote', seed: new Uint8Array(31) };
    expect(() => saveKeyFile(path, short)).toThrow(InvariantError);
  });
});

describe('an encrypted key file', () => {
  const options = { passphrase: '正确的口令 correct horse' };

  test('opens with its passphrase only, and shows no seed', () => {
    const saved = saveKeyFile(path, { purpose: 'vote', seed: generateSeed() }, options);
    expect(loadKeyFile(path, options)).toEqual(saved);
    expect(readFileSync(path, 'utf8')).not.toContain(bytesToHex(saved.seed));
    expect(loadCode()).toBe('KEY_FILE_LOCKED');
    expect(loadCode({ passphrase: '' })).toBe('KEY_FILE_LOCKED');
    expect(loadCode({ passphrase: 'wrong' })).toBe('KEY_FILE_PASSPHRASE');
    expect(statSync(path).mode & 0o7777).toBe(0o600);
  });

  test('does not open when purpose or public key were exchanged', () => {
    saveKeyFile(path, { purpose: 'vote', seed: generateSeed() }, options);
    edit({ purpose: 'peer' });
    expect(loadCode(options)).toBe('KEY_FILE_PASSPHRASE');
  });

  test.each<[string, unknown]>([
    ['memory_kib', 2 ** 30],
    ['memory_kib', 1],
    ['passes', 1000],
    ['passes', 0],
    ['passes', 1.5],
    ['parallelism', 2],
    ['kdf', 'argon2i'],
    ['cipher', 'none'],
    ['salt', '00'],
    ['nonce', ''],
    ['ciphertext', '00'.repeat(32)],
    ['more', 1],
  ])('is refused with %s = %j before any work is done', (field, value) => {
    saveKeyFile(path, { purpose: 'vote', seed: generateSeed() }, options);
    const content = JSON.parse(readFileSync(path, 'utf8')) as { encrypted_seed: object };
    edit({ encrypted_seed: { ...content.encrypted_seed, [field]: value } });
    expect(loadCode(options)).toBe('KEY_FILE_FORMAT');
  });

  test('is not made under an empty passphrase', () => {
    const save = () =>
      saveKeyFile(path, { purpose: 'vote', seed: generateSeed() }, { passphrase: '' });
    expect(save).toThrow(InvariantError);
  });
});
