import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ManagementContext } from '../context.ts';
import { STATISTICS_DAYS_MAX } from './limits.ts';
import type { Screening } from './screening.ts';
import { settingsForm } from './settings.ts';
import { dayOf } from './statistics.ts';

const SETTINGS_PATH = '/v1/screening/settings';
const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_DEFAULT = 30;
const day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

/** How this node reviews, and what its rules did. */
export function screeningRoutes(context: ManagementContext, screening: Screening): AnyRoute[] {
  return [
    statisticsRoute(context, screening),
    settingsRoute(screening),
    changeRoute(context, screening),
  ];
}

function statisticsRoute({ now }: ManagementContext, { days }: Screening): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/screening/statistics',
    policy: 'bound',
    act: { source: 'access', event: 'screening-statistics-read' },
    summary: 'How often each rule refused, held and flagged, by day (China time)',
    schema: {
      query: Type.Object(
        { from: Type.Optional(day), to: Type.Optional(day) },
        { additionalProperties: false },
      ),
    },
    async handler({ act, query }) {
      const to = query.to ?? dayOf(now());
      const from = query.from ?? dayOf(now() - DAYS_DEFAULT * DAY_MS);
      if (from > to) throw new Problem(400, 'days-reversed');
      const found = await days.between(from, to, STATISTICS_DAYS_MAX);
      act.counts = [found.length];
      return { json: { from, to, days: found.map(({ id, value }) => ({ day: id, ...value })) } };
    },
  });
}

function settingsRoute({ settings }: Screening): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: SETTINGS_PATH,
    policy: 'bound',
    act: { source: 'access', event: 'screening-settings-read' },
    summary: 'Categories that need a reviewer, samples, and the time that a review may take',
    handler: () => ({ json: settings.current }),
  });
}

function changeRoute({ shelf }: ManagementContext, { settings }: Screening): AnyRoute {
  return defineRoute({
    method: 'PUT',
    path: SETTINGS_PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'screening-settings-changed' },
    summary: 'Changes how this node reviews',
    schema: { body: settingsForm },
    handler: ({ body, recordActs }) =>
      shelf.inTurn(async () => {
        const { reviewed_categories: categories, sample_every: every, review_hours: hours } = body;
        const object = `categories ${categories.join(',')}`.slice(0, 200);
        await recordActs([{ result: 'done', object, counts: [every, hours] }]);
        await settings.change(body);
        return { json: settings.current };
      }),
  });
}
