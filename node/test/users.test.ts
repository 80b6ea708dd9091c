// Users at the management node: registering against a verification service that may lie, what is
// kept, and who sees it. The chain stands still here: it has one of four votes.
import { type RegistrationDetails, UserClient, type UserSigner } from '@mingjing/client';
import { bytesToHex } from '@mingjing/crypto';
import { signerFromSeed } from '@mingjing/crypto/node';
import { userIdOf } from '@mingjing/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type { Conduct, VerificationServiceForTests } from '../../tests/verification/service.ts';
import { detailsOf, newMobile, newUserKey, register, registered } from './registering.ts';
import { type RegisteringNode, startRegistering } from './registering-node.ts';
import type { StaffedNode } from './staffed-node.ts';

let at: RegisteringNode;
let node: StaffedNode;
let service: VerificationServiceForTests;
let client: UserClient;

beforeAll(async () => {
  at = await startRegistering('users');
  ({ node, service, client } = at);
});
beforeEach(() => at.calm());
afterEach(() => vi.restoreAllMocks());
afterAll(() => at?.stop());

const mobile = (number: string) => ({ kind: 'mobile', number }) as const;
const resident = (number: string) => ({ kind: 'resident-id', number }) as const;
const listed = () => at.listed();

describe('registering', () => {
  it('shows what is agreed to, and takes one number with the signature of a new key', async () => {
    const terms = await client.terms();
    expect(terms).toMatchObject({ organisation: 'jia', agreement: null });
    expect(terms.purposes.map(({ purpose, needed }) => [purpose, needed])).toEqual([
      ['verification', true],
      ['contact', false],
    ]);
    for (const { text } of terms.purposes) expect(Object.keys(text)).toEqual(['zh-CN', 'en']);
    const key = newUserKey();
    const answer = await client.register(key, await detailsOf(client));
    // The chain has not taken it: nothing but the chain makes anybody verified.
    const user = userIdOf(key.publicKey);
    expect(answer).toEqual({ user, verification: 'format-ok', accept_next: null });
    expect(await listed()).toContainEqual(
      expect.objectContaining({ user, verification: 'format-ok' }),
    );
    const [submitted] = vi.mocked(node.running.host.replica.submitOwn).mock.calls;
    expect(submitted?.[0]).toMatchObject({ type: 'identityRegister', value: { userId: user } });
  });

  test.each<[name: string, change: Partial<RegistrationDetails>, code: string]>([
    ['a wrong check', { identifier: resident('110000190001010005') }, 'resident-id-check'],
    ['the old form', { identifier: resident('110000900101001') }, 'resident-id-old-form'],
    ['no date', { identifier: resident('110000190013010001') }, 'resident-id-date'],
    ['no province', { identifier: resident('990000190001010008') }, 'resident-id-province'],
    ['no telephone', { identifier: mobile('12000000000') }, 'mobile-pattern'],
    [
      'a code whose check is wrong',
      {
        userType: 'organisation',
        identifier: { kind: 'credit-code', number: '91000000000000000L' },
      },
      'credit-code-check',
    ],
    [
      'a code that is no person’s',
      { identifier: { kind: 'credit-code', number: '91000000000000000K' } },
      'identifier-of-other-type',
    ],
    ['consent to nothing that is needed', { consents: [] }, 'bad-request'],
    [
      'no consent to verification',
      { consents: [{ purpose: 'contact', version: 1, given: true }] },
      'consent-missing',
    ],
    [
      'verification declined',
      { consents: [{ purpose: 'verification', version: 1, given: false }] },
      'consent-missing',
    ],
    [
      'consent to another text',
      { consents: [{ purpose: 'verification', version: 2, given: true }] },
      'consent-version',
    ],
    [
      'an agreement that there is not',
      { agreement: { version: 1, text_hash: '0'.repeat(64) } },
      'agreement-changed',
    ],
    ['a salt that is too short', { salt: new Uint8Array(31) }, 'bad-request'],
    ['a name of blanks', { name: '  ' }, 'bad-request'],
    ['a name over two lines', { name: '甲\n乙' }, 'bad-request'],
  ])('is refused with %s, and nobody is asked', async (_name, change, code) => {
    const before = [service.asked.length, (await listed()).length];
    await expect(register(client, change)).rejects.toMatchObject({ code });
    expect([service.asked.length, (await listed()).length]).toEqual(before);
  });

  test.each<[conduct: Conduct, code: string, status: number]>([
    ['silent', 'verifier-timeout', 504],
    ['broken', 'verifier-status', 502],
    ['moved', 'verifier-unreachable', 503],
    ['prose', 'verifier-malformed', 502],
    ['huge', 'verifier-too-large', 502],
    ['not-canonical', 'answer-not-canonical', 502],
    ['unknown-verifier', 'answer-verifier-unknown', 502],
    ['forged', 'answer-signature', 502],
    ['other-chain', 'answer-other-chain', 502],
    ['other-key', 'answer-other-person', 502],
    ['other-commitment', 'answer-other-person', 502],
    ['not-synthetic', 'answer-synthetic-only', 502],
    ['old', 'answer-untimely', 502],
    ['expired', 'answer-expired', 502],
  ])('with a service that is %s is refused as %s', async (conduct, code, status) => {
    service.conduct = conduct;
    const key = newUserKey();
    const before = (await listed()).length;
    const details = await detailsOf(client);
    await expect(client.register(key, details)).rejects.toMatchObject({ code, status });
    expect(await listed()).toHaveLength(before);
    expect(node.running.host.replica.submitOwn).not.toHaveBeenCalled();
    // Nothing stands in the way of who tries again.
    service.conduct = 'honest';
    expect((await client.register(key, details)).user).toBe(userIdOf(key.publicKey));
  });

  test.each([
    ['unknown', { identifier: mobile('13900000000') }, 'identity-not-found'],
    ['of another name', { name: '不符' }, 'identity-mismatch'],
  ])('is refused for somebody who is %s to the service', async (_name, change, code) => {
    await expect(register(client, change)).rejects.toMatchObject({ code, status: 422 });
  });

  it('takes one identity once, and tells only who was confirmed as it', async () => {
    const { details, key } = await registered(client);
    const again = { identifier: details.identifier };
    await expect(register(client, again)).rejects.toMatchObject({ code: 'identity-registered' });
    await expect(register(client, {}, key)).rejects.toMatchObject({ code: 'user-registered' });
    service.conduct = 'broken';
    await expect(register(client, again)).rejects.toMatchObject({ code: 'verifier-status' });
  });

  it('takes one of two who register the same identity at once', async () => {
    const identifier = mobile(newMobile());
    const both = await Promise.allSettled([
      register(client, { identifier }),
      register(client, { identifier }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'identity-registered' });
  });

  it('needs the signature of the key that is registered, once', async () => {
    const key = newUserKey();
    const stolen = { publicKey: key.publicKey, sign: newUserKey().sign };
    await expect(register(client, {}, stolen)).rejects.toMatchObject({ code: 'user-signature' });
    const bad = { publicKey: new Uint8Array(32), sign: key.sign };
    await expect(register(client, {}, bad)).rejects.toMatchObject({ code: 'user-signature' });
    let sent: { path: string; body: string } | undefined;
    const spying: typeof fetch = (url, init) => {
      sent = {
        path: new URL(String(url)).pathname,
        body: String(Buffer.from(init?.body as never)),
      };
      return fetch(url, init);
    };
    const spied = new UserClient({ baseUrl: node.baseUrl, fetch: spying });
    await spied.register(key, await detailsOf(client));
    const replay = await node.ask('nobody', 'POST', sent?.path ?? '', JSON.parse(sent?.body ?? ''));
    expect(replay).toMatchObject({ status: 401, body: { code: 'user-challenge-used' } });
  });

  it('refuses a field that is not asked for', async () => {
    const body = { form: { public_key: '0'.repeat(64), address: 'x' } };
    const answer = await node.ask('nobody', 'POST', '/v1/registration', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(JSON.stringify(answer.body)).toContain('/form');
  });
});

it('everybody who registered is there after a restart, with what he may still do', async () => {
  const { key, user, details } = await registered(client);
  await node.restart();
  client = new UserClient({ baseUrl: node.baseUrl });
  vi.spyOn(node.running.host.replica, 'submitOwn').mockResolvedValue(undefined);
  const { data } = (await client.ask('export', user, {}, key)) as { data: object };
  expect(data).toMatchObject({ identity: { number: details.identifier.number } });
  await expect(register(client, { identifier: details.identifier })).rejects.toMatchObject({
    code: 'identity-registered',
  });
  const wrong = signerFromSeed(new Uint8Array(32).fill(3));
  await expect(client.ask('export', user, {}, wrong)).rejects.toMatchObject({
    code: 'user-signature',
  });
});

it('an address has its share of registrations, whoever it says it is', async () => {
  const key = newUserKey();
  const body = { form: await formOf(key), challenge: 'A'.repeat(51), signature: 'A'.repeat(86) };
  const codes: string[] = [];
  for (let n = 0; n < 102 && codes.at(-1) !== 'too-many-calls'; n += 1) {
    codes.push((await node.ask('nobody', 'POST', '/v1/registration', body)).body.code);
  }
  expect(new Set(codes.slice(0, -1))).toEqual(new Set(['user-challenge-foreign']));
  const refused = await node.ask('nobody', 'POST', '/v1/registration', body);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

async function formOf(key: UserSigner) {
  const { salt, userType, ...details } = await detailsOf(client);
  return {
    ...details,
    ...{ user_type: userType, salt: bytesToHex(salt), public_key: bytesToHex(key.publicKey) },
    possession: '0'.repeat(128),
  };
}
