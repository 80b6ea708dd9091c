// The access table of a chain node, every cell of it, against a running node.
import { AccountClient } from '@mingjing/client';
import { type Caller, mayAsk, routeName } from '@mingjing/service';
import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { ACCOUNT_ROLES, NODE_ACCESS } from '../src/api/access-table.ts';
import type { RunningNode } from '../src/program.ts';
import {
  askAll,
  askRelations,
  type Callers,
  type Cell,
  codeOf,
  routesByRelation,
} from './access-cells.ts';
import { accessDocument } from './access-document.ts';
import { reachedAt } from './logged-in.ts';
import { plantThings, RELATION_FIXTURES, USER_ABROAD } from './planted-things.ts';
import { StaffedNode } from './staffed-node.ts';

/** What is asked here with sessions that there are. */
const APART = ['DELETE /v1/session', 'DELETE /v1/sessions/:id', 'GET /v1/sessions'];

let staffed: StaffedNode;
let node: RunningNode;
let callers: Callers;
const asked: Cell[] = [];

beforeAll(async () => {
  plantThings();
  staffed = await StaffedNode.start('access');
  vi.restoreAllMocks();
  ({ running: node, callers } = staffed);
});
afterAll(() => staffed?.stop());

const isAct = ({ policy }: { readonly policy: string }) =>
  policy === 'public' || policy === 'bound';

describe('the access table of a chain node', () => {
  it('has a line for each route that is an act, and no other', () => {
    const names = node.routes.filter(isAct).map(routeName);
    expect(Object.keys(NODE_ACCESS).sort()).toEqual(names.sort());
  });

  it('is what the running node does, in every cell', async () => {
    const { baseUrl } = reachedAt(node);
    const cells = await askAll(baseUrl, node.routes, NODE_ACCESS, callers, APART);
    expect(cells.filter(({ entered, expected }) => entered !== expected)).toEqual([]);
    // Every line of the table with every caller that a chain node can have, and none left out.
    const lines = Object.keys(NODE_ACCESS).length - APART.length;
    expect(cells).toHaveLength(lines * Object.keys(callers).length);
    asked.push(...cells);
    expect(Object.keys(callers)).toHaveLength(ACCOUNT_ROLES.length + 2);
  });

  it('is what the running node does with things of every relation', async () => {
    const { registry } = node.host.replica.chain.state;
    const abroad = { ...registry.get('user', 'user-1'), id: USER_ABROAD, organisation: 'yi' };
    const get = registry.get.bind(registry);
    vi.spyOn(registry, 'get').mockImplementation((kind, key) =>
      kind === 'user' && key === USER_ABROAD ? (abroad as never) : get(kind, key),
    );
    const { baseUrl } = reachedAt(node);
    const cells = await askRelations(baseUrl, NODE_ACCESS, RELATION_FIXTURES, callers);
    vi.restoreAllMocks();
    expect(cells.filter(({ entered, expected }) => entered !== expected)).toEqual([]);
    // A line that tells things apart has things to be asked about, and none is asked in vain.
    const routes = [...Object.keys(RELATION_FIXTURES), ...APART.slice(1)];
    expect(routesByRelation(NODE_ACCESS).sort()).toEqual(routes.sort());
    for (const route of Object.keys(RELATION_FIXTURES)) {
      const entered = cells.filter((cell) => cell.route === route).map((cell) => cell.entered);
      expect(new Set(entered), route).toEqual(new Set([true, false]));
    }
    asked.push(...cells);
  });

  it('is written down as it is, with the number of cells', async () => {
    const title = 'Access table of a chain node';
    const text = accessDocument({ title, table: NODE_ACCESS, cells: asked, apart: APART });
    await expect(text).toMatchFileSnapshot('../../docs/spec/access-node.md');
  });

  it('has no account for whom it names nowhere', async () => {
    const { baseUrl, control } = reachedAt(node);
    const invite = (id: string) => new AccountClient({ baseUrl, control }).invite(id);
    await expect(invite('inspector-1')).rejects.toMatchObject({ code: 'officer-unknown' });
    await expect(invite('yi-audit-admin')).rejects.toMatchObject({ code: 'officer-unknown' });
    const rules = Object.values(NODE_ACCESS).filter((rule) => !mayAsk(rule, 'nobody', 'own'));
    expect(rules.some((rule) => mayAsk(rule, 'supervision-officer', 'own'))).toBe(false);
  });

  test.each<[route: string, caller: Caller, entered: boolean]>([
    ['GET /v1/journal/search', 'nobody', false],
    ['GET /v1/journal/search', 'system-admin', false],
    ['GET /v1/journal/search', 'reviewer', false],
    ['GET /v1/journal/search', 'audit-admin', true],
    ['POST /v1/maintenance/backup', 'audit-admin', false],
    ['POST /v1/maintenance/backup', 'system-admin', true],
    ['POST /v1/accounts/invitations', 'system-admin', false],
    ['POST /v1/journal/export', 'nobody', false],
    ['GET /v1/status', 'nobody', true],
  ])('says of %s and %s: %s', async (name, caller, entered) => {
    const route = node.routes.find((each) => routeName(each) === name);
    if (route === undefined) throw new Error(`no route ${name}`);
    const code = await codeOf(reachedAt(node).baseUrl, route, callers[caller] ?? {});
    expect(['login-required', 'role-required'].includes(code)).toBe(!entered);
  });
});

