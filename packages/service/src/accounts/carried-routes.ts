import Type from 'typebox';
import { Problem } from '../http/problem.ts';
import { type AnyRoute, defineRoute } from '../http/route.ts';
import { officerName, refuse } from './account-refusals.ts';
import type { Accounts } from './accounts.ts';
import type { Gate } from './gate.ts';
import { describeSession } from './session-routes.ts';

const BODY_BYTES_MAX = 4096;
const HOURS_MS_MAX = 24 * 3_600_000;
const closed = { additionalProperties: false } as const;
const base64url = (length: number) =>
  Type.String({ minLength: length, maxLength: length, pattern: '^[A-Za-z0-9_-]+$' });
/** As it is called in the service, for entries. */
const chainName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' });
const vouched = Type.Object(
  {
    chain: chainName,
    public_key: base64url(43),
    age_ms: Type.Integer({ minimum: 0, maximum: HOURS_MS_MAX }),
  },
  closed,
);

/**
 * One login where one service follows several chains: the chain at which both factors were shown
 * vouches for the second, the other one asks for the key again, and names the officer itself.
 */
export function carriedRoutes({ login }: Accounts, gate: Gate): AnyRoute[] {
  const post = { method: 'POST', policy: 'bound', bodyBytesMax: BODY_BYTES_MAX } as const;
  return [
    defineRoute({
      ...post,
      path: '/v1/session/vouched',
      act: { source: 'auth', event: 'session-vouched' },
      summary: 'Says to another chain of the service that both factors were shown here',
      schema: { body: Type.Object({ chain: chainName }, closed) },
      handler({ act, body, identity: { session } }) {
        act.object = body.chain;
        if (session === undefined) throw new Problem(404, 'session-unknown');
        // What was carried here was shown elsewhere: only who saw both factors vouches for them.
        if (session.carriedFrom !== undefined) throw new Problem(403, 'session-carried');
        const { officer, publicKey, seenMs, startedMs } = login.session(session.id) ?? session;
        const ageMs = Math.ceil(seenMs - startedMs);
        return { json: { officer, public_key: publicKey, age_ms: ageMs } };
      },
    }),
    defineRoute({
      ...post,
      path: '/v1/session/carried',
      act: { source: 'auth', event: 'login-carried' },
      summary: 'Opens a session for who showed his second factor at another chain of the service',
      schema: {
        body: Type.Object(
          { officer: officerName, challenge: base64url(51), signature: base64url(86), vouched },
          closed,
        ),
      },
      async handler(call) {
        const { challenge, officer, signature, vouched: said } = call.body;
        const answer = {
          challenge: Buffer.from(challenge, 'base64url'),
          signature: Buffer.from(signature, 'base64url'),
          origin: gate.siteOf(call.headers, call.sourceAddress),
          ...{ sourceAddress: call.sourceAddress, sourcePort: call.sourcePort },
        };
        const from = { chain: said.chain, publicKey: said.public_key, ageMs: said.age_ms };
        const object = said.chain;
        call.act.object = object;
        const done = await login.carry(officer, answer, from, ({ id }) =>
          call.recordActs([
            { result: 'done', object, actor: { type: 'officer', id: officer }, session: id },
          ]),
        );
        if (!done.ok) throw refuse(call.act, done);
        const headers = { 'set-cookie': gate.cookie(done.token) };
        return { status: 201, headers, json: describeSession(done.session, done.session.id) };
      },
    }),
  ];
}
