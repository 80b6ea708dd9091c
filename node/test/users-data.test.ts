// What a user does with his own data at the management node, and what officers see of it. The
// chain stands still here: it has one of four votes.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { UserClient } from '@mingjing/client';
import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { randomBytes, verify } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host/home';
import { Standing, userDataSigningBytes, Verification } from '@mingjing/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import type { Conduct, VerificationServiceForTests } from '../../tests/verification/service.ts';
import { reachedAt, TestOfficer } from './logged-in.ts';
import { newMobile, register, registered } from './registering.ts';
import { type RegisteringNode, startRegistering } from './registering-node.ts';
import type { StaffedNode } from './staffed-node.ts';

const NAME = '测试甲子';

let at: RegisteringNode;
let node: StaffedNode;
let service: VerificationServiceForTests;
let client: UserClient;

beforeAll(async () => {
  at = await startRegistering('users-data');
  ({ node, service, client } = at);
});
beforeEach(() => at.calm());
afterEach(() => vi.restoreAllMocks());
afterAll(() => at?.stop());

const mobile = (number: string) => ({ kind: 'mobile', number }) as const;
const resident = (number: string) => ({ kind: 'resident-id', number }) as const;
const listed = () => at.listed();

describe('my data', () => {
  it('is all that is kept, signed by the node', async () => {
    const { key, user, details } = await registered(client, { name: NAME });
    const { data, signature } = (await client.ask('export', user, {}, key)) as {
      data: Record<string, unknown>;
      signature: { value: string };
    };
    expect(data).toMatchObject({
      ...{ format: 'mingjing-user-data-1', user, verification: 'format-ok', chain: null },
      identity: {
        ...{ kind: 'mobile', number: details.identifier.number, name: NAME },
        salt: bytesToHex(details.salt),
      },
    });
    const statement = node.planned.nodes[0]?.keys.get('statement')?.enrolled.publicKey;
    const { chainId } = node.running.host.replica.chain;
    const signed = userDataSigningBytes(chainId, data);
    const value = hexToBytes(signature.value) ?? new Uint8Array();
    expect(verify(statement ?? new Uint8Array(), signed, value)).toBe(true);
    const history = (data.file as { consent_history: Record<string, string>[] }).consent_history;
    expect(history).toHaveLength(2);
    for (const { signed: said = '', signature: by = '' } of history) {
      const [bytes, proof] = [hexToBytes(said), hexToBytes(by)];
      expect(verify(key.publicKey, bytes ?? signed, proof ?? value)).toBe(true);
    }
  });

  it('is told to nobody else', async () => {
    const [mine, other] = [await registered(client), await registered(client)];
    for (const purpose of ['export', 'consent', 'correct', 'erasure'] as const) {
      const form =
        purpose === 'consent'
          ? { consents: [{ purpose: 'contact', version: 1, given: true }] }
          : {};
      const asked = client.ask(purpose, mine.user, form, other.key);
      await expect(asked, purpose).rejects.toMatchObject({ code: 'user-signature', status: 401 });
    }
    const nobody = client.ask('export', 'u-00000000000000000000', {}, other.key);
    await expect(nobody).rejects.toMatchObject({ code: 'user-signature', status: 401 });
  });

  it('takes back a consent, and does no more of what it was for', async () => {
    const { key, user } = await registered(client);
    const reveal = () =>
      node.ask('reviewer', 'POST', `/v1/management/users/${user}/reveals`, {
        ...{ purpose: 'contact', reason: '告知账户事项' },
      });
    expect((await reveal()).status).toBe(200);
    const said = (purpose: string, given: boolean) => ({
      consents: [{ purpose, version: 1, given }],
    });
    const answer = await client.ask('consent', user, said('contact', false), key);
    expect(answer.consents).toContainEqual(
      expect.objectContaining({ purpose: 'contact', given: false }),
    );
    expect(await reveal()).toMatchObject({ status: 409, body: { code: 'consent-withdrawn' } });
    await client.ask('consent', user, said('verification', false), key);
    const asked = service.asked.length;
    await expect(client.ask('correct', user, { name: NAME }, key)).rejects.toMatchObject({
      code: 'consent-withdrawn',
    });
    expect(service.asked).toHaveLength(asked);
    await client.ask('consent', user, said('contact', true), key);
    expect((await reveal()).status).toBe(200);
    const opened = await node.ask('duty', 'GET', `/v1/management/users/${user}`);
    expect(opened.body.consent_history).toHaveLength(5);
  });

  it('is corrected with the word of the service, and keeps what the chain names', async () => {
    const { key, user, details } = await registered(client);
    const asked = service.asked.length;
    await client.ask('correct', user, { name: NAME }, key);
    expect(service.asked.at(-1)).toMatchObject({ name: NAME, salt: bytesToHex(details.salt) });
    const number = newMobile();
    const salt = bytesToHex(randomBytes(32));
    const moved = await client.ask('correct', user, { identifier: mobile(number), salt }, key);
    expect(moved).toMatchObject({ other_identity: true, renewed: false });
    await client.ask('correct', user, { name: null }, key);
    expect(service.asked).toHaveLength(asked + 2);
    const { data } = (await client.ask('export', user, {}, key)) as { data: object };
    expect(data).toMatchObject({
      identity: { number, name: null, salt },
      earlier: [{ number: details.identifier.number, name: NAME }],
      file: { answers: [{}, {}], corrections: [{}] },
    });
    const back = await client.ask('correct', user, { identifier: details.identifier }, key);
    expect(back).toMatchObject({ other_identity: false });
    expect(service.asked.at(-1)).toMatchObject({ salt: bytesToHex(details.salt) });
    const again = (await client.ask('export', user, {}, key)) as { data: object };
    expect(again.data).toMatchObject({
      identity: { number: details.identifier.number },
      earlier: [{ number, salt }],
    });
    // Both numbers are his: nobody else registers with either.
    for (const taken of [details.identifier, mobile(number)]) {
      await expect(register(client, { identifier: taken })).rejects.toMatchObject({
        code: 'identity-registered',
      });
    }
  });

  test.each<[name: string, form: object, code: string, conduct: Conduct]>([
    [
      'a wrong number',
      { identifier: mobile('1'), salt: 'a'.repeat(64) },
      'mobile-pattern',
      'honest',
    ],
    ['no salt of its own', { identifier: mobile('13000000099') }, 'salt-missing', 'honest'],
    ['a name that is not his', { name: '不符' }, 'identity-mismatch', 'honest'],
    ['a service that lies', { name: NAME }, 'answer-other-person', 'other-key'],
  ])('is not corrected with %s', async (_name, form, code, conduct) => {
    const { key, user } = await registered(client);
    const before = (await client.ask('export', user, {}, key)).data as { identity: object };
    service.conduct = conduct;
    await expect(client.ask('correct', user, form, key)).rejects.toMatchObject({ code });
    const { data } = (await client.ask('export', user, {}, key)) as { data: object };
    expect(data).toMatchObject({ identity: before.identity });
  });

  it('is not corrected to who somebody else is', async () => {
    const [mine, other] = [await registered(client), await registered(client)];
    const form = { identifier: other.details.identifier, salt: 'b'.repeat(64) };
    await expect(client.ask('correct', mine.user, form, mine.key)).rejects.toMatchObject({
      code: 'identity-registered',
    });
  });
});