describe('sessions', () => {
  const list = (headers: Readonly<Record<string, string>>) =>
    fetch(`${reachedAt(node).baseUrl}/v1/sessions`, { headers }).then(
      async (answer) =>
        ((await answer.json()) as { items?: { id: string; officer: string; is_own: boolean }[] })
          .items,
    );
  const end = (id: string, headers: Readonly<Record<string, string>>) =>
    codeOf(reachedAt(node).baseUrl, { method: 'DELETE', path: `/v1/sessions/${id}` }, headers);

  it('are shown to their own officers, and all to whom the table names', async () => {
    const sees = async (caller: Caller) => (await list(callers[caller] ?? {}))?.length;
    expect(await sees('nobody')).toBeUndefined();
    expect([await sees('home'), await sees('system-admin')]).toEqual([6, 6]);
    for (const role of ACCOUNT_ROLES.slice(1)) expect(await sees(role)).toBe(1);
  });

  it('are over at once when the chain revokes their officer', async () => {
    const { registry } = node.host.replica.chain.state;
    const officer = registry.get('officer', 'jia-disclosure');
    const headers = callers.disclosure ?? {};
    expect(await list(headers)).toHaveLength(1);
    const get = registry.get.bind(registry);
    vi.spyOn(registry, 'get').mockImplementation((kind, key) =>
      key === 'jia-disclosure' ? ({ ...officer, revokedHeight: 1 } as never) : get(kind, key),
    );
    const session = { method: 'GET', path: '/v1/session' } as const;
    expect(await codeOf(reachedAt(node).baseUrl, session, headers)).toBe('session-over');
    vi.restoreAllMocks();
    expect(await codeOf(reachedAt(node).baseUrl, session, headers)).toBe('session-over');
  });

  it('are ended by their own officers, and all by whom the table names', async () => {
    const all = (await list(callers.home ?? {})) ?? [];
    const idOf = (role: string) => all.find(({ officer }) => officer === `jia-${role}`)?.id ?? '';
    for (const role of ACCOUNT_ROLES.slice(1, -1)) {
      expect(await end(idOf('system-admin'), callers[role] ?? {}), role).toBe('role-required');
    }
    expect(await end(idOf('duty'), callers.nobody ?? {})).toBe('login-required');
    expect(await end(idOf('duty'), callers['system-admin'] ?? {})).toBe('');
    expect(await end(idOf('reviewer'), callers.home ?? {})).toBe('');
    for (const role of ['audit-admin', 'security-admin'] as const) {
      expect(await end(idOf(role), callers[role] ?? {}), role).toBe('');
    }
    const out = await codeOf(
      reachedAt(node).baseUrl,
      { method: 'DELETE', path: '/v1/session' },
      callers['system-admin'] ?? {},
    );
    expect(out).toBe('');
    expect(await list(callers.home ?? {})).toEqual([]);
  });
});
