// What a session may, and how it ends.
import { describe, expect, it, test } from 'vitest';
import { SESSIONS_PER_OFFICER_MAX } from '../../src/accounts/sessions.ts';
import { CONTROL, newPerson, Office } from './office.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const asHome = { 'mingjing-control': CONTROL };

async function opened(officer = 'aud') {
  const office = await Office.open();
  const secret = await office.enrol(officer);
  const cookie = await office.login(officer, secret);
  const read = () => office.send('/v1/audit', office.with(cookie, { method: 'GET' }));
  return { office, secret, cookie, read };
}

describe('a session is over', () => {
  it('when nobody used it for a quarter of an hour', async () => {
    const { office, read } = await opened();
    office.pass(13 * MINUTE);
    expect((await read()).status).toBe(200);
    office.pass(15 * MINUTE);
    const over = await read();
    expect([over.status, over.code, over.json.reason]).toEqual([401, 'session-over', 'idle']);
    expect((await read()).json.reason).toBe('session-unknown');
    await office.accounts.login.sweep();
    expect(office.ends).toEqual([['aud', 'idle']]);
  });

  it('with the address of its last act, or of the login where there was none', async () => {
    const { office, secret, cookie } = await opened();
    const from = '10.0.0.9';
    const sent = office.with(cookie, { method: 'GET', from });
    expect((await office.send('/v1/audit', sent)).status).toBe(200);
    await office.attempt('aud', secret, {}, { from: '10.0.0.8' });
    office.pass(HOUR);
    await office.accounts.login.sweep();
    expect(office.endedFrom.sort()).toEqual(['10.0.0.8', '10.0.0.9']);
  });

  it('after eight hours, however busy', async () => {
    const { office, read } = await opened();
    for (let i = 0; i < 47; i += 1) {
      office.pass(10 * MINUTE);
      expect((await read()).status).toBe(200);
    }
    office.pass(8 * MINUTE);
    expect((await read()).status).toBe(200);
    office.pass(10 * MINUTE);
    expect((await read()).json.reason).toBe('absolute');
  });

  it('without a request, at the next sweep, with one entry', async () => {
    const { office } = await opened();
    office.pass(HOUR);
    office.journal.failure = new Error('disk full');
    await expect(office.accounts.login.sweep()).rejects.toThrow('disk full');
    expect(office.accounts.login.sessions()).toEqual([]);
    office.journal.failure = undefined;
    await Promise.all([office.accounts.login.sweep(), office.accounts.login.sweep()]);
    expect(office.ends).toEqual([['aud', 'idle']]);
  });

  test.each<
    [what: string, change: (person: ReturnType<typeof newPerson>) => unknown, reason: string]
  >([
    [
      'its officer is revoked',
      (person) => Object.assign(person, { isRevoked: true }),
      'officer-revoked',
    ],
    ['his role changes', (person) => Object.assign(person, { role: 'duty' }), 'officer-changed'],
    [
      'his key changes',
      (person) => Object.assign(person, { publicKey: newPerson('duty').publicKey }),
      'officer-changed',
    ],
  ])('at once when %s', async (_what, change, reason) => {
    const { office, read } = await opened();
    expect((await read()).status).toBe(200);
    change(office.officers.get('aud') ?? newPerson('audit-admin'));
    expect((await read()).json.reason).toBe(reason);
    await office.accounts.login.sweep();
    expect(office.ends).toEqual([['aud', reason]]);
  });

  it('when the program stops, and a new run knows nothing of it', async () => {
    const { office, read } = await opened();
    await office.accounts.login.stop();
    expect(office.ends).toEqual([['aud', 'program-stopped']]);
    await office.start();
    expect((await read()).json.reason).toBe('session-unknown');
  });

  it('not because the wall clock jumps', async () => {
    const { office, read } = await opened();
    for (const jump of [30 * 24 * HOUR, -60 * 24 * HOUR]) {
      office.nowMs += jump;
      expect((await read()).status).toBe(200);
    }
    office.monotonicMs += 15 * MINUTE;
    expect((await read()).json.reason).toBe('idle');
  });

  it('when its officer opens more than he may have, the oldest first', async () => {
    const { office, secret, read } = await opened();
    for (let i = 1; i < SESSIONS_PER_OFFICER_MAX; i += 1) await office.login('aud', secret);
    expect((await read()).status).toBe(200);
    await office.login('aud', secret);
    expect((await read()).status).toBe(401);
    expect(office.accounts.login.sessions()).toHaveLength(SESSIONS_PER_OFFICER_MAX);
    await office.accounts.login.sweep();
    expect(office.ends).toEqual([['aud', 'too-many-sessions']]);
  });
});

