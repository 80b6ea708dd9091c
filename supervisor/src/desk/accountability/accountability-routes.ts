import { officerId, oneOf } from '@mingjing/host/desk';
import {
  type AnyRoute,
  defineRoute,
  encodeCursor,
  Problem,
  pageQueryProperties,
  parseCursor,
} from '@mingjing/service';
import Type from 'typebox';
import type { DeskContext } from '../context.ts';
import { PURPOSES } from '../reads/purpose.ts';
import type { DayCounts } from './day-counts.ts';
import type { ReadEntry } from './read-entry.ts';
import type { ReadLedger } from './read-ledger.ts';
import { witnessesOf } from './witnesses.ts';

/** Half a year and some days, as long as everything else is kept. */
const DAYS_MAX = 190;
const daysQuery = Type.Object(
  { days: Type.Integer({ minimum: 1, maximum: DAYS_MAX, default: 30 }) },
  { additionalProperties: false },
);
const PATH = '/v1/desk/accountability';

/** What this node read of others, told to everybody in numbers and to the authority by name. */
export function accountabilityRoutes({ host }: DeskContext, ledger: ReadLedger): AnyRoute[] {
  return [
    countsRoute(ledger),
    daysRoute(ledger),
    readsRoute(ledger),
    defineRoute({
      method: 'GET',
      path: `${PATH}/witnesses`,
      policy: 'bound',
      act: { source: 'supervision', event: 'own-witnesses-read' },
      summary: 'Who on the chain witnessed the journal of this node, and when',
      handler: async () => ({ json: { items: await witnessesOf(host) } }),
    }),
  ];
}

function countsRoute(ledger: ReadLedger): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/accountability/counts',
    policy: 'public',
    act: { source: 'access', event: 'read-counts-read' },
    summary: 'How often this node read about subjects, by day and purpose: numbers only',
    schema: { query: daysQuery },
    async handler({ query }) {
      const days = await ledger.days(query.days);
      return { json: { items: days.map(({ day, counts }) => ({ day, ...publicView(counts) })) } };
    },
  });
}

function daysRoute(ledger: ReadLedger): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/days`,
    policy: 'bound',
    act: { source: 'supervision', event: 'own-read-days-read' },
    summary: 'Own reads by day: by officer, purpose and order',
    schema: { query: daysQuery },
    async handler({ query }) {
      const days = await ledger.days(query.days);
      const items = days.map(({ day, counts }) => ({
        ...{ day, ...publicView(counts) },
        ...{ by_officer: counts.byOfficer, by_order: counts.byOrder },
      }));
      return { json: { items } };
    },
  });
}

function readsRoute(ledger: ReadLedger): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/reads`,
    policy: 'bound',
    act: { source: 'supervision', event: 'own-reads-read' },
    summary: 'Own reads one by one, latest first, each with the number of its entry',
    schema: {
      query: Type.Object(
        {
          ...pageQueryProperties,
          officer: Type.Optional(officerId),
          purpose: Type.Optional(oneOf([...PURPOSES, 'self-check'])),
          order: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
        },
        { additionalProperties: false },
      ),
    },
    async handler({ act, query }) {
      const { items, next } = await ledger.reads(query, indexOf(query.cursor), query.limit);
      act.counts = [items.length];
      const cursor = next === 0 ? null : encodeCursor(String(next));
      return { json: { items: items.map(readView), next_cursor: cursor } };
    },
  });
}

function indexOf(cursor: string | undefined): number | undefined {
  const position = parseCursor(cursor);
  if (position === undefined) return undefined;
  if (!/^[1-9][0-9]{0,14}$/.test(position)) throw new Problem(400, 'bad-cursor');
  return Number(position);
}

function publicView({ reads, byPurpose, byOrder }: DayCounts) {
  return { reads, by_purpose: byPurpose, orders: Object.keys(byOrder).length };
}

function readView({ index, actor, order, ...read }: ReadEntry) {
  return { entry: `supervision/${index}`, officer: actor, order: order || null, ...read };
}
