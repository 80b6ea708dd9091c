import { ROLE_NAMES } from '@mingjing/protocol';
import { type AccessTable, type AnyRoute, defineRoute, only, Problem } from '@mingjing/service';
import type { AgendaSource } from '../agenda.ts';
import type { ManagementContext } from '../context.ts';
import { dayOf, startOf } from './shanghai-days.ts';
import { calendarForm, calendarRefusal, firstUntold, type WorkCalendars } from './work-calendar.ts';

const PATH = '/v1/management/calendar';
/** The State Council announces a year in November. */
const ASKED_AHEAD_DAYS = 30;

/** Who counts terms sees by what they are counted; what was announced one officer tells. */
export const CALENDAR_ACCESS: AccessTable = {
  [`GET ${PATH}`]: only('home', ...ROLE_NAMES.filter((role) => role !== 'supervision-officer')),
  [`POST ${PATH}/years`]: only('security-admin'),
};

export function calendarRoutes({ shelf }: ManagementContext, calendars: WorkCalendars): AnyRoute[] {
  return [
    defineRoute({
      method: 'GET',
      path: PATH,
      policy: 'bound',
      act: { source: 'access', event: 'calendar-read' },
      summary: 'Working days and holidays by which terms are counted',
      handler: () => ({ json: { years: [...calendars.current.values()] } }),
    }),
    defineRoute({
      method: 'POST',
      path: `${PATH}/years`,
      policy: 'bound',
      act: { source: 'admin', event: 'calendar-year-told' },
      summary: 'Tells the program a year as the State Council announced it',
      schema: { body: calendarForm },
      handler: ({ act, body, recordActs }) =>
        shelf.inTurn(async () => {
          act.object = String(body.year);
          const reason = calendarRefusal(body);
          if (reason !== undefined) {
            throw new Problem(400, 'calendar-refused', { members: { reason } });
          }
          await recordActs([{ result: 'done' }]);
          await calendars.tell(body);
          return { status: 201, json: calendars.current.get(body.year) };
        }),
    }),
  ];
}

/** A year that is only projected waits for somebody who tells it. */
export function calendarAgenda(calendars: WorkCalendars): AgendaSource {
  return {
    area: 'calendar',
    due(now) {
      const year = firstUntold(calendars.current, dayOf(now), ASKED_AHEAD_DAYS);
      if (year === undefined) return [];
      const item = { area: 'calendar', kind: 'year-projected', roles: ['security-admin'] as const };
      return [{ ...item, reference: String(year), dueAt: startOf(`${year}-01-01`) }];
    },
  };
}
