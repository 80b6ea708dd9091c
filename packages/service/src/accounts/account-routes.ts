import Type, { type Static } from 'typebox';
import { type AnyRoute, type CallContext, defineRoute } from '../http/route.ts';
import type { ChallengeAnswer } from './account-parts.ts';
import { officerName, refuse } from './account-refusals.ts';
import type { Accounts } from './accounts.ts';
import { CHALLENGE_MS } from './challenge.ts';
import type { Gate } from './gate.ts';
import { creationOptions, passkeySite, requestOptions } from './passkeys.ts';
import { describeSession } from './session-routes.ts';

/** What a browser says of a passkey has some kilobytes; all else here is short. */
const BODY_BYTES_MAX = 32 * 1024;
const closed = { additionalProperties: false } as const;
const base64url = (length: number) =>
  Type.String({ minLength: length, maxLength: length, pattern: '^[A-Za-z0-9_-]+$' });
/** 38 and 64 bytes. */
const challenge = base64url(51);
const signature = base64url(86);
const token = Type.String({ minLength: 1, maxLength: 128 });
const code = Type.Optional(Type.String({ maxLength: 16 }));
const passkey = Type.Optional(Type.Object({ id: Type.String(), response: Type.Object({}) }));
const proof = { challenge, signature, code, passkey };

/** Enrolling and logging in: open to everybody, since nobody has shown yet who he is. */
export function accountRoutes(accounts: Accounts, gate: Gate): AnyRoute[] {
  return [
    ...enrolmentRoutes(accounts, gate),
    loginChallengeRoute(accounts, gate),
    loginRoute(accounts, gate),
  ];
}

function enrolmentRoutes({ enrolment, settings }: Accounts, gate: Gate): AnyRoute[] {
  const post = { method: 'POST', policy: 'public', bodyBytesMax: BODY_BYTES_MAX } as const;
  return [
    defineRoute({
      ...post,
      path: '/v1/enrolment/challenge',
      act: { source: 'auth', event: 'enrolment-begun' },
      summary: 'What the officer of a link signs, and a new secret for his authenticator',
      schema: { body: Type.Object({ token }, closed) },
      async handler(call) {
        const origin = gate.siteOf(call.headers, call.sourceAddress);
        const begun = enrolment.begin(call.body.token, call.sourceAddress);
        if (!begun.ok) throw refuse(call.act, begun);
        const { officer, role, secret, uri } = begun;
        call.act.object = officer;
        const site = passkeySite(origin);
        const { nodeId, chainId } = settings;
        const options = site && (await creationOptions(site, nodeId, officer, begun.challenge));
        return {
          json: {
            ...{ officer, role, node_id: nodeId, chain_id: chainId, ...asked(begun.challenge) },
            ...{ secret, uri, passkey: options ?? null },
          },
        };
      },
    }),
    defineRoute({
      ...post,
      path: '/v1/enrolment',
      act: { source: 'auth', event: 'account-enrolled' },
      summary: 'Binds an officer’s key and second factor to an account',
      schema: { body: Type.Object({ token, ...proof }, closed) },
      async handler(call) {
        const answer = answerOf(call, gate);
        const done = await enrolment.complete(call.body.token, answer, (officer) =>
          call.recordActs([{ result: 'done', actor: { type: 'officer', id: officer } }]),
        );
        if (!done.ok) throw refuse(call.act, done);
        return { status: 201, json: { officer: done.officer } };
      },
    }),
  ];
}

function loginChallengeRoute({ login, settings }: Accounts, gate: Gate): AnyRoute {
  return defineRoute({
    method: 'POST',
    policy: 'public',
    bodyBytesMax: BODY_BYTES_MAX,
    path: '/v1/session/challenge',
    act: { source: 'auth', event: 'login-begun' },
    summary: 'What an officer signs to log in',
    schema: { body: Type.Object({ officer: officerName }, closed) },
    async handler({ act, body, headers, sourceAddress }) {
      const origin = gate.siteOf(headers, sourceAddress);
      act.object = body.officer;
      const bytes = login.challenge(body.officer);
      const site = passkeySite(origin);
      const { nodeId, chainId } = settings;
      const passkeyOptions = site && (await requestOptions(site, bytes));
      return {
        json: {
          ...{ officer: body.officer, node_id: nodeId, chain_id: chainId, ...asked(bytes) },
          passkey: passkeyOptions ?? null,
        },
      };
    },
  });
}

function loginRoute({ login }: Accounts, gate: Gate): AnyRoute {
  return defineRoute({
    method: 'POST',
    policy: 'public',
    bodyBytesMax: BODY_BYTES_MAX,
    path: '/v1/session',
    act: { source: 'auth', event: 'login' },
    summary: 'Logs an officer in with his key and his second factor',
    schema: { body: Type.Object({ officer: officerName, ...proof }, closed) },
    async handler(call) {
      const { officer } = call.body;
      const done = await login.login(officer, answerOf(call, gate), ({ id }) =>
        call.recordActs([{ result: 'done', actor: { type: 'officer', id: officer }, session: id }]),
      );
      if (!done.ok) throw refuse(call.act, done);
      const headers = { 'set-cookie': gate.cookie(done.token) };
      return { status: 201, headers, json: describeSession(done.session, done.session.id) };
    },
  });
}

const proofSchema = Type.Object(proof);
type Proof = Static<typeof proofSchema>;

function answerOf(
  { body, headers, sourceAddress, sourcePort }: CallContext<unknown, unknown, Proof>,
  gate: Gate,
): ChallengeAnswer {
  const origin = gate.siteOf(headers, sourceAddress);
  return {
    challenge: Buffer.from(body.challenge, 'base64url'),
    signature: Buffer.from(body.signature, 'base64url'),
    ...(body.code === undefined ? {} : { code: body.code }),
    ...(body.passkey === undefined ? {} : { passkey: body.passkey }),
    ...{ origin, sourceAddress, sourcePort },
  };
}

function asked(bytes: Uint8Array) {
  return {
    challenge: Buffer.from(bytes).toString('base64url'),
    expires_in_ms: CHALLENGE_MS,
  };
}
