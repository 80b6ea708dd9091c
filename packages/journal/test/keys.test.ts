import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@mingjing/crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dayOf, openEntry, PersonKeyFile, strangerPerson } from '../src/index.ts';
import { FakeDisk, POWER_LOSSES } from './fake-disk.ts';
import { CHAIN_ID, openTestJournal, plainEntry, START_MS, userEntry } from './fixture.ts';

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keys-'));
  path = join(root, 'config/person-keys');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const checkOf = (keys: PersonKeyFile, person: string, day: number) => {
  const fieldKey = keys.fieldKey(person, day);
  return fieldKey && bytesToHex(fieldKey.check);
};

describe('shredding a person', () => {
  test('makes what is personal unreadable for ever, while the log still verifies', async () => {
    const { journal, keys } = await openTestJournal(root);
    await journal.appendMany([userEntry('a'), userEntry('b', 'bob'), userEntry('c')]);
    const personals = async (of: PersonKeyFile) => {
      const entries = await journal.readRange('publish', 0, 3);
      return entries.map(({ stub, body }) => {
        if (body === undefined) throw new Error('no body');
        const { personal } = openEntry(CHAIN_ID, { stub, body }, of);
        return typeof personal === 'string' ? personal : personal.sourceAddress;
      });
    };
    expect(await personals(keys)).toEqual(['192.0.2.7', '192.0.2.7', '192.0.2.7']);
    await keys.remove('alice');
    expect(await personals(keys)).toEqual(['shredded', '192.0.2.7', 'shredded']);
    expect(await journal.verify()).toMatchObject({ ok: true });
    // A new key of the same person opens nothing of before.
    await journal.append(userEntry('d'));
    expect(await personals(keys)).toEqual(['shredded', '192.0.2.7', 'shredded']);
    expect(await personals(await PersonKeyFile.open({ path }))).toEqual([
      'shredded',
      '192.0.2.7',
      'shredded',
    ]);
    await journal.close();
  });

  test('overwrites the old file, survives any crash whole, and keeps all other keys', async () => {
    const disk = new FakeDisk();
    const open = (on: FakeDisk) => PersonKeyFile.open({ path: '/k/keys', files: on });
    const keys = await open(disk);
    await keys.ensure(['alice', 'bob'], 7);
    const before = [checkOf(keys, 'alice', 7), checkOf(keys, 'bob', 7)];
    const from = disk.operations.length;
    await keys.remove('alice');
    const operations = disk.operations.slice(from);
    expect(operations.slice(-2)).toEqual(['write /k/keys', 'datasync /k/keys']);
    for (let last = 1; last <= operations.length; last++) {
      const again = new FakeDisk();
      await (await open(again)).ensure(['alice', 'bob'], 7);
      const opened = await open(again);
      const checks = [checkOf(opened, 'alice', 7), checkOf(opened, 'bob', 7)];
      const start = again.operations.length;
      again.failing = (_, n) => (n >= start + last ? new Error('power') : undefined);
      await expect(opened.remove('alice')).rejects.toThrow('power');
      for (const loss of ['lose', 'keep', 'tear'] as const) {
        const found = await open(again.afterPowerLoss(loss));
        expect(checkOf(found, 'bob', 7)).toBe(checks[1]);
        expect([checks[0], undefined]).toContain(checkOf(found, 'alice', 7));
      }
    }
    expect(checkOf(keys, 'bob', 7)).toBe(before[1]);
    expect(keys.fieldKey('alice', 7)).toBeUndefined();
  });
});

describe('a removal that fails once', () => {
  test('leaves a file that takes the next key, and ends when tried again', async () => {
    const open = (on: FakeDisk) => PersonKeyFile.open({ path: '/k/keys', files: on });
    const before = async () => {
      const disk = new FakeDisk();
      const keys = await open(disk);
      await keys.ensure(['alice', 'bob'], 7);
      return { disk, keys, from: disk.operations.length };
    };
    const { disk: whole, keys: others, from } = await before();
    await others.remove('alice');
    const total = whole.operations.length - from;
    expect(total).toBeGreaterThan(5);
    for (let failing = 1; failing <= total; failing++) {
      const { disk, keys } = await before();
      disk.failing = (_, n) => (n === from + failing ? new Error('EIO') : undefined);
      await expect(keys.remove('alice')).rejects.toThrow('EIO');
      await keys.ensure(['carol'], 7);
      for (const loss of POWER_LOSSES) {
        const found = await open(disk.afterPowerLoss(loss));
        for (const person of ['bob', 'carol']) {
          expect(checkOf(found, person, 7)).toBe(checkOf(keys, person, 7));
        }
      }
      await keys.remove('alice');
      const ended = await open(disk.afterPowerLoss('lose'));
      expect(ended.fieldKey('alice', 7)).toBeUndefined();
      expect(checkOf(ended, 'carol', 7)).toBe(checkOf(keys, 'carol', 7));
    }
  });
});

