// Passkeys as a second factor, with an authenticator in software.
import { describe, expect, it, test } from 'vitest';
import { Authenticator } from './authenticator.ts';
import { Office, ORIGIN } from './office.ts';

async function begun(office: Office) {
  const token = await office.invite('aud');
  const { json } = await office.send('/v1/enrolment/challenge', { body: { token } });
  const signature = office.sign('aud', 'enrolment', json);
  return { asked: json, body: { token, challenge: json.challenge, signature } };
}

async function enrolled() {
  const office = await Office.open();
  const authenticator = new Authenticator();
  const { asked, body } = await begun(office);
  const passkey = authenticator.create(asked.passkey, ORIGIN);
  const done = await office.send('/v1/enrolment', { body: { ...body, passkey } });
  if (done.status !== 201) throw new Error(`not enrolled: ${done.code}`);
  return { office, authenticator };
}

/** Logs in with what an authenticator says to a challenge. */
async function login(office: Office, say: (asked: never) => object) {
  const asked = await office.challenge('aud');
  const signature = office.sign('aud', 'login', asked);
  const body = { officer: 'aud', challenge: asked['challenge'], signature };
  const answer = say(asked['passkey'] as never);
  return office.send('/v1/session', { body: { ...body, ...answer } });
}

describe('a passkey', () => {
  it('is bound with a link and opens sessions, each answer once', async () => {
    const { office, authenticator } = await enrolled();
    const { json } = await office.send('/v1/accounts', {
      ...{ method: 'GET', headers: { 'mingjing-control': 'the word of the home' } },
    });
    expect(json.items).toMatchObject([{ officer: 'aud', second_factor: 'passkey' }]);
    let answer = {};
    const say = (asked: never) => {
      authenticator.counter += 1;
      answer = { passkey: authenticator.get(asked, ORIGIN) };
      return answer;
    };
    expect((await login(office, say)).status).toBe(201);
    expect((await login(office, () => answer)).code).toBe('passkey-refused');
    await office.start();
    expect((await login(office, say)).status).toBe(201);
  });

  test.each<[what: string, say: (own: Authenticator, asked: never) => object, code: string]>([
    [
      'of another',
      (_own, asked) => ({ passkey: new Authenticator().get(asked, ORIGIN) }),
      'passkey-refused',
    ],
    [
      'used at another site',
      (own, asked) => ({ passkey: own.get(asked, 'http://evil.example') }),
      'passkey-refused',
    ],
    [
      'for another site',
      (own, asked) => ({
        passkey: own.get({ ...(asked as object), rpId: 'evil' } as never, ORIGIN),
      }),
      'passkey-refused',
    ],
    [
      'without the finger or word of its owner',
      (own, asked) => {
        own.isVerified = false;
        return { passkey: own.get(asked, ORIGIN) };
      },
      'passkey-refused',
    ],
    [
      'of which there is a copy',
      (own, asked) => {
        own.counter = 0;
        return { passkey: own.get(asked, ORIGIN) };
      },
      'passkey-refused',
    ],
    ['that is left out', () => ({}), 'factor-other'],
    ['with a code in its place', () => ({ code: '123456' }), 'factor-other'],
  ])('%s is refused', async (_what, say, code) => {
    const { office, authenticator } = await enrolled();
    expect((await login(office, (asked) => say(authenticator, asked))).code).toBe(code);
    expect(office.accounts.login.sessions()).toEqual([]);
  });

  test('that answers another challenge binds nothing', async () => {
    const office = await Office.open();
    const { asked, body } = await begun(office);
    const other = await begun(office);
    const passkey = new Authenticator().create(other.asked.passkey, ORIGIN);
    const refused = await office.send('/v1/enrolment', { body: { ...body, passkey } });
    expect(refused.code).toBe('passkey-refused');
    expect(asked.passkey.challenge).not.toBe(other.asked.passkey.challenge);
  });

  test('is not to be had where the site has no name', async () => {
    const office = await Office.open();
    const token = await office.invite('aud');
    const headers = { origin: 'http://127.0.0.1:20200', host: '127.0.0.1:20200' };
    const { json } = await office.send('/v1/enrolment/challenge', { body: { token }, headers });
    expect(json.passkey).toBeNull();
    const signature = office.sign('aud', 'enrolment', json, headers.origin);
    const passkey = new Authenticator().create({ challenge: json.challenge }, headers.origin);
    const body = { token, challenge: json.challenge, signature, passkey };
    const refused = await office.send('/v1/enrolment', { body, headers });
    expect([refused.status, refused.code]).toEqual([400, 'passkey-unavailable']);
  });
});
