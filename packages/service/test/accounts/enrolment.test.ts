// Links: how an account begins, and everything that is wrong with one.
import { describe, expect, it, test } from 'vitest';
import { INVITATIONS_MAX } from '../../src/accounts/account-file.ts';
import { INVITATION_MS } from '../../src/accounts/invitation.ts';
import { CONTROL, newPerson, Office } from './office.ts';

const asHome = { 'mingjing-control': CONTROL };

async function begin(office: Office, token: string) {
  return office.send('/v1/enrolment/challenge', { body: { token } });
}

/** Completes an enrolment; `change` is what is wrong with it. */
async function complete(office: Office, officer: string, token: string, change: object = {}) {
  const { json } = await begin(office, token);
  const { challenge, secret } = json;
  const signature = office.sign(officer, 'enrolment', json);
  const body = { token, challenge, signature, code: office.code(secret), ...change };
  return office.send('/v1/enrolment', { body });
}

describe('a fresh home', () => {
  it('has no account, and nothing that opens it', async () => {
    const office = await Office.open();
    expect(office.accounts.views()).toEqual([]);
    for (const officer of ['sys', 'aud', 'admin', 'root']) {
      const asked = await office.challenge(officer);
      const body = { officer, challenge: asked['challenge'], signature: 'A'.repeat(86) };
      expect((await office.send('/v1/session', { body })).code).toBe('key-refused');
    }
  });
});