/** Lets the chain say something of a user that this chain never says. */
function chainSays(kind: 'user' | 'erasure', id: string, value: object | undefined): void {
  const { registry } = node.running.host.replica.chain.state;
  const get = registry.get.bind(registry);
  vi.spyOn(registry, 'get').mockImplementation((of, key) =>
    of === kind && key === id ? (value as never) : get(of, key),
  );
}

describe('erasure', () => {
  it('shows both dates before and after, and restricts at once', async () => {
    const { key, user } = await registered(client);
    const { time } = node.running.host.replica.chain.state;
    const half = 184 * 24 * 60 * 60 * 1000;
    expect(await client.ask('erasure', user, {}, key)).toEqual({
      ...{ state: 'none', restricted_at: null, shred_at: null },
      if_asked_now: { shred_at: time + half },
    });
    const dates = { restrictedAt: time, shredAt: time + half };
    chainSays('erasure', user, { userId: user, requestedBy: user, height: 1, ...dates });
    expect(await client.ask('erasure', user, {}, key)).toMatchObject({
      ...{ state: 'restricted', restricted_at: time, shred_at: time + half },
    });
    for (const purpose of ['export', 'correct'] as const) {
      await expect(client.ask(purpose, user, {}, key)).rejects.toMatchObject({
        ...{ code: 'data-restricted', status: 410 },
      });
    }
    const reveal = { purpose: 'legal-duty', reason: '核对身份' };
    const path = `/v1/management/users/${user}`;
    expect(await node.ask('security-admin', 'POST', `${path}/reveals`, reveal)).toMatchObject({
      ...{ status: 410, body: { code: 'data-restricted', shred_at: time + half } },
    });
    const opened = await node.ask('security-admin', 'GET', path);
    expect(opened.body).toMatchObject({ identity: null, erasure: { state: 'restricted' } });
  });
});

