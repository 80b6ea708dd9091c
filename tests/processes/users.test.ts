// A person comes to a real network: registers with the simulated verification service, accepts the
// agreement, publishes, renews, and has his data erased. Then the homes are searched for him.
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserClient, type UserSigner } from '@mingjing/client';
import { hexToBytes, keyId } from '@mingjing/crypto';
import { generateSeed, loadKeyFile, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host/home';
import { type Message, RETENTION_FLOOR_MS } from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { VerificationServiceForTests } from '../verification/service.ts';
import { setAhead } from './clock-here.ts';
import { type Signing, TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
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

beforeAll(async () => {
  network = await TestNetwork.create({ isHere: true, parameters: { emptyBlockMs: 1000 } });
  node = network.validator(0);
  const officers = join(network.testnet.genesisFile, '..', 'officers');
  service = new VerificationServiceForTests(
    loadKeyFile(join(officers, 'synthetic-verifier.json')).seed,
  );
  const { config } = homePaths(node.home);
  appendFileSync(config, `verification:\n  url: ${await service.start()}\n`);
  await network.startAll();
  connectClient();
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
    const erase = { type: 'retentionErase', value: { userId: user } } as const;
    expect(await send(person, erase)).toMatchObject({ status: 'committed', code: 0 });
    const dates = await client.ask('erasure', user, {}, key);
    expect(dates).toMatchObject({ state: 'restricted', if_asked_now: null });
    expect(dates['shred_at']).toBeGreaterThan(dates['restricted_at'] as number);
    await expect(client.ask('export', user, {}, key)).rejects.toMatchObject({
      ...{ status: 410, code: 'data-restricted' },
    });
    expect(await send(person, bareRecord())).toMatchObject({ status: 'refused' });
  });

  it('is in clear in no file of any home', async () => {
    await stopAll();
    expect(filesOf().some((path) => path.includes(join('data', 'vault')))).toBe(true);
    const planted = [Buffer.from(NUMBER), Buffer.from(NAME), Buffer.from(SALT)];
    const forms = planted.flatMap((text) => [text, Buffer.from(text.toString('hex'))]);
    expect(filesWith(forms)).toEqual([]);
    expect(service.asked.some(({ identifier }) => identifier.number === NUMBER)).toBe(true);
  });

  it('is gone with his key when the last period has run', async () => {
    setAhead(RETENTION_FLOOR_MS + HOUR_MS);
    await network.startAll();
    connectClient();
    const state = async () => (await client.ask('erasure', user, {}, key))['state'];
    await until('the data is shredded', async () => (await state()) === 'shredded');
    await expect(client.ask('export', user, {}, key)).rejects.toMatchObject({
      ...{ status: 404, code: 'data-shredded' },
    });
    await stopAll();
    expect(readFileSync(homePaths(node.home).vaultKeys, 'utf8')).not.toContain(user);
  });
});

const stopAll = () => Promise.all(network.programs.map((program) => program.terminate()));

/** A program has another port after each start. */
function connectClient(): void {
  client = new UserClient({ baseUrl: node.url.replace('127.0.0.1', 'localhost') });
}

function filesOf(): string[] {
  return network.testnet.homes.flatMap(({ home }) =>
    readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
}

function filesWith(forms: readonly Buffer[]): string[] {
  return filesOf().filter((path) => {
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
  });
}
