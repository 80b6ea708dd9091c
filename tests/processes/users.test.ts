// A person comes to a real network: registers with the simulated verification service, accepts the
// agreement, publishes, renews, and has his data erased. Then the homes are searched for him, and
// for what others brought about themselves; so is a home that is put together from older copies.
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserClient, type UserSigner } from '@mingjing/client';
import { hexToBytes, keyId } from '@mingjing/crypto';
import { generateSeed, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host/home';
import { type Message, RETENTION_FLOOR_MS } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { VerificationServiceForTests } from '../verification/service.ts';
import { setAhead } from './clock-here.ts';
import { runHere } from './command-here.ts';
import { type Signing, TestNetwork } from './network.ts';
import { filesWith } from './orders.ts';
import { formsOf, PLANTED_TEXTS, plant } from './planted-data.ts';
import { ProgramProcess } from './program-process.ts';
import { confirming, sealsOf } from './sealed-identities.ts';
import { bareRecord, submit, transactionOf } from './submissions.ts';
import { until } from './until.ts';

const NUMBER = '440000199912310005';
const NAME = '测试甲子';
const SALT = randomBytes(32);

const HOUR_MS = 60 * 60 * 1000;
let network: TestNetwork;
let node: ProgramProcess;
let service: VerificationServiceForTests;
let client: UserClient;
let key: UserSigner;
let person: Signing;
let user: string;
/** Copies of yesterday: a backup, and the disk of the vault. */
let backup: string;
let yesterday: string;

beforeAll(async () => {
  const parameters = { emptyBlockMs: 1000 };
  network = await TestNetwork.create({ isHere: true, hasSupervision: true, parameters });
  node = network.validator(0);
  backup = join(network.folder, 'yesterday.mjbackup');
  yesterday = join(network.folder, 'yesterday');
  service = await confirming(node.home, officerFile('synthetic-verifier'));
  await network.startAll();
  connectClient();
  // Without it the node of its users seals none of them.
  const sealing = { node: node.url, key: officerFile('jia-security-admin') };
  const { outcome } = await runHere('user envelope-key', sealing, 'organisation/jia');
  expect(outcome).toBe('done');
});
afterAll(async () => {
  await network?.remove();
  await service?.stop();
  vi.restoreAllMocks();
});

const send = (signing: Signing, message: Message) =>
  submit(node, { transaction: transactionOf(network, signing, message), attachments: [] });

const registration = async (change: object = {}) => {
  const { agreement, purposes } = await client.terms();
  return {
    ...({ userType: 'person', identifier: { kind: 'resident-id', number: NUMBER } } as const),
    ...{ name: NAME, salt: SALT },
    consents: purposes.map(({ purpose, version }) => ({ purpose, version, given: true })),
    agreement: agreement && { version: agreement.version, text_hash: agreement.text_hash },
    ...change,
  };
};

const exported = async () =>
  (await client.ask('export', user, {}, key)).data as {
    verification: string;
    chain: Record<string, unknown>;
    identity: Record<string, unknown>;
  };

describe('a person who comes', () => {
  it('is nobody for a service that lies, and for a number that is not one', async () => {
    const { publicKey, sign } = signerFromSeed(generateSeed());
    for (const conduct of ['forged', 'other-key', 'unknown-verifier'] as const) {
      service.conduct = conduct;
      await expect(client.register({ publicKey, sign }, await registration())).rejects.toThrow();
    }
    service.conduct = 'honest';
    const wrong = { identifier: { kind: 'resident-id', number: '440000199912310006' } };
    await expect(
      client.register({ publicKey, sign }, await registration(wrong)),
    ).rejects.toMatchObject({ code: 'resident-id-check' });
    const liar = { keyId: keyId(publicKey), sign };
    expect(await send(liar, bareRecord())).toMatchObject({ status: 'refused' });
  });

  it('is verified by the chain, and writes when he has accepted the agreement', async () => {
    const textHash = randomBytes(32);
    const published = { type: 'agreementPublish', value: { version: 1, textHash, effectiveAt: 0 } };
    const officer = network.officer('jia-security-admin');
    expect(await send(officer, published as Message)).toMatchObject({ code: 0 });
    const { publicKey, sign } = signerFromSeed(generateSeed());
    key = { publicKey, sign };
    person = { keyId: keyId(publicKey), sign };
    const answer = await client.register(key, await registration());
    expect(answer).toMatchObject({ verification: 'verified', accept_next: { version: 1 } });
    user = answer.user;
    expect(await send(person, bareRecord())).toMatchObject({ status: 'refused' });
    const hash = hexToBytes(answer.accept_next?.text_hash ?? '') ?? new Uint8Array();
    const accepted = { type: 'agreementAccept', value: { version: 1, textHash: hash } };
    expect(await send(person, accepted as Message)).toMatchObject({ status: 'committed', code: 0 });
    expect(await send(person, bareRecord())).toMatchObject({ status: 'committed', code: 0 });
    const { verification, chain, identity } = await exported();
    expect(verification).toBe('verified');
    expect(chain).toMatchObject({
      ...{ organisation: 'jia', synthetic: true, standing: 'active' },
      ...{ agreement_required: 1, agreement_accepted: 1, may_write: true },
    });
    expect(identity).toMatchObject({ number: NUMBER, name: NAME });
  });

  it('is sealed for the authority, and others bring what is personal, too', async () => {
    await until('he is sealed', async () => (await sealsOf(network, user)).length === 1);
    await plant(network, user, person);
  });

  it('is verified anew for the identity that the chain names', async () => {
    const before = (await exported()).chain['verified_until'] as number;
    const renewed = await client.ask('correct', user, {}, key);
    expect(renewed).toMatchObject({
      renewed: true,
      other_identity: false,
      verification: 'verified',
    });
    expect((await exported()).chain['verified_until']).toBeGreaterThan(before);
  });

  it('has a new key for the one he lost, and nobody else has it for him', async () => {
    const fresh = signerFromSeed(generateSeed());
    const who = { identifier: { kind: 'resident-id', number: NUMBER }, name: NAME } as const;
    const other = { identifier: { kind: 'mobile', number: '13000000000' } } as const;
    await expect(client.recover(user, fresh, other)).rejects.toMatchObject({
      code: 'recovery-refused',
    });
    service.conduct = 'other-key';
    await expect(client.recover(user, fresh, who)).rejects.toMatchObject({
      code: 'answer-other-person',
    });
    service.conduct = 'honest';
    expect(await client.recover(user, fresh, who)).toBe(true);
    await expect(exported()).rejects.toMatchObject({ code: 'user-signature' });
    expect(await send(person, bareRecord())).toMatchObject({ status: 'refused' });
    key = fresh;
    person = { keyId: keyId(fresh.publicKey), sign: fresh.sign };
    expect((await exported()).identity).toMatchObject({ number: NUMBER, name: NAME });
    expect(await send(person, bareRecord())).toMatchObject({ status: 'committed', code: 0 });
  });

  it('has his data restricted with the block that erases it, and writes no more', async () => {
    const shown = await client.ask('erasure', user, {}, key);
    expect(shown).toMatchObject({ state: 'none' });
    const kept = await runHere('backup', { home: node.home, output: backup });
    expect(kept.outcome).toBe('done');
    const erase = { type: 'retentionErase', value: { userId: user } } as const;
    expect(await send(person, erase)).toMatchObject({ status: 'committed', code: 0 });
    const dates = await client.ask('erasure', user, {}, key);
    expect(dates).toMatchObject({ state: 'restricted', if_asked_now: null });
    expect(dates['shred_at']).toBeGreaterThan(dates['restricted_at'] as number);
    await expect(exported()).rejects.toMatchObject({ status: 410, code: 'data-restricted' });
    expect(await send(person, bareRecord())).toMatchObject({ status: 'refused' });
  });

  it('is in clear in no file of any home', async () => {
    await stopAll();
    expect(existsSync(homePaths(node.home).vault)).toBe(true);
    expect(homesWith(everyForm())).toEqual([]);
    expect(service.asked.some(({ identifier }) => identifier.number === NUMBER)).toBe(true);
    // His keys are there, and a disk of that day has them with what they open.
    for (const name of KEY_FILES) {
      expect(readFileSync(keyFile(node.home, name), 'utf8')).toContain(user);
    }
    for (const part of COPIED) {
      cpSync(join(node.home, part), join(yesterday, part), { recursive: true });
    }
  });

  it('is gone with his keys when the last period has run', async () => {
    setAhead(RETENTION_FLOOR_MS + HOUR_MS);
    await network.startAll();
    connectClient();
    const state = async () => (await client.ask('erasure', user, {}, key))['state'];
    await until('the data is shredded', async () => (await state()) === 'shredded');
    await expect(exported()).rejects.toMatchObject({ status: 404, code: 'data-shredded' });
    await node.terminate();
    for (const { home } of network.programs) hasNothingOf(home);
  });

  it('is opened in no home of yesterday, not with the keys that came back with it', async () => {
    const home = join(network.folder, 'restored');
    cpSync(join(node.home, 'config'), join(home, 'config'), { recursive: true });
    const restored = await runHere('restore', { home, from: backup });
    expect(restored.outcome).toBe('done');
    hasNothingOf(home);
    for (const part of COPIED) {
      cpSync(join(yesterday, part), join(home, part), { recursive: true });
    }
    const { nodeId, organisation, role } = node;
    const again = new ProgramProcess({ nodeId, organisation, role, home }, { isHere: true });
    network.drop(node);
    network.add(again);
    again.start();
    await again.ready();
    connectClient(again);
    const answers = new Set<string>();
    await until(
      'it has shredded him again',
      async () => {
        const said = await exported().then(() => 'opened', codeOf);
        answers.add(said);
        return said === 'data-shredded';
      },
      ANSWERED_MS,
      ASKED_MS,
    );
    expect([...answers]).not.toContain('opened');
    await again.terminate();
    hasNothingOf(home);
  });
});

it('is found by such a search however it stands in a file', () => {
  const forms = formsOf(NAME);
  for (const before of [0, 1, 2]) {
    const value = Buffer.concat([randomBytes(before), Buffer.from(NAME), randomBytes(2)]);
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const) {
      const file = Buffer.from(value.toString(encoding), encoding === 'latin1' ? encoding : 'utf8');
      expect(forms.some((form) => file.includes(form))).toBe(true);
    }
  }
});