describe('a link', () => {
  it('is made by who may read the home alone, for officers of this organisation', async () => {
    const office = await Office.open();
    const invite = (officer: string, headers = {}) =>
      office.send('/v1/accounts/invitations', { body: { officer }, headers });
    expect((await invite('aud')).code).toBe('login-required');
    expect((await invite('aud', { 'mingjing-control': 'a guess' })).code).toBe('control-word');
    expect((await invite('nobody', asHome)).code).toBe('officer-unknown');
    office.officers.set('rev', { ...newPerson('duty'), isRevoked: true });
    expect((await invite('rev', asHome)).code).toBe('officer-revoked');
    office.officers.set('ins', newPerson('supervision-officer'));
    expect((await invite('ins', asHome)).code).toBe('role-elsewhere');
    const made = await invite('aud', asHome);
    expect([made.status, made.json]).toEqual([
      201,
      {
        ...{ officer: 'aud', role: 'audit-admin', expires_at: office.nowMs + INVITATION_MS },
        token: expect.stringMatching(/^jia-validator\.[\w-]{43}$/),
      },
    ]);
    const cookie = await office.login('sys', await office.enrol('sys'));
    const asAdmin = await office.send(
      '/v1/accounts/invitations',
      office.with(cookie, { body: { officer: 'dut' } }),
    );
    expect([asAdmin.status, asAdmin.code]).toEqual([403, 'role-required']);
    // What was told once is nowhere: neither in the journal nor, in clear, in the file.
    expect(JSON.stringify(office.journal.entries)).not.toContain(made.json.token);
  });

  it('is good once', async () => {
    const office = await Office.open();
    const token = await office.invite('aud');
    expect((await complete(office, 'aud', token)).status).toBe(201);
    expect((await begin(office, token)).code).toBe('invitation-used');
    await office.start();
    expect((await begin(office, token)).code).toBe('invitation-used');
  });

  it('is good once, also when it is used twice at once', async () => {
    const office = await Office.open();
    const token = await office.invite('aud');
    const both = await Promise.all([
      complete(office, 'aud', token),
      complete(office, 'aud', token),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
    const entries = office.journal.entries.filter(({ event }) => event === 'account-enrolled');
    expect(entries.map(({ result }) => result).sort()).toEqual(['done', 'refused']);
  });

  test.each<[what: string, change: object, code: string]>([
    ['with a wrong code', { code: '000000' }, 'code-wrong'],
    ['without a second factor', { code: undefined }, 'code-wrong'],
    ['with a signature of nothing', { signature: 'A'.repeat(86) }, 'key-refused'],
    ['with a challenge of nobody', { challenge: 'A'.repeat(51) }, 'challenge-refused'],
    ['with a passkey that is none', { passkey: { id: 'x', response: {} } }, 'passkey-refused'],
  ])('%s binds nothing and stays good', async (_what, change, code) => {
    const office = await Office.open();
    const token = await office.invite('aud');
    expect((await complete(office, 'aud', token, change)).code).toBe(code);
    expect(office.accounts.views()).toEqual([]);
    expect((await complete(office, 'aud', token)).status).toBe(201);
  });

  test('answered with the key of another officer', async () => {
    const office = await Office.open();
    const token = await office.invite('aud');
    const { json } = await begin(office, token);
    const signature = office.sign('sys', 'enrolment', { ...json });
    const body = { token, challenge: json.challenge, signature, code: office.code(json.secret) };
    expect((await office.send('/v1/enrolment', { body })).code).toBe('key-refused');
  });

  test('answered with a signature that was made to log in', async () => {
    const office = await Office.open();
    const token = await office.invite('aud');
    const { json } = await begin(office, token);
    const signature = office.sign('aud', 'login', json);
    const body = { token, challenge: json.challenge, signature, code: office.code(json.secret) };
    expect((await office.send('/v1/enrolment', { body })).code).toBe('key-refused');
  });

  test('that expired', async () => {
    const office = await Office.open();
    const token = await office.invite('aud');
    office.pass(INVITATION_MS - 1);
    expect((await begin(office, token)).status).toBe(200);
    office.pass(1);
    const late = await begin(office, token);
    expect([late.status, late.code]).toEqual([410, 'invitation-expired']);
  });

  test('of another home, cut off, or made up', async () => {
    const [jia, yi] = [await Office.open(), await Office.open('yi-validator')];
    const token = await yi.invite('aud');
    const code = async (text: string) => (await begin(jia, text)).code;
    expect(await code(token)).toBe('invitation-other-home');
    expect(await code(token.replace('yi', 'jia'))).toBe('invitation-unknown');
    expect(await code(token.slice(0, 30))).toBe('invitation-malformed');
    expect(jia.journal.strangers).toHaveLength(3);
  });

  test('of an officer who was revoked or changed since', async () => {
    const office = await Office.open();
    const token = await office.invite('aud');
    const person = office.officers.get('aud') ?? newPerson('audit-admin');
    person.isRevoked = true;
    expect((await begin(office, token)).code).toBe('officer-revoked');
    person.isRevoked = false;
    person.publicKey = newPerson('duty').publicKey;
    expect((await begin(office, token)).code).toBe('officer-changed');
  });

  it('binds nothing when its entry cannot be written', async () => {
    const office = await Office.open();
    const token = await office.invite('aud');
    const { json } = await begin(office, token);
    const signature = office.sign('aud', 'enrolment', json);
    const body = { token, challenge: json.challenge, signature, code: office.code(json.secret) };
    office.journal.failure = new Error('disk full');
    expect((await office.send('/v1/enrolment', { body })).code).toBe('journal-unwritable');
    expect(office.accounts.views()).toEqual([]);
    office.journal.failure = undefined;
    expect((await office.send('/v1/enrolment', { body })).status).toBe(201);
  });

  it('for a second time replaces the second factor and ends his sessions', async () => {
    const office = await Office.open();
    const first = await office.enrol('aud');
    const cookie = await office.login('aud', first);
    const second = await office.enrol('aud');
    expect((await office.attempt('aud', first)).code).toBe('code-wrong');
    const old = await office.send('/v1/audit', office.with(cookie, { method: 'GET' }));
    expect([old.code, old.json.reason]).toEqual(['session-over', 'account-changed']);
    expect((await office.attempt('aud', second)).status).toBe(201);
  });

  it('is one of a bounded number', async () => {
    const office = await Office.open();
    await office.enrol('sys');
    // The one that was used makes room.
    for (let i = 0; i < INVITATIONS_MAX; i += 1) await office.invite('aud');
    const full = await office.send('/v1/accounts/invitations', {
      ...{ body: { officer: 'aud' }, headers: asHome },
    });
    expect([full.status, full.code]).toEqual([409, 'accounts-full']);
    office.pass(8 * INVITATION_MS);
    expect(await office.invite('aud')).toMatch(/^jia/);
  });
});

describe('the list of accounts', () => {
  it('shows role, standing and age, and nothing that opens one', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const { json } = await office.send('/v1/accounts', { method: 'GET', headers: asHome });
    expect(json.items).toEqual([
      {
        ...{ officer: 'aud', role: 'audit-admin', standing: 'good', second_factor: 'time-code' },
        ...{ enrolled_at: office.nowMs - 60_000, logged_in_at: null, locked_for_ms: 0 },
        credential_days_left: 180,
      },
    ]);
    expect(JSON.stringify(json)).not.toContain(secret);
  });
});