describe('person keys', () => {
  test('differ by person and day, and are the same after opening again', async () => {
    const keys = await PersonKeyFile.open({ path });
    expect(keys.fieldKey('alice', 1)).toBeUndefined();
    await Promise.all([keys.ensure(['alice', 'bob'], 1), keys.ensure(['alice'], 2)]);
    const checks = [
      ['alice', 1],
      ['bob', 1],
      ['alice', 2],
    ].map(([person, day]) => checkOf(keys, person as string, day as number));
    expect(new Set(checks).size).toBe(3);
    const again = await PersonKeyFile.open({ path });
    expect(checkOf(again, 'alice', 1)).toBe(checks[0]);
    expect(checkOf(again, 'alice', 2)).toBe(checks[2]);
    expect(bytesToHex(again.tagKey)).toBe(bytesToHex(keys.tagKey));
  });

  test('of strangers are those of a day', async () => {
    const { journal, keys } = await openTestJournal(root);
    const personal = { sourceAddress: '203.0.113.9', sourcePort: 1 };
    await journal.append({ ...plainEntry('x', 'publish'), personal });
    const day = dayOf(START_MS);
    const entry = await journal.read('publish', 0);
    expect(entry && bytesToHex(entry.stub.keyCheck)).toBe(checkOf(keys, strangerPerson(day), day));
    await journal.close();
  });

  test('are wrapped by a master key, and refused with another', async () => {
    const masterKey = new Uint8Array(32).fill(9);
    const keys = await PersonKeyFile.open({ path, masterKey });
    await keys.ensure(['alice'], 1);
    expect(readFileSync(path, 'utf8')).not.toContain(bytesToHex(keys.tagKey));
    const again = await PersonKeyFile.open({ path, masterKey });
    expect(checkOf(again, 'alice', 1)).toBe(checkOf(keys, 'alice', 1));
    const other = PersonKeyFile.open({ path, masterKey: new Uint8Array(32) });
    await expect(other).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
  });

  test('lose a line cut by a crash, and nothing before it', async () => {
    const keys = await PersonKeyFile.open({ path });
    await keys.ensure(['alice'], 1);
    const { length } = readFileSync(path);
    await keys.ensure(['bob'], 1);
    truncateSync(path, length + 20);
    const again = await PersonKeyFile.open({ path });
    expect(checkOf(again, 'alice', 1)).toBe(checkOf(keys, 'alice', 1));
    expect(again.fieldKey('bob', 1)).toBeUndefined();
    await again.ensure(['carol'], 1);
    const third = await PersonKeyFile.open({ path });
    expect(checkOf(third, 'carol', 1)).toBe(checkOf(again, 'carol', 1));
  });

  test('in a file that others may read are refused', async () => {
    await PersonKeyFile.open({ path });
    chmodSync(path, 0o640);
    await expect(PersonKeyFile.open({ path })).rejects.toMatchObject({ code: 'JOURNAL_KEY_MODE' });
  });

  test('that cannot be stored refuse the entry that needs them', async () => {
    const disk = new FakeDisk();
    const { journal } = await openTestJournal('/home', disk);
    disk.failing = (operation) =>
      operation.includes('person-keys') ? new Error('EIO') : undefined;
    await expect(journal.append(userEntry('a'))).rejects.toMatchObject({
      code: 'JOURNAL_UNWRITABLE',
    });
    await journal.append(plainEntry('needs none'));
    disk.failing = () => undefined;
    expect(await journal.append(userEntry('a'))).toEqual({ source: 'publish', index: 0 });
  });
});