const KEY_FILES = ['person-keys', 'vault-keys'];
/** What a copy of the disk has of the vault, and of the keys of persons. */
const COPIED = [join('data', 'vault'), ...KEY_FILES.map((name) => join('config', 'keys', name))];
const ANSWERED_MS = 60_000;
/** Each look at one's own data is taken from a budget. */
const ASKED_MS = 1000;

const officerFile = (id: string) =>
  join(network.testnet.genesisFile, '..', 'officers', `${id}.json`);
const keyFile = (home: string, name: string) => join(home, 'config', 'keys', name);
const codeOf = (error: { code?: string }) => String(error.code);
const stopAll = () => Promise.all(network.programs.map((program) => program.terminate()));

/** A program has another port after each start. */
function connectClient({ url } = node): void {
  client = new UserClient({ baseUrl: url.replace('127.0.0.1', 'localhost') });
}

/** Of the journal's key that he had then: what he asks afterwards is under another one. */
function journalSecret(): string {
  const lines = readFileSync(keyFile(yesterday, 'person-keys'), 'utf8').split('\n');
  const [, , secret = ''] =
    lines.find((line) => line.startsWith(`person ${user} `))?.split(' ') ?? [];
  expect(secret).toHaveLength(64);
  return secret;
}

/** A home has neither his data nor a key that opens any of it. */
function hasNothingOf(home: string): void {
  const keys = keyFile(home, 'vault-keys');
  if (existsSync(keys)) expect(readFileSync(keys, 'utf8'), keys).not.toContain(user);
  const secret = formsOf(Buffer.from(journalSecret(), 'hex'));
  expect(filesWith(home, [...everyForm(), ...secret])).toEqual([]);
}

function everyForm(): Buffer[] {
  return [NUMBER, NAME, SALT, ...PLANTED_TEXTS].flatMap((each) => formsOf(each));
}

function homesWith(forms: readonly Buffer[]): string[] {
  return network.testnet.homes.flatMap(({ home }) => filesWith(home, forms));
}
