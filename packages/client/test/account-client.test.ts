// What the client signs, and for whom: a node may be old, broken or an impostor.
import { generateSeed, signerFromSeed, verify } from '@mingjing/crypto/node';
import { accountSigningBytes } from '@mingjing/protocol';
import { describe, expect, it, test } from 'vitest';
import { AccountClient } from '../src/index.ts';

const { publicKey, sign } = signerFromSeed(generateSeed());
const challenge = Buffer.alloc(38, 7).toString('base64url');
const asked = { officer: 'aud', node_id: 'jia', chain_id: 'trial-00', challenge };
const session = { id: 'ab', officer: 'aud', role: 'audit-admin' };

interface Sent {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Record<string, string>;
}

/** A client of a node that answers as told, and what it was sent. */
function clientOf(answers: Record<string, unknown>, cookie = '__Host-mingjing-jia=x; Secure') {
  const sent: Sent[] = [];
  const answer = (async (url: string, { body, headers }: RequestInit) => {
    const { pathname: path } = new URL(url);
    const given = headers as Record<string, string>;
    sent.push({ path, headers: given, body: body === undefined ? {} : JSON.parse(String(body)) });
    const text = JSON.stringify(answers[path] ?? {});
    return new Response(text, { headers: { 'set-cookie': cookie } });
  }) as typeof fetch;
  const client = new AccountClient({ baseUrl: 'http://localhost:20200', fetch: answer });
  return { client, sent };
}

const proof = { sign, code: async () => '123456' };
const SESSION = '/v1/session';
const CHALLENGE = '/v1/session/challenge';

describe('logging in', () => {
  it('signs the challenge for this site and officer, and says where it comes from', async () => {
    const { client, sent } = clientOf({ [CHALLENGE]: asked, [SESSION]: session });
    const opened = await client.login('aud', proof);
    expect(opened).toEqual({ ...session, cookie: '__Host-mingjing-jia=x' });
    const { body, headers } = sent[1] as Sent;
    expect(headers['origin']).toBe('http://localhost:20200');
    expect(body).toMatchObject({ officer: 'aud', challenge, code: '123456' });
    const bytes = accountSigningBytes('trial-00', {
      ...{ purpose: 'login', nodeId: 'jia', origin: 'http://localhost:20200', officer: 'aud' },
      challenge: Buffer.alloc(38, 7),
    });
    const signature = Buffer.from(body['signature'] ?? '', 'base64url');
    expect(verify(publicKey, bytes, signature)).toBe(true);
  });

  it('signs nothing for the officer or the site that an answer names', async () => {
    const { client, sent } = clientOf({
      [CHALLENGE]: { ...asked, officer: 'sys', origin: 'https://bank.example' },
      [SESSION]: session,
    });
    await client.login('aud', proof);
    const bytes = accountSigningBytes('trial-00', {
      ...{ purpose: 'login', nodeId: 'jia', origin: 'http://localhost:20200', officer: 'aud' },
      challenge: Buffer.alloc(38, 7),
    });
    const signature = Buffer.from(sent[1]?.body['signature'] ?? '', 'base64url');
    expect(verify(publicKey, bytes, signature)).toBe(true);
  });

  test.each<[what: string, answers: Record<string, unknown>, cookie?: string]>([
    ['no challenge', {}],
    ['half a challenge', { [CHALLENGE]: { ...asked, challenge: challenge.slice(1) } }],
    ['a challenge that is a number', { [CHALLENGE]: { ...asked, challenge: 5 } }],
    ['a chain that cannot be signed', { [CHALLENGE]: { ...asked, chain_id: '链' } }],
    ['no session', { [CHALLENGE]: asked }],
    ['no cookie', { [CHALLENGE]: asked, [SESSION]: session }, ''],
    ['the cookie of something else', { [CHALLENGE]: asked, [SESSION]: session }, 'sid=1'],
    ['a list', { [CHALLENGE]: [] }],
  ])('takes %s for no answer', async (_what, answers, cookie) => {
    const { client } = clientOf(answers, cookie);
    await expect(client.login('aud', proof)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
  });
});

test.each<[what: string, ask: (client: AccountClient) => Promise<unknown>]>([
  ['an invitation', (client) => client.invite('aud')],
  ['an enrolment', (client) => client.enrol('jia.x', proof)],
  ['sessions', (client) => client.list('sessions')],
])('takes an empty answer for no %s', async (_what, ask) => {
  await expect(ask(clientOf({}).client)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
});
