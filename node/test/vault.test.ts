// The identity vault on a real disk: what lies there in clear, and what is left after a shredding.
import { createHmac } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Host, homePaths } from '@mingjing/host';
import { PersonKeyFile } from '@mingjing/journal';
import { Shelf } from '@mingjing/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '../src/management/users/identity.ts';
import type { KeptSeal } from '../src/management/users/kept-seals.ts';
import { openVault } from '../src/management/users/open-vault.ts';
import { Vault } from '../src/management/users/vault.ts';

const CHAIN = 'trial-0000000000000000';
const key = (byte: number) => () => new Uint8Array(32).fill(byte);
const alice: Identity = {
  ...{ kind: 'resident-id', number: '110000190001010004', name: '测试甲子' },
  salt: 'a1'.repeat(32),
};
const bob: Identity = { ...alice, kind: 'mobile', number: '13000000000', salt: 'b2'.repeat(32) };
const REASON = '投诉人要求核对';

let folder: string;
let vault: Vault;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-vault-'));
  vault = await open(folder);
});
afterEach(async () => {
  await vault.shelf.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(at: string): Promise<Vault> {
  const keys = await PersonKeyFile.open({ path: join(at, 'keys', 'vault-keys') });
  const shelf = await Shelf.open(join(at, 'data'), { chainId: CHAIN, key: key(1) });
  return Vault.open({ shelf, keys, chainId: CHAIN, matchKey: key(2) });
}

/** As an identity was sealed once. */
function sealOf(fill: number): KeptSeal {
  const hash = (byte: number) => Buffer.alloc(32, byte).toString('hex');
  return {
    ...{ commitment: hash(fill), salt: hash(3), digest: hash(4), epoch: 1, validUntil: 9 },
    ciphertext: Buffer.from(`sealed ${fill}`).toString('base64url'),
  };
}

async function keep(user: string, identity: Identity, earlier: Identity[] = []): Promise<void> {
  await vault.shelf.change(await vault.put(user, { identity, earlier }));
}

/** Files that hold one of the texts, in UTF-8, UTF-16, hexadecimal or base64. */
function filesWith(at: string, texts: readonly string[]): string[] {
  const forms = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('hex')),
    Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1)),
  ]);
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return forms.some((form) => bytes.includes(form));
    });
}

const PLANTED = [alice.number, bob.number, alice.name ?? '', alice.salt, REASON];

