// A key file of a person, by the command: under a passphrase that is worth the name, or in clear.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keysCommand } from '../src/cli/keys.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-keys-'));
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const make = () =>
  keysCommand({ create: 'officer', file: join(folder, 'officer.json'), json: true });

test.each([
  ['', /少于 12 个字符/, /less than 12 characters/],
  ['hunter2', /少于 12 个字符/, /less than 12 characters/],
  ['202611261530', /只有数字/, /digits alone/],
  ['Password1234', /最常见的词/, /commonest words/],
])('makes no key under the passphrase %j, and says why in both languages', (passphrase, zh, en) => {
  vi.stubEnv('MINGJING_PASSPHRASE', passphrase);
  expect(make).toThrow(
    expect.objectContaining({
      code: 'PASSPHRASE_WEAK',
      zh: expect.stringMatching(zh),
      en: expect.stringMatching(en),
    }),
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('makes it under a better one, which is needed again', () => {
  vi.stubEnv('MINGJING_PASSPHRASE', '四更山吐月 remnant night');
  make();
  const content = JSON.parse(readFileSync(join(folder, 'officer.json'), 'utf8'));
  expect(Object.keys(content)).toEqual(['version', 'purpose', 'public_key', 'encrypted_seed']);
  vi.stubEnv('MINGJING_PASSPHRASE', undefined);
  expect(() => keysCommand({ file: join(folder, 'officer.json'), json: true })).toThrow(
    expect.objectContaining({ code: 'KEY_FILE_LOCKED' }),
  );
});
