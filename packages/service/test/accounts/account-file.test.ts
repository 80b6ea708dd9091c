// The file of accounts on a real disk.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { AccountFile } from '../../src/accounts/account-file.ts';
import { AccountStore } from '../../src/accounts/account-store.ts';
import { Office } from './office.ts';

const fileOf = (office: Office, other: object = {}) =>
  new AccountFile({
    ...{ path: office.path, chainId: 'trial-0011223344556677', nodeId: 'jia-validator' },
    ...{ key: () => office.key, ...other },
  });

describe('the file of accounts', () => {
  it('is not there before there is something to keep', async () => {
    const office = await Office.open();
    expect(existsSync(office.path)).toBe(false);
    const neverAsked = () => {
      throw new Error('no key is needed');
    };
    expect(await fileOf(office, { key: neverAsked }).read()).toEqual({
      ...{ accounts: [], invitations: [] },
    });
  });

  it('keeps accounts over a restart, sealed, for its owner alone', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    await office.login('aud', secret);
    const { mode } = statSync(office.path);
    expect(mode & 0o777).toBe(0o600);
    const bytes = readFileSync(office.path);
    for (const clear of [secret, 'aud', 'time-code']) expect(bytes.includes(clear)).toBe(false);
    const before = office.accounts.views();
    await office.start();
    expect(office.accounts.views()).toEqual(before);
    await office.login('aud', secret);
  });

  test.each<[what: string, spoil: (path: string) => void, code: string]>([
    [
      'with a byte changed',
      (path) => {
        const bytes = readFileSync(path);
        bytes[60] = (bytes[60] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
      'ACCOUNTS_DAMAGED',
    ],
    [
      'cut off',
      (path) => writeFileSync(path, readFileSync(path).subarray(0, -1)),
      'ACCOUNTS_DAMAGED',
    ],
    ['empty', (path) => writeFileSync(path, ''), 'ACCOUNTS_DAMAGED'],
    ['of something else', (path) => writeFileSync(path, 'accounts: []\n'), 'ACCOUNTS_DAMAGED'],
    [
      'of a newer version',
      (path) => {
        const bytes = readFileSync(path);
        bytes.writeUInt16BE(2, 'mingjing-accounts\n'.length);
        writeFileSync(path, bytes);
      },
      'ACCOUNTS_TOO_NEW',
    ],
    ['that others may read', (path) => chmodSync(path, 0o640), 'ACCOUNTS_MODE'],
    [
      'that is a folder',
      (path) => {
        rmSync(path);
        mkdirSync(path, { mode: 0o600 });
      },
      'ACCOUNTS_UNREADABLE',
    ],
  ])('%s stops the program, in both languages', async (_what, spoil, code) => {
    const office = await Office.open();
    await office.enrol('aud');
    spoil(office.path);
    const error = await office.start().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code });
    const { texts } = error as { texts: Record<string, string> };
    expect(texts['en']).toContain(office.path);
    expect(texts['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  test.each<[what: string, other: object]>([
    ['another node', { nodeId: 'yi-validator' }],
    ['another chain', { chainId: 'trial-7766554433221100' }],
    ['another key', { key: () => new Uint8Array(32) }],
  ])('of %s is refused', async (_what, other) => {
    const office = await Office.open();
    await office.enrol('aud');
    await expect(fileOf(office, other).read()).rejects.toMatchObject({ code: 'ACCOUNTS_DAMAGED' });
  });

  it('that cannot be written leaves everything as it was', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    mkdirSync(`${office.path}.new`);
    const refused = await office.attempt('aud', secret);
    expect([refused.status, refused.code]).toEqual([503, 'accounts-unwritable']);
    expect(office.accounts.login.sessions()).toEqual([]);
    rmSync(join(`${office.path}.new`), { recursive: true });
    expect((await office.attempt('aud', secret)).status).toBe(201);
  });

  it('is changed by one after the other', async () => {
    const office = await Office.open();
    const store = await AccountStore.open(fileOf(office), () => office.nowMs);
    const add = (hash: string) =>
      store.update((draft) =>
        draft.setInvitation({
          ...{ hash, officer: 'aud', role: 'audit-admin', publicKey: '', usedAt: null },
          madeAt: office.nowMs,
        }),
      );
    const failing = store.update(() => {
      throw new Error('a change that fails');
    });
    const added = await Promise.allSettled([add('1'), failing, add('2'), add('3')]);
    expect(added.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    ]);
    const { invitations } = await fileOf(office).read();
    expect(invitations.map(({ hash }) => hash)).toEqual(['1', '2', '3']);
  });
});
