// The routes and commands of accounts in the walk, which itself knows no keys and no codes.
import { join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import { type AnyRoute, routeName } from '@mingjing/service';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { walkDesks } from './desk-walk.ts';
import type { TestNetwork } from './network.ts';

/** Who logs in at a walked program. */
const ROLES = ['audit-admin', 'security-admin', 'system-admin', 'reviewer', 'duty', 'disclosure'];
const SUPERVISION_OFFICERS = ['inspector-1', 'inspector-2'] as const;

/** Where the routes of a program are asked, and what was asked of it. */
interface Entered {
  readonly host: { readonly nodeId: string; readonly control: string };
  readonly routes: readonly AnyRoute[];
  readonly baseUrl: string;
  readonly asked: { readonly route: AnyRoute | undefined; readonly status: number }[];
}

/** Routes that only somebody with a key, a code, a cookie or a session's name can ask well. */
export function isOfAccounts({ path }: AnyRoute): boolean {
  return /^\/v1\/(accounts|enrolment|sessions?)(\/|$)/.test(path);
}

/**
 * Officers enrol and log in and do their work at their desks; then one logs out, and the session
 * of another is ended.
 */
export async function enterOffices(network: TestNetwork, entered: Entered): Promise<void> {
  const { asked, host, routes } = entered;
  const officers =
    host.nodeId === 'supervision' ? SUPERVISION_OFFICERS : ROLES.map((role) => `jia-${role}`);
  const reached = {
    baseUrl: entered.baseUrl.replace('127.0.0.1', 'localhost'),
    control: host.control,
  };
  const folder = join(network.testnet.genesisFile, '..');
  const names: string[] = [];
  const enter = async (id: string) => {
    const cookie = await new TestOfficer(folder, id).login(reached);
    names.push('POST /v1/accounts/invitations', 'POST /v1/enrolment/challenge');
    names.push('POST /v1/enrolment', 'POST /v1/session/challenge', 'POST /v1/session');
    return cookie;
  };
  const cookies = new Map<string, string>();
  for (const id of officers) cookies.set(id.replace('jia-', ''), await enter(id));
  await walkDesks({ ...entered, ...reached, cookies, folder });
  const [[first = '', cookie = ''] = [], [second] = []] = [...cookies];
  const read = await fetch(`${reached.baseUrl}/v1/session`, { headers: { cookie } });
  if (!read.ok) throw new Error(`the session of ${first} is not read`);
  await new AccountClient({ baseUrl: reached.baseUrl, cookie }).logout();
  const home = new AccountClient(reached);
  const sessions = await home.list('sessions');
  const session = sessions.find(({ officer }) => String(officer).endsWith(String(second)));
  await home.endSession(String(session?.['id']));
  await home.list('accounts');
  names.push('GET /v1/session', 'DELETE /v1/session', 'GET /v1/sessions');
  names.push('DELETE /v1/sessions/:id', 'GET /v1/accounts');
  for (const name of names) {
    const route = routes.find((each) => routeName(each) === name);
    if (route === undefined) throw new Error(`no route ${name}`);
    asked.push({ route, status: 200 });
  }
}

/** What the commands of accounts are run with at a node of the second organisation. */
export function accountRuns(network: TestNetwork, home: string, file: (name: string) => string) {
  const key = join(network.testnet.genesisFile, '..', 'officers', 'yi-audit-admin.json');
  const proof = { home, key, code: '000000' };
  const session = file('no-session');
  return {
    'account invite': { args: ['yi-audit-admin'], options: { home } },
    'account enrol': { args: ['no-link'], options: proof },
    'account login': { args: ['yi-audit-admin'], options: { ...proof, session } },
    'account logout': { options: { session } },
    'account sessions': { options: { home } },
    'account list': { options: { home } },
  };
}

/** How these end, and the entries that they leave, each once. */
export const ACCOUNT_OUTCOMES = {
  ...{ 'account invite': 'done', 'account sessions': 'done', 'account list': 'done' },
  ...{ 'account enrol': 'invitation-malformed', 'account login': 'account-missing' },
  'account logout': 'NO_SESSION_FILE',
};
export const ACCOUNT_EVENTS = [
  ...['account-invited', 'sessions-listed', 'accounts-listed', 'login-begun'],
];
