import { bytesToHex } from '@mingjing/crypto';
import { ROLE_NAMES } from '@mingjing/protocol';
import {
  type AccessTable,
  type AnyRoute,
  anyone,
  defineRoute,
  only,
  Problem,
  pageOf,
  pageQueryProperties,
  parseCursor,
} from '@mingjing/service';
import { LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import { dayOf } from '../calendar/shanghai-days.ts';
import type { ManagementContext } from '../context.ts';
import { newId } from '../new-id.ts';
import { declaredView, factsHash } from './declared.ts';
import { type Filing, filingDoubts, filingForm, filingRefusal } from './filing.ts';
import type { Deadline } from './filing-deadlines.ts';
import { FILINGS_MAX, type FilingDesk } from './filing-desk.ts';

const PATH = '/v1/management/filing';
const STAFF = ROLE_NAMES.filter((role) => role !== 'supervision-officer');

/** What stands on every page everybody may read; one officer tells what was filed. */
export const FILING_ACCESS: AccessTable = {
  'GET /v1/filing': anyone(),
  'GET /v1/filings': anyone(),
  [`GET ${PATH}`]: only('home', ...STAFF),
  [`GET ${PATH}/history`]: only('home', 'system-admin', 'security-admin', 'audit-admin'),
  [`POST ${PATH}`]: only('security-admin'),
};

export interface FilingArea {
  readonly context: ManagementContext;
  readonly desk: FilingDesk;
}

export function filingRoutes(area: FilingArea): AnyRoute[] {
  return [
    footRoute(area),
    declaredRoute(area),
    readRoute(area),
    historyRoute(area),
    tellRoute(area),
  ];
}

function footRoute({ desk }: FilingArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/filing',
    policy: 'public',
    act: { source: 'access', event: 'filing-shown' },
    summary: 'What stands at the foot of every page: operator, numbers, complaint telephone',
    handler() {
      const form = desk.current?.form;
      return {
        json: {
          ...{ operator: form?.operator ?? null, service: form?.service ?? null },
          numbers: form?.numbers ?? { service: null, icp: null, police: null, mlps: null },
          complaint_telephone: form?.complaint_telephone ?? null,
        },
      };
    },
  });
}

function declaredRoute({ context }: FilingArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/filings',
    policy: 'public',
    act: { source: 'access', event: 'filings-listed' },
    summary: 'What every organisation declared on the chain that it filed',
    handler() {
      const { registry } = context.host.replica.chain.state;
      return { json: { items: [...registry.all('filing')].map(declaredView) } };
    },
  });
}

function readRoute({ context, desk }: FilingArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'filing-read' },
    summary: 'What was filed, what is otherwise, and the terms that run',
    handler: () => ({ json: filingView({ context, desk }, context.now()) }),
  });
}

function historyRoute({ desk }: FilingArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/history`,
    policy: 'bound',
    act: { source: 'access', event: 'filing-history-read' },
    summary: 'Every state of the filing, latest first',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler({ act, query }) {
      const past = parseCursor(query.cursor);
      const limit = Math.min(query.limit + 1, LISTED_MAX);
      const range = past === undefined ? {} : { past };
      const found = await desk.states.list({ ...range, reverse: true, limit });
      const { items, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
      act.counts = [items.length];
      const lines = items.map(({ id, value }) => ({ id, ...stateView(value) }));
      return { json: { items: lines, next_cursor: nextCursor } };
    },
  });
}

function tellRoute({ context, desk }: FilingArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'filing-told' },
    summary: 'Tells the program what was filed, in place of what it knew',
    schema: { body: filingForm },
    handler: ({ body, identity, recordActs }) =>
      context.shelf.inTurn(async () => {
        const at = context.now();
        const reason = filingRefusal(body, dayOf(at));
        if (reason !== undefined) throw new Problem(409, reason);
        const states = await desk.states.list({ limit: FILINGS_MAX });
        if (states.length === FILINGS_MAX) throw new Problem(409, 'filings-full');
        const id = newId(at);
        await recordActs([{ result: 'done', object: id }]);
        await desk.keep(id, { form: body, by: identity.actor?.id ?? '', at });
        return { status: 201, json: filingView({ context, desk }, at) };
      }),
  });
}

function filingView({ context, desk }: FilingArea, now: number) {
  const { current } = desk;
  const { chainId } = context.host.replica.chain;
  return {
    filed: current === undefined ? null : stateView(current),
    // What a declaration on the chain carries of it.
    facts_hash: current === undefined ? null : bytesToHex(factsHash(chainId, current.form)),
    doubts: current === undefined ? [] : filingDoubts(current.form),
    observed: desk.observed(),
    differences: desk.differences(),
    differing_since: desk.differingSince,
    deadlines: desk.deadlines(now).map(deadlineView),
  };
}

function stateView({ at, by, form }: Filing) {
  return { ...form, told_by: by, told_at: at };
}

function deadlineView({ by, citation, period, state, term }: Deadline) {
  const { basis = null, day = null, dueAt = null } = term ?? {};
  return { period, state, by, citation, due_day: day, due_at: dueAt, due_basis: basis };
}
