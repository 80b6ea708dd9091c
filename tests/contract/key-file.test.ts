// One form of key files: what the commands write, the pages open, and the other way round; what is
// wrong with one has the same name on every page.
import { argon2Sync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSeed, loadKeyFile, saveKeyFile } from '@mingjing/crypto/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Derivation,
  deriveHere,
} from '../../packages/console-kit/src/account/key-file/derivation.ts';
import {
  isEncrypted,
  parseKeyFile,
  sealedKeyFile,
  seedOf,
} from '../../packages/console-kit/src/account/key-file/key-file.ts';

const PASSPHRASE = '四更山吐月 remnant night';
const seed = generateSeed();
const asked: Derivation[] = [];

const derived = new Map<string, Uint8Array>();

/** The same derivation in native code, each done once: it takes a second. */
async function derive(one: Derivation): Promise<Uint8Array> {
  asked.push(one);
  const { passphrase, salt, passes, memoryKib: memory } = one;
  const options = { message: passphrase, nonce: salt, parallelism: 1, tagLength: 32 };
  const name = [passphrase, Buffer.from(salt).toString('hex'), passes, memory].join();
  const key = derived.get(name) ?? argon2Sync('argon2id', { ...options, memory, passes });
  derived.set(name, key);
  return Uint8Array.from(key);
}

type Open = (text: string, passphrase: string) => Promise<Uint8Array>;
// A module that browsers load as it is, without types.
const page = await import(
  String(new URL('../../packages/service/page/key-file.js', import.meta.url))
);
const openers: readonly [name: string, open: Open][] = [
  [
    'consoles',
    async (text, typed) => seedOf(parseKeyFile(text, 'officer', 'key-malformed'), typed, derive),
  ],
  ['account page', async (text, typed) => (await page.openKeyFile(text, typed, derive)).seed],
];

let folder: string;
let text: string;
let plain: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-key-'));
  const written = (name: string, options: object) => {
    const path = join(folder, name);
    saveKeyFile(path, { purpose: 'officer', seed }, options);
    return readFileSync(path, 'utf8');
  };
  text = written('sealed.json', { passphrase: PASSPHRASE });
  plain = written('plain.json', {});
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The file with something of it changed. */
const changed = (fields: object, sealed: object = {}) => {
  const { encrypted_seed: before, ...rest } = JSON.parse(text);
  return JSON.stringify({ ...rest, encrypted_seed: { ...before, ...sealed }, ...fields });
};
const MALFORMED = 'key-malformed';
const faults: readonly [what: string, file: () => string, fault: string, typed?: string][] = [
  ['another passphrase', () => text, 'key-passphrase', `${PASSPHRASE} `],
  ['no passphrase', () => text, 'key-locked', ''],
  ['an altered ciphertext', () => changed({}, { ciphertext: '0'.repeat(96) }), 'key-passphrase'],
  ['another public key', () => changed({ public_key: '0'.repeat(64) }), 'key-passphrase'],
  ['a copy that broke off', () => text.slice(0, 300), 'key-truncated'],
  ['an empty file', () => '', MALFORMED],
  ['something else', () => 'ssh-ed25519 AAAA', MALFORMED],
  ['another JSON', () => '{"chain_id":"trial"}', MALFORMED],
  ['a JSON that is no object', () => 'null', MALFORMED],
  ['the key of a user', () => changed({ purpose: 'user' }), MALFORMED],
  ['a newer version', () => changed({ version: 2 }), 'key-newer'],
  ['another derivation', () => changed({}, { kdf: 'scrypt' }), MALFORMED],
  ['a field too many', () => changed({ note: '' }), MALFORMED],
  ['a salt that is too short', () => changed({}, { salt: '00' }), MALFORMED],
  ['memory of no key file', () => changed({}, { memory_kib: 2 ** 21 }), MALFORMED],
  ['more memory than a page takes', () => changed({}, { memory_kib: 2 ** 19 }), 'key-costly'],
  ['more work than a page takes', () => changed({}, { passes: 16 }), 'key-costly'],
];

describe.each(openers)('key files in the %s', (_name, open) => {
  test('open as the command wrote them, encrypted and in clear', async () => {
    expect(await open(text, PASSPHRASE)).toEqual(seed);
    expect(await open(plain, '')).toEqual(seed);
  });

  test.each(faults)('%s is told by name', async (_what, file, fault, typed = PASSPHRASE) => {
    await expect(open(file(), typed)).rejects.toThrow(new RegExp(`^${fault}$`));
  });

  test('derive nothing for a file that costs too much', async () => {
    asked.length = 0;
    await expect(open(changed({}, { memory_kib: 2 ** 20 }), PASSPHRASE)).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});

test('what a page seals, the command opens', async () => {
  const path = join(folder, 'user.json');
  const bytes = await sealedKeyFile({ purpose: 'user', seed }, PASSPHRASE, derive);
  writeFileSync(path, bytes, { mode: 0o600 });
  expect(loadKeyFile(path, { passphrase: PASSPHRASE })).toMatchObject({ purpose: 'user', seed });
  // The same words in the same places, so that nothing tells where a file was made.
  const shapeOf = (file: string) => file.replaceAll(/[0-9a-f]{24,}/g, 'hex');
  expect(shapeOf(Buffer.from(bytes).toString())).toBe(shapeOf(text).replace('officer', 'user'));
});

test('the seed has to make the public key', async () => {
  const file = JSON.stringify({ ...JSON.parse(plain), public_key: '0'.repeat(64) });
  const content = parseKeyFile(file, 'officer', MALFORMED);
  await expect(seedOf(content, '', derive)).rejects.toThrow('key-mismatch');
});

test('a page asks for a passphrase where the file has one, and nowhere else', () => {
  const cut = text.slice(0, 300);
  for (const [file, isLocked] of [
    [text, true],
    [plain, false],
    [cut, false],
    ['x', false],
  ] as const) {
    expect([isEncrypted(file), page.isEncrypted(file)]).toEqual([isLocked, isLocked]);
  }
});

test('a page derives what native code does', async () => {
  const salt = new Uint8Array(16).fill(7);
  for (const [passphrase, passes, memoryKib] of [
    [PASSPHRASE, 3, 64],
    ['', 1, 8],
    ['x'.repeat(200), 2, 1023],
  ] as const) {
    const one = { passphrase, salt, passes, memoryKib };
    expect(deriveHere(one)).toEqual(await derive(one));
  }
});

test('the key is forgotten once the seed is open', async () => {
  const keys: Uint8Array[] = [];
  const kept = async (one: Derivation) => {
    const key = await derive(one);
    keys.push(key);
    return key;
  };
  await seedOf(parseKeyFile(text, 'officer', MALFORMED), PASSPHRASE, kept);
  await page.openKeyFile(text, PASSPHRASE, kept);
  expect(keys).toEqual([new Uint8Array(32), new Uint8Array(32)]);
});