describe('a cookie', () => {
  it('of another node is nobody’s here', async () => {
    const { office, cookie } = await opened();
    const other = await Office.open('yi-validator', office);
    const send = (name: string) => other.send('/v1/audit', other.with(name, { method: 'GET' }));
    expect((await send(cookie)).code).toBe('login-required');
    const renamed = cookie.replace('jia-validator', 'yi-validator');
    expect((await send(renamed)).json.reason).toBe('session-unknown');
  });

  test.each(['=', '__Host-mingjing-jia-validator=', '__Host-mingjing-jia-validator=%zz;;', 'x'])(
    '%j opens nothing',
    async (cookie) => {
      const office = await Office.open();
      const { status } = await office.send('/v1/audit', office.with(cookie, { method: 'GET' }));
      expect(status).toBe(401);
    },
  );

  it('opens for HEAD what it opens for GET, and nothing without it', async () => {
    const { office, cookie } = await opened();
    const head = office.with(cookie, { method: 'HEAD' });
    expect((await office.send('/v1/audit', head)).status).toBe(200);
    expect((await office.send('/v1/audit', { method: 'HEAD' })).status).toBe(401);
  });

  it('that is old leaves what is open to everybody open', async () => {
    const { office, cookie } = await opened();
    office.pass(HOUR);
    const open = await office.send('/v1/open', office.with(cookie, { method: 'GET' }));
    expect([open.status, open.json.caller]).toEqual([200, 'nobody']);
  });

  test.each<[what: string, headers: Record<string, string | undefined>]>([
    ['without an origin', { origin: undefined }],
    ['from another site', { origin: 'https://evil.example' }],
  ])('%s reads and does not act', async (_what, headers) => {
    const { office, cookie } = await opened();
    const write = office.with(cookie, { body: {}, headers });
    const refused = await office.send('/v1/audit', write);
    expect([refused.status, refused.code]).toEqual([403, 'origin-refused']);
    expect(office.journal.entries.at(-1)).toMatchObject({
      ...{ event: 'audit-written', result: 'refused', actor: { id: 'aud' } },
    });
    expect((await office.send('/v1/audit', office.with(cookie, { body: {} }))).status).toBe(200);
    const read = office.with(cookie, { method: 'GET', headers });
    expect((await office.send('/v1/audit', read)).status).toBe(200);
  });

  it('from outside the management addresses opens nothing', async () => {
    const { office, cookie } = await opened();
    const read = office.with(cookie, { method: 'GET', from: '192.0.2.1' });
    expect((await office.send('/v1/audit', read)).code).toBe('address-refused');
    const near = office.with(cookie, { method: 'GET', from: '10.9.9.9' });
    expect((await office.send('/v1/audit', near)).status).toBe(200);
  });

  it('is taken from the sites of the configuration, and from no other', async () => {
    const office = await Office.open();
    const secret = await office.enrol('aud');
    await office.start('jia-validator', ['https://console.example']);
    const onLoopback = await office.send('/v1/session/challenge', { body: { officer: 'aud' } });
    expect(onLoopback.code).toBe('origin-refused');
    const headers = { origin: 'https://console.example', host: '127.0.0.1:20200' };
    const asked = await office.send('/v1/session/challenge', { body: { officer: 'aud' }, headers });
    const { challenge } = asked.json;
    const signature = office.sign('aud', 'login', asked.json, headers.origin);
    const body = { officer: 'aud', challenge, signature, code: office.code(secret) };
    expect((await office.send('/v1/session', { body, headers })).status).toBe(201);
  });
});

describe('sessions', () => {
  it('are listed and ended by their officer, all of them by the system administrator', async () => {
    const { office, cookie } = await opened();
    const admin = await office.login('sys', await office.enrol('sys'));
    const list = async (with_: string) =>
      (await office.send('/v1/sessions', office.with(with_, { method: 'GET' }))).json.items;
    const [own] = await list(cookie);
    expect(await list(cookie)).toMatchObject([{ officer: 'aud', is_own: true }]);
    expect(await list(admin)).toMatchObject([{ officer: 'aud' }, { officer: 'sys' }]);
    const [, sys] = await list(admin);
    const kill = (with_: string, id: string) =>
      office.send(`/v1/sessions/${id}`, office.with(with_, { method: 'DELETE' }));
    // Not even whether there is one.
    expect((await kill(cookie, sys.id)).code).toBe('role-required');
    expect((await kill(cookie, '0'.repeat(24))).code).toBe('role-required');
    expect((await kill(admin, '0'.repeat(24))).code).toBe('session-unknown');
    expect((await kill(admin, own.id)).status).toBe(200);
    expect((await list(cookie)) ?? 'over').toBe('over');
    expect(office.journal.entries.at(-1)).toMatchObject({
      ...{ source: 'admin', event: 'session-killed', object: own.id, actor: { id: 'sys' } },
      personal: { subject: 'aud' },
    });
  });

  it('are listed and ended by who may read the home', async () => {
    const { office, read } = await opened();
    const { json } = await office.send('/v1/sessions', { method: 'GET', headers: asHome });
    const [session] = json.items;
    const url = `/v1/sessions/${session.id}`;
    expect((await office.send(url, { method: 'DELETE', headers: asHome })).status).toBe(200);
    expect((await read()).status).toBe(401);
  });

  it('stand when the entry of their end cannot be written', async () => {
    const { office, cookie, read } = await opened();
    office.journal.failure = new Error('disk full');
    const out = await office.send('/v1/session', office.with(cookie, { method: 'DELETE' }));
    expect(out.code).toBe('journal-unwritable');
    office.journal.failure = undefined;
    expect((await read()).status).toBe(200);
  });
});
