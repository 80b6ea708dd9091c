import {
  type AnyRoute,
  defineRoute,
  encodeCursor,
  Problem,
  pageQueryProperties,
  parseCursor,
} from '@mingjing/service';
import Type from 'typebox';
import { alarmView } from '../reading/situation.ts';
import type { ConsoleContext } from './context.ts';

/** Alarms as the file has them. Each read is an act. */
export function alarmRoutes({ alarms }: Pick<ConsoleContext, 'alarms'>): AnyRoute[] {
  const read = { method: 'GET', policy: 'bound' } as const;
  return [
    defineRoute({
      ...read,
      path: '/v1/alarms',
      act: { source: 'supervision', event: 'alarms-read' },
      summary: 'All alarms there ever were, newest first',
      schema: {
        query: Type.Object({
          ...pageQueryProperties,
          state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('cleared')])),
        }),
      },
      handler: ({ query }) => {
        const before = numberOf(query.cursor);
        const wanted = alarms
          .all()
          .filter(({ state }) => query.state === undefined || state === query.state)
          .filter(({ id }) => before === undefined || numberOfId(id) < before)
          .sort((a, b) => numberOfId(b.id) - numberOfId(a.id));
        const items = wanted.slice(0, query.limit);
        const last = items.at(-1);
        const hasMore = wanted.length > items.length && last !== undefined;
        const nextCursor = hasMore ? encodeCursor(String(numberOfId(last.id))) : null;
        return { json: { items: items.map(alarmView), next_cursor: nextCursor } };
      },
    }),
  ];
}

function numberOfId(id: string): number {
  return Number(id.slice('alarm-'.length));
}

function numberOf(cursor: string | undefined): number | undefined {
  const position = parseCursor(cursor);
  if (position === undefined) return undefined;
  if (!/^[1-9][0-9]{0,14}$/.test(position)) throw new Problem(400, 'bad-cursor');
  return Number(position);
}
