// Logging in over HTTP: what is right once, and everything that is wrong with an attempt.
import { describe, expect, it, test } from 'vitest';
import { CHALLENGE_MS } from '../../src/accounts/challenge.ts';
import { ACCOUNT_LOCKOUT, SOURCE_LOCKOUT } from '../../src/accounts/lockout.ts';
import { SOURCES_MAX } from '../../src/accounts/source-locks.ts';
import { newPerson, Office, ORIGIN } from './office.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('an officer with his key and his code', () => {
  it('gets a session in a cookie that no script reads and no other site sends', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const { status, json, headers } = await office.attempt('aud', secret);
    expect([status, json]).toMatchObject([201, { officer: 'aud', role: 'audit-admin' }]);
    const [name, ...attributes] = String(headers['set-cookie']).split('; ');
    expect(name).toMatch(/^__Host-mingjing-jia-validator=[\w-]{43}$/);
    expect(attributes.sort()).toEqual([
      'HttpOnly',
      'Max-Age=60',
      'Path=/',
      'SameSite=Strict',
      'Secure',
    ]);
    const cookie = String(headers['set-cookie']).split(';', 1)[0] ?? '';
    const read = await office.send('/v1/audit', office.with(cookie, { method: 'GET' }));
    expect([read.status, read.json]).toEqual([200, { caller: 'audit-admin' }]);
    const open = await office.send('/v1/open', office.with(cookie, { method: 'GET' }));
    expect(open.json).toEqual({ caller: 'audit-admin' });
  });

  it('has one entry for each of his acts, in his name and session', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const cookie = await office.login('aud', secret);
    await office.send('/v1/audit', office.with(cookie, { method: 'GET' }));
    await office.send('/v1/session', office.with(cookie, { method: 'DELETE' }));
    const lines = office.journal.entries.map(({ source, event, result, actor, session }) =>
      [source, event, result, actor?.id, session === undefined ? '' : 'in session'].join(' '),
    );
    expect(lines).toEqual([
      'admin account-invited done jia-validator ',
      'auth enrolment-begun done  ',
      'auth account-enrolled done aud ',
      'auth login-begun done  ',
      'auth login done aud in session',
      'access audit-read done aud in session',
      'auth logout done aud in session',
    ]);
    const text = JSON.stringify(office.journal.entries);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(cookie.split('=')[1]);
  });

  it('has no session when the journal refuses the entry of his login', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const asked = await office.challenge('aud');
    office.journal.failure = new Error('disk full');
    const { status, code, headers } = await office.send('/v1/session', {
      body: {
        ...{ officer: 'aud', challenge: asked['challenge'], code: office.code(secret) },
        signature: office.sign('aud', 'login', asked),
      },
    });
    expect([status, code]).toEqual([503, 'journal-unwritable']);
    expect(headers['set-cookie']).toBeUndefined();
    expect(office.accounts.login.sessions()).toEqual([]);
  });
});

describe('an attempt is refused', () => {
  const other = 'A'.repeat(51);
  test.each<[what: string, change: object, code: string]>([
    ['with a wrong code', { code: '000000' }, 'code-wrong'],
    ['without a code', { code: undefined }, 'code-wrong'],
    ['with a challenge of nobody', { challenge: other }, 'challenge-refused'],
    ['with a signature of nothing', { signature: 'A'.repeat(86) }, 'key-refused'],
    ['for another officer', { officer: 'dut' }, 'challenge-refused'],
    [
      'with a passkey where codes are bound',
      { passkey: { id: 'x', response: {} } },
      'factor-other',
    ],
    ['with something that is no signature', { signature: 'x' }, 'bad-request'],
    ['with a further key', { admin: true }, 'bad-request'],
  ])('%s', async (_what, change, code) => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const refused = await office.attempt('aud', secret, change);
    expect(refused.code).toBe(code);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(office.accounts.login.sessions()).toEqual([]);
  });

  test('with a code that was used', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const code = office.code(secret);
    expect((await office.attempt('aud', secret)).status).toBe(201);
    expect((await office.attempt('aud', secret, { code })).code).toBe('code-replayed');
    // Also when the clock goes back to where the code was good, and after a restart.
    office.nowMs -= 30_000;
    await office.start();
    expect((await office.attempt('aud', secret)).code).toBe('code-replayed');
  });

  test('with the key of another officer', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const asked = await office.challenge('aud');
    const person = office.officers.get('aud');
    office.officers.set('aud', { ...newPerson('audit-admin') });
    const signature = office.sign('aud', 'login', asked);
    if (person !== undefined) office.officers.set('aud', person);
    const body = { officer: 'aud', challenge: asked['challenge'], signature };
    const refused = await office.send('/v1/session', {
      body: { ...body, code: office.code(secret) },
    });
    expect([refused.status, refused.code]).toEqual([401, 'key-refused']);
    // Nobody knows who that was.
    expect(office.journal.strangers.at(-1)).toMatchObject({ event: 'login', result: 'refused' });
  });

  test('with a signature that was made at another site', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const asked = await office.challenge('aud');
    const signature = office.sign('aud', 'login', asked, 'https://jia-validator.example');
    const code = office.code(secret);
    const body = { officer: 'aud', challenge: asked['challenge'], signature, code };
    expect((await office.send('/v1/session', { body })).code).toBe('key-refused');
  });

  test('with a challenge that was answered, has expired, or is of an earlier run', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const answerTo = (asked: Record<string, string>) => ({
      ...{ officer: 'aud', challenge: asked['challenge'], code: office.code(secret) },
      signature: office.sign('aud', 'login', asked),
    });
    const asked = await office.challenge('aud');
    expect((await office.send('/v1/session', { body: answerTo(asked) })).status).toBe(201);
    office.pass(MINUTE);
    const again = await office.send('/v1/session', { body: answerTo(asked) });
    expect(again.code).toBe('challenge-refused');
    const late = await office.challenge('aud');
    office.pass(CHALLENGE_MS);
    expect((await office.send('/v1/session', { body: answerTo(late) })).code).toBe(
      'challenge-expired',
    );
    const old = await office.challenge('aud');
    await office.start();
    expect((await office.send('/v1/session', { body: answerTo(old) })).code).toBe(
      'challenge-refused',
    );
  });

  test('of an officer who was revoked, changed, never enrolled, away too long', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const person = office.officers.get('aud') ?? newPerson('audit-admin');
    expect((await office.attempt('dut', secret)).code).toBe('account-missing');
    person.isRevoked = true;
    expect((await office.attempt('aud', secret)).code).toBe('officer-revoked');
    person.isRevoked = false;
    person.role = 'duty';
    expect((await office.attempt('aud', secret)).code).toBe('officer-changed');
    person.role = 'audit-admin';
    office.pass(90 * DAY);
    expect((await office.attempt('aud', secret)).code).toBe('account-stale');
    expect(office.journal.entries.at(-1)).toMatchObject({
      ...{ event: 'login', result: 'refused', reason: 'account-stale', actor: { id: 'aud' } },
    });
    // A new link is the way back.
    const renewed = await office.enrol('aud');
    expect((await office.attempt('aud', renewed)).status).toBe(201);
  });

  test('with a second factor that is too old', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    for (let quarter = 0; quarter < 2; quarter += 1) {
      office.pass(89 * DAY);
      await office.login('aud', secret);
    }
    office.pass(3 * DAY);
    expect((await office.attempt('aud', secret)).code).toBe('credential-expired');
  });

  test.each<
    [what: string, headers: Record<string, string | undefined>, from: string, code: string]
  >([
    ['without an origin', { origin: undefined }, '127.0.0.1', 'origin-refused'],
    ['from another site', { origin: 'http://evil.example' }, '127.0.0.1', 'origin-refused'],
    ['from no site', { origin: 'null' }, '127.0.0.1', 'origin-refused'],
    ['from another port', { origin: 'http://localhost:1' }, '127.0.0.1', 'origin-refused'],
    [
      'by a name that points here',
      { origin: 'http://evil.example:20200', host: 'evil.example:20200' },
      '127.0.0.1',
      'origin-refused',
    ],
    ['from an address outside the list', {}, '192.0.2.1', 'address-refused'],
  ])('%s', async (_what, headers, from, code) => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const refused = await office.attempt('aud', secret, {}, { headers, from });
    expect([refused.status, refused.code]).toEqual([403, code]);
  });
});

