// A login carried from one program to another, as the service in front of both does it.
import { describe, expect, it, test } from 'vitest';
import { CONTROL, newPerson, Office } from './office.ts';

const HOUR = 3_600_000;

interface Vouched {
  readonly chain: string;
  readonly public_key: string;
  readonly age_ms: number;
}

/** Two programs that name the same people by the same keys. */
async function two(): Promise<{ one: Office; other: Office; cookie: string }> {
  const one = await Office.open('jia-1');
  const other = await Office.open('jia-2', one);
  const secret = await one.enrol('aud');
  return { one, other, cookie: await one.login('aud', secret) };
}

async function vouched(one: Office, cookie: string): Promise<Vouched> {
  const asked = one.with(cookie, { body: { chain: 'other' } });
  const { json, status } = await one.send('/v1/session/vouched', asked);
  expect(status).toBe(200);
  return { chain: 'one', public_key: json.public_key, age_ms: json.age_ms };
}

async function carry(other: Office, said: Vouched, change: object = {}, officer = 'aud') {
  const asked = await other.challenge(officer);
  const signature = other.sign(officer, 'login', asked);
  const body = { officer, challenge: asked['challenge'], signature, vouched: said, ...change };
  const headers = { 'mingjing-control': CONTROL };
  return other.send('/v1/session/carried', { body, headers });
}

describe('a login that is carried', () => {
  it('opens a session at a program where the officer has no account', async () => {
    const { one, other, cookie } = await two();
    const { headers, json, status } = await carry(other, await vouched(one, cookie));
    expect([status, json]).toMatchObject([201, { officer: 'aud', carried_from: 'one' }]);
    const own = String(headers['set-cookie']).split(';', 1)[0] ?? '';
    const read = await other.send('/v1/audit', other.with(own, { method: 'GET' }));
    expect(read.status).toBe(200);
    // What was shown at the one opens nothing at the other by itself.
    expect((await other.send('/v1/audit', other.with(cookie, { method: 'GET' }))).status).toBe(401);
    expect(one.journal.entries.at(-1)).toMatchObject({ event: 'session-vouched', object: 'other' });
    const entry = other.journal.entries.find(({ event }) => event === 'login-carried');
    expect(entry).toMatchObject({ result: 'done', object: 'one', actor: { id: 'aud' } });
    expect(entry?.session).toBe(json.id);
  });

  it('ends when the first one would, and is not carried on', async () => {
    const { one, other, cookie } = await two();
    const said = await vouched(one, cookie);
    const { headers } = await carry(other, { ...said, age_ms: 8 * HOUR - 60_000 });
    const own = String(headers['set-cookie']).split(';', 1)[0] ?? '';
    const asked = other.with(own, { body: { chain: 'third' } });
    expect((await other.send('/v1/session/vouched', asked)).code).toBe('session-carried');
    other.pass(60_000);
    const read = await other.send('/v1/audit', other.with(own, { method: 'GET' }));
    expect(read.json).toMatchObject({ code: 'session-over', reason: 'absolute' });
  });

  it('ends when its officer is revoked', async () => {
    const { one, other, cookie } = await two();
    const { headers } = await carry(other, await vouched(one, cookie));
    const own = String(headers['set-cookie']).split(';', 1)[0] ?? '';
    other.officers.set('aud', { ...newPerson('audit-admin'), isRevoked: true });
    const read = await other.send('/v1/audit', other.with(own, { method: 'GET' }));
    expect(read.json).toMatchObject({ code: 'session-over', reason: 'officer-revoked' });
  });
});

describe('a login is not carried', () => {
  test.each<[what: string, change: object, code: string]>([
    ['without the key', { signature: 'A'.repeat(86) }, 'key-refused'],
    ['with a challenge of nobody', { challenge: 'A'.repeat(51) }, 'challenge-refused'],
    ['for another officer', { officer: 'dut' }, 'challenge-refused'],
    ['in words that nobody says', { vouched: {} }, 'bad-request'],
  ])('%s', async (_what, change, code) => {
    const { one, other, cookie } = await two();
    const answer = await carry(other, await vouched(one, cookie), change);
    expect(answer.code).toBe(code);
    expect(other.accounts.login.sessions()).toEqual([]);
  });

  it('to who has the name there and another key', async () => {
    const { one, other, cookie } = await two();
    other.officers.set('aud', newPerson('audit-admin'));
    expect((await carry(other, await vouched(one, cookie))).code).toBe('key-refused');
  });

  it('to who is revoked there, or has a role that has no account', async () => {
    const { one, other, cookie } = await two();
    const person = other.officers.get('aud');
    if (person === undefined) throw new Error('nobody');
    other.officers.set('aud', { ...person, isRevoked: true });
    expect((await carry(other, await vouched(one, cookie))).code).toBe('officer-revoked');
    other.officers.set('aud', { ...person, role: 'reviewer' });
    expect((await carry(other, await vouched(one, cookie))).code).toBe('role-elsewhere');
  });

  it('by anybody but who may read the home', async () => {
    const { one, other, cookie } = await two();
    const said = await vouched(one, cookie);
    const asked = await other.challenge('aud');
    const signature = other.sign('aud', 'login', asked);
    const body = { officer: 'aud', challenge: asked['challenge'], signature, vouched: said };
    expect((await other.send('/v1/session/carried', { body })).status).toBe(401);
    const own = one.with(cookie, { body });
    expect((await one.send('/v1/session/carried', own)).status).toBe(403);
    expect((await other.send('/v1/session/vouched', { body: { chain: 'x' } })).status).toBe(401);
  });
});