describe('officers', () => {
  const NUMBER = /"(\d{17}[\dX]|1[3-9]\d{9})"/;

  it('see masked identities, and what the chain says', async () => {
    const person = await registered(client, {
      identifier: resident('110000190001010004'),
      name: NAME,
    });
    const { user, key, details } = person;
    const until = Date.now() + 1000;
    chainSays('user', user, {
      ...{ id: user, key: { publicKey: key.publicKey }, organisation: 'jia', acceptances: [] },
      ...{ verification: Verification.verified, standing: Standing.active, verifiedUntil: until },
      answer: new Uint8Array(0),
    });
    for (const role of [
      'security-admin',
      'audit-admin',
      'reviewer',
      'duty',
      'disclosure',
    ] as const) {
      const list = await node.ask(role, 'GET', '/v1/management/users?limit=500');
      const opened = await node.ask(role, 'GET', `/v1/management/users/${user}`);
      expect([list.status, opened.status]).toEqual([200, 200]);
      expect(JSON.stringify([list.body, opened.body])).not.toMatch(NUMBER);
      expect(JSON.stringify([list.body, opened.body])).not.toContain(NAME);
      expect(opened.body).toMatchObject({
        identity: { kind: 'resident-id', number: '110*************04', name: '测***' },
        ...{ verification: 'verified', standing: 'active', sealing: 'no-organisation-key' },
        chain: { verified_until: until, sanctions: [] },
      });
    }
    expect(JSON.stringify(details.identifier)).toMatch(NUMBER);
    const none = await node.ask('duty', 'GET', '/v1/management/users/u-00000000000000000000');
    expect(none).toMatchObject({ status: 404, body: { code: 'user-unknown' } });
  });

  it('turn pages', async () => {
    const all = (await listed()).map(({ user }) => user);
    const seen: string[] = [];
    let cursor = '';
    do {
      const path = `/v1/management/users?limit=7${cursor}`;
      const { body } = await node.ask('reviewer', 'GET', path);
      seen.push(...body.items.map(({ user }: { user: string }) => user));
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(all);
  });

  it('count who consented to what', async () => {
    const { body } = await node.ask('audit-admin', 'GET', '/v1/management/user-coverage');
    const count = (await listed()).length;
    expect(body.consents.registered).toBe(count);
    expect(body.consents.given).toContainEqual({ purpose: 'verification', count: count - 1 });
    expect(body.users).toEqual({ all: 1, verified: 1 });
  });

  it('see a telephone for a reason, and a resident ID number with a second officer', async () => {
    const phone = await registered(client, { name: NAME });
    const asked = { purpose: 'complaint', reason: '投诉单 17 需回复本人' };
    const at = (user: string) => `/v1/management/users/${user}/reveals`;
    expect(await node.ask('reviewer', 'POST', at(phone.user), asked)).toMatchObject({
      status: 200,
      body: {
        ...{ identity: { number: phone.details.identifier.number, name: NAME }, shown_ms: 30_000 },
        entry: expect.stringMatching(/^admin\/\d+$/),
      },
    });
    const person = await registered(client, { identifier: resident('110000190001010012') });
    const waiting = await node.ask('reviewer', 'POST', at(person.user), asked);
    expect(waiting).toMatchObject({ status: 202, body: { user: person.user, approved_by: null } });
    expect(JSON.stringify(waiting.body)).not.toMatch(NUMBER);
    const path = `/v1/management/reveals/${waiting.body.id}`;
    const codeOf = async (role: 'reviewer' | 'audit-admin' | 'disclosure', act: string) =>
      (await node.ask(role, 'POST', `${path}/${act}`)).body.code;
    expect(await codeOf('reviewer', 'opening')).toBe('reveal-waiting');
    expect(await codeOf('reviewer', 'approval')).toBe('role-required');
    const agenda = await node.ask('audit-admin', 'GET', '/v1/management/agenda');
    expect(agenda.body.items).toContainEqual(
      expect.objectContaining({ area: 'users', kind: 'reveal', reference: waiting.body.id }),
    );
    expect(await codeOf('audit-admin', 'approval')).toBeUndefined();
    expect(await codeOf('audit-admin', 'approval')).toBe('reveal-over');
    expect(await codeOf('disclosure', 'opening')).toBe('reveal-foreign');
    const opened = await node.ask('reviewer', 'POST', `${path}/opening`);
    expect(opened.body.identity.number).toBe('110000190001010012');
    expect(await codeOf('reviewer', 'opening')).toBe('reveal-over');
  });

  it('see nobody without a reason', async () => {
    const { user } = await registered(client);
    const path = `/v1/management/users/${user}/reveals`;
    for (const body of [{}, { purpose: 'contact' }, { purpose: 'curiosity', reason: '看一看吧' }]) {
      expect((await node.ask('reviewer', 'POST', path, body)).status).toBe(400);
    }
    const blank = { purpose: 'contact', reason: '     ' };
    expect((await node.ask('reviewer', 'POST', path, blank)).status).toBe(400);
  });

  it('keep texts of the agreement, which anybody reads by their hash', async () => {
    const text = '服务协议\nService agreement\n';
    const kept = await node.ask('security-admin', 'POST', '/v1/agreement-texts', { text });
    expect(kept.status).toBe(201);
    expect(kept.body.text_hash).toBe(createHash('sha256').update(text).digest('hex'));
    const read = await node.ask('nobody', 'GET', `/v1/agreement-texts/${kept.body.text_hash}`);
    expect(read.body).toEqual({ text_hash: kept.body.text_hash, text });
    const none = await node.ask('nobody', 'GET', `/v1/agreement-texts/${'0'.repeat(64)}`);
    expect(none.body.code).toBe('agreement-text-unknown');
  });
});

// Last: it starts the node again, under another port.
test('a home out of a backup shows nobody before it has caught up', async () => {
  const { key, user } = await registered(client);
  writeFileSync(homePaths(node.home).restored, '');
  await node.restart();
  client = new UserClient({ baseUrl: node.baseUrl });
  for (const purpose of ['export', 'correct'] as const) {
    await expect(client.ask(purpose, user, {}, key)).rejects.toMatchObject({
      ...{ code: 'identities-closed', status: 503 },
    });
  }
  const officer = new TestOfficer(node.folder, 'jia-security-admin');
  const cookie = await officer.login(reachedAt(node.running));
  const headers = { cookie };
  const shown = await fetch(`${node.baseUrl}/v1/management/users/${user}`, { headers });
  expect(await shown.json()).toMatchObject({ user, identity: null, erasure: { state: 'none' } });
});