describe('failures lock', () => {
  test('an account, for longer each time, also over a restart, until a login', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const fail = () => office.attempt('aud', secret, { code: '000000' });
    for (let i = 0; i < ACCOUNT_LOCKOUT.free; i += 1)
      expect((await fail()).code).toBe('code-wrong');
    const locked = await office.attempt('aud', secret);
    expect([locked.status, locked.code]).toEqual([429, 'account-locked']);
    expect(locked.headers['retry-after']).toBe('300');
    await office.start();
    expect((await office.attempt('aud', secret)).code).toBe('account-locked');
    office.pass(5 * MINUTE);
    expect((await fail()).code).toBe('code-wrong');
    office.pass(9 * MINUTE);
    expect((await office.attempt('aud', secret)).code).toBe('account-locked');
    office.pass(MINUTE);
    expect((await office.attempt('aud', secret)).status).toBe(201);
    office.pass(MINUTE);
    expect((await fail()).code).toBe('code-wrong');
    office.pass(MINUTE);
    expect((await office.attempt('aud', secret)).status).toBe(201);
  });

  test('an account after five guesses that come at once', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const guesses = Array.from({ length: 12 }, (_, i) =>
      office.attempt('aud', secret, { code: `00000${i % 10}` }),
    );
    const codes = (await Promise.all(guesses)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'code-wrong')).toHaveLength(ACCOUNT_LOCKOUT.free);
    expect(codes.filter((code) => code === 'account-locked')).toHaveLength(7);
  });

  test('nobody else’s account without his key, but the source they come from', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    const signature = 'A'.repeat(86);
    const from = '10.0.0.66';
    for (let i = 0; i < SOURCE_LOCKOUT.free; i += 1) {
      expect((await office.attempt('aud', secret, { signature }, { from })).code).toBe(
        'key-refused',
      );
    }
    const locked = await office.attempt('aud', secret, {}, { from });
    expect([locked.status, locked.code]).toEqual([429, 'source-locked']);
    expect((await office.attempt('aud', secret)).status).toBe(201);
    office.pass(MINUTE);
    expect((await office.attempt('aud', secret, {}, { from })).status).toBe(201);
  });

  test('10,000 attempts take bounded memory and no room of the journal', async () => {
    const office = await Office.open();
    await office.enrol('aud');
    const entries = office.journal.entries.length;
    const { login } = office.accounts;
    const record = async () => undefined;
    for (let i = 0; i < 10_000; i += 1) {
      const sourceAddress = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
      const answer = {
        ...{ challenge: login.challenge('aud'), signature: new Uint8Array(64), origin: ORIGIN },
        ...{ sourceAddress, sourcePort: 50_000 + (i % 1000) },
      };
      const refused = await login.login('aud', answer, record);
      expect(refused).toEqual({ ok: false, reason: 'key-refused' });
    }
    expect(login.held()).toEqual({ sessions: 0, sources: SOURCES_MAX, answered: 0 });
    expect(office.journal.entries.length).toBe(entries);
  });
});
