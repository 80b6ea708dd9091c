import Type from 'typebox';
import { Problem } from '../http/problem.ts';
import { type AnyRoute, type CallContext, defineRoute } from '../http/route.ts';
import { ownIf } from './access.ts';
import { officerName, refuse } from './account-refusals.ts';
import type { Accounts } from './accounts.ts';
import type { Gate } from './gate.ts';
import type { Session } from './sessions.ts';

/** Sessions, and accounts as their program's people see them. */
export function sessionRoutes(accounts: Accounts, gate: Gate): AnyRoute[] {
  return [
    ...ownSessionRoutes(accounts, gate),
    ...sessionListRoutes(accounts),
    ...accountListRoutes(accounts),
  ];
}

function ownSessionRoutes({ login }: Accounts, gate: Gate): AnyRoute[] {
  const path = '/v1/session';
  return [
    defineRoute({
      method: 'GET',
      path,
      policy: 'bound',
      act: { source: 'auth', event: 'session-read' },
      summary: 'The session of the caller',
      handler: ({ identity }) => {
        const session = ownSession(identity);
        return { json: describeSession(session, session.id) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path,
      policy: 'bound',
      act: { source: 'auth', event: 'logout' },
      summary: 'Logs the caller out',
      async handler({ identity, recordActs }) {
        const { id } = ownSession(identity);
        await recordActs([{ result: 'done' }]);
        login.kill(id);
        return { headers: { 'set-cookie': gate.cookie(undefined) }, json: { ended: id } };
      },
    }),
  ];
}

function sessionListRoutes({ login }: Accounts): AnyRoute[] {
  const path = '/v1/sessions';
  return [
    defineRoute({
      method: 'GET',
      path,
      policy: 'bound',
      act: { source: 'admin', event: 'sessions-listed' },
      summary: 'Sessions of the caller; of all officers for who may end them',
      handler({ act, identity: { session: own }, may }) {
        const seesAll = may('organisation');
        const shown = login.sessions().filter(({ officer }) => seesAll || officer === own?.officer);
        act.counts = [shown.length];
        return { json: { items: shown.map((session) => describeSession(session, own?.id)) } };
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:id`,
      policy: 'bound',
      act: { source: 'admin', event: 'session-killed' },
      summary: 'Ends a session',
      schema: { params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{24}$' }) }) },
      async handler({ act, assertMay, identity, params, recordActs }) {
        act.object = params.id;
        const session = login.session(params.id);
        // Who may end nobody else's learns nothing of what there is.
        const isOwn = session !== undefined && session.officer === identity.session?.officer;
        assertMay(ownIf(isOwn));
        if (session === undefined) throw new Problem(404, 'session-unknown');
        await recordActs([{ result: 'done', subject: session.officer }]);
        login.kill(session.id);
        return { json: { ended: session.id } };
      },
    }),
  ];
}

function accountListRoutes({ enrolment, views }: Accounts): AnyRoute[] {
  const path = '/v1/accounts';
  return [
    defineRoute({
      method: 'GET',
      path,
      policy: 'bound',
      act: { source: 'admin', event: 'accounts-listed' },
      summary: 'Who may log in here, and whose account or second factor is out of date',
      handler({ act }) {
        const items = views().map(({ account, standing, lockedForMs, credentialDaysLeft }) => ({
          ...{ officer: account.officer, role: account.role, standing },
          second_factor: account.factor.kind,
          enrolled_at: account.enrolledAt,
          logged_in_at: account.loggedInAt === 0 ? null : account.loggedInAt,
          locked_for_ms: lockedForMs,
          credential_days_left: credentialDaysLeft,
        }));
        act.counts = [items.length];
        return { json: { items } };
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/invitations`,
      policy: 'bound',
      act: { source: 'admin', event: 'account-invited' },
      summary: 'Makes the link with which one officer enrols once',
      schema: { body: Type.Object({ officer: officerName }, { additionalProperties: false }) },
      async handler({ act, body }) {
        act.object = body.officer;
        const invited = await enrolment.invite(body.officer);
        if (!invited.ok) throw refuse(act, invited);
        const { officer, role, token, expiresAt } = invited;
        return { status: 201, json: { officer, role, token, expires_at: expiresAt } };
      },
    }),
  ];
}

function ownSession({ session }: CallContext['identity']): Session {
  if (session === undefined) throw new Problem(404, 'session-unknown');
  return session;
}

/** A session as lists show it; what opens it is in its cookie alone. */
export function describeSession(session: Session, ownId: string | undefined) {
  const { id, officer, role, startedAt, sourceAddress, seenMs, startedMs } = session;
  return {
    ...{ id, officer, role, started_at: startedAt, source_address: sourceAddress },
    last_seen_at: startedAt + Math.round(seenMs - startedMs),
    is_own: id === ownId,
    ...(session.carriedFrom === undefined ? {} : { carried_from: session.carriedFrom }),
  };
}