describe('the vault', () => {
  it('gives back what it was given, also after it was closed', async () => {
    await keep('u-alice', alice);
    await keep('u-bob', bob, [alice]);
    expect(await vault.read('u-alice')).toEqual({ identity: alice, earlier: [] });
    await vault.shelf.close();
    vault = await open(folder);
    expect(await vault.read('u-bob')).toEqual({ identity: bob, earlier: [alice] });
    expect(await vault.read('u-carol')).toBeUndefined();
    expect([vault.has('u-alice'), vault.has('u-carol')]).toEqual([true, false]);
  });

  it('finds an identity again by its kind and number, whatever the name', async () => {
    await keep('u-bob', bob, [alice]);
    expect(await vault.ownerOf(bob)).toBe('u-bob');
    expect(await vault.ownerOf(alice)).toBe('u-bob');
    expect(await vault.ownerOf({ kind: 'resident-id', number: bob.number })).toBeUndefined();
  });

  it('gives a ciphertext by its commitment, until another takes its place', async () => {
    await vault.shelf.change(await vault.seals.put('u-alice', [sealOf(1), sealOf(2)]));
    const given = await vault.seals.content(sealOf(2).commitment);
    expect(Buffer.from(given?.content ?? []).toString()).toBe('sealed 2');
    expect(given?.salt).toHaveLength(32);
    expect(await vault.seals.content(sealOf(3).commitment)).toBeUndefined();
    await vault.shelf.change(await vault.seals.put('u-alice', [sealOf(2)]));
    expect(await vault.seals.content(sealOf(1).commitment)).toBeUndefined();
    expect(await vault.seals.of('u-alice')).toEqual([sealOf(2)]);
  });

  it('has nothing of anybody in clear in any file', async () => {
    await keep('u-alice', alice);
    await keep('u-bob', bob);
    await ask('u-alice');
    await vault.shelf.close();
    expect(filesWith(folder, PLANTED)).toEqual([]);
    vault = await open(folder);
  });

  it('has nothing of a person under any key that is left, once his is destroyed', async () => {
    await keep('u-alice', alice);
    await keep('u-bob', bob);
    await ask('u-alice');
    await vault.shelf.change(await vault.seals.put('u-alice', [sealOf(1), sealOf(2)]));
    await vault.shelf.close();
    // Yesterday's copy of the data; keys are never in one.
    const copy = join(folder, 'copy');
    cpSync(join(folder, 'data'), copy, { recursive: true });
    vault = await open(folder);
    await vault.shred('u-alice');
    expect(await vault.read('u-alice')).toBeUndefined();
    expect(await vault.seals.of('u-alice')).toEqual([]);
    expect(await vault.seals.content(sealOf(1).commitment)).toBeUndefined();
    expect([vault.has('u-alice'), await vault.ownerOf(alice)]).toEqual([false, undefined]);
    expect(await vault.reveals.list({ limit: 10 })).toEqual([]);
    expect(await vault.read('u-bob')).toEqual({ identity: bob, earlier: [] });
    await vault.shelf.close();
    // Ids are in the clear: where hers is not, nothing of hers is, sealed or not. The database's
    // own log names the ranges that it rewrote.
    const isContent = (path: string) => !/(LOG|MANIFEST-\d+)$/.test(path);
    expect(filesWith(join(folder, 'data'), ['u-alice']).filter(isContent)).toEqual([]);
    expect(filesWith(join(folder, 'keys'), ['u-alice'])).toEqual([]);
    // Nor does any file name the keyed hash by which she was found, or lead to it.
    expect(filesWith(join(folder, 'data'), [macOf(alice)])).toEqual([]);
    // The copy comes back beside the keys of today.
    rmSync(join(folder, 'data'), { recursive: true });
    cpSync(copy, join(folder, 'data'), { recursive: true });
    vault = await open(folder);
    expect(await vault.read('u-alice')).toBeUndefined();
    expect(await vault.seals.content(sealOf(1).commitment)).toBeUndefined();
    expect(await vault.read('u-bob')).toEqual({ identity: bob, earlier: [] });
    // It is told that something of her is there, and it goes again.
    expect(vault.has('u-alice')).toBe(true);
    await vault.shred('u-alice');
    expect([vault.has('u-alice'), await vault.ownerOf(alice)]).toEqual([false, undefined]);
  });

  it('names a person whose key is another one', async () => {
    await keep('u-alice', alice);
    await vault.shelf.close();
    const path = join(folder, 'keys', 'vault-keys');
    const keys = await PersonKeyFile.open({ path });
    await keys.remove('u-alice');
    await keys.ensure(['u-alice'], 0);
    vault = await open(folder);
    await expect(vault.read('u-alice')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await vault.shred('u-alice');
    expect(await vault.read('u-alice')).toBeUndefined();
  });

  it.each([
    ['passphrase', 'right words'],
    ['key file', undefined],
  ])('is under the %s of the home', async (_name, words) => {
    const home = join(folder, 'home');
    mkdirSync(homePaths(home).keys, { recursive: true });
    const place = { paths: homePaths(home), replica: { chain: { chainId: CHAIN } } } as Host;
    const first = await openVault(place, words);
    await first.shelf.change(await first.put('u-alice', { identity: alice, earlier: [] }));
    await first.shelf.close();
    const keys = readFileSync(place.paths.vaultKeys, 'utf8');
    // nonce 12, secret 32 and tag 16 in hexadecimal, and no secret as it is
    expect(keys).toMatch(/^person u-alice [0-9a-f]{120} /m);
    const wrong = openVault(place, words && 'wrong words');
    if (words === undefined) await (await wrong).shelf.close();
    else await expect(wrong).rejects.toMatchObject({ name: 'KeyFileError' });
    const again = await openVault(place, words);
    expect(await again.read('u-alice')).toEqual({ identity: alice, earlier: [] });
    await again.shelf.close();
  });

  it('ends a shredding that a crash cut short', async () => {
    await keep('u-alice', alice);
    await vault.shelf.close();
    const keys = await PersonKeyFile.open({ path: join(folder, 'keys', 'vault-keys') });
    await keys.remove('u-alice');
    vault = await open(folder);
    expect([vault.has('u-alice'), await vault.read('u-alice')]).toEqual([true, undefined]);
    await vault.shred('u-alice');
    expect(vault.has('u-alice')).toBe(false);
    // The identity is free, and its owner comes back under another key.
    await keep('u-alice-again', alice);
    expect(await vault.ownerOf(alice)).toBe('u-alice-again');
  });
});

function macOf({ kind, number }: Identity): string {
  return createHmac('sha256', key(2)()).update(`${kind}|${number}`).digest('hex');
}

function ask(user: string): Promise<void> {
  return vault.shelf.change([
    vault.reveals.put(`${user}:${'0'.repeat(24)}`, {
      ...{ user, by: 'jia-reviewer', role: 'reviewer', purpose: 'complaint', reason: REASON },
      ...{ askedAt: 1, approvedBy: null, approvedAt: null, openedAt: null },
    }),
  ]);
}
