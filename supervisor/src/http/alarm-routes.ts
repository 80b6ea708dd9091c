import {
  type AnyRoute,
  defineRoute,
  encodeCursor,
  Problem,
  pageQueryProperties,
  parseCursor,
} from '@mingjing/service';
import Type from 'typebox';
import type { AlarmPlace } from '../alarm-places.ts';
import { alarmView } from '../reading/situation.ts';
import type { ConsoleContext } from './context.ts';

/** Alarms as the file has them. Each read is an act. */
export function alarmRoutes({
  alarms,
  dueAt,
}: Pick<ConsoleContext, 'alarms' | 'dueAt'>): AnyRoute[] {
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
          severity: Type.Optional(
            Type.Union([Type.Literal('critical'), Type.Literal('major'), Type.Literal('minor')]),
          ),
          // The one alarm of this id, open or not.
          id: Type.Optional(Type.String({ pattern: '^alarm-[1-9][0-9]{0,14}$' })),
          // Alarms that name this node.
          node: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' })),
        }),
      },
      handler: ({ query }) => {
        const { id, limit, state, severity, node } = query;
        const before = numberOf(query.cursor);
        const isMeant = (alarm: AlarmPlace) =>
          (id === undefined || alarm.id === id) &&
          (state === undefined || (alarm.clearedAt === undefined) === (state === 'open')) &&
          (severity === undefined || alarm.severity === severity) &&
          (node === undefined || alarm.nodes.includes(node)) &&
          (before === undefined || numberOfId(alarm.id) < before);
        const found = alarms.newest(isMeant, limit + 1);
        const items = found.slice(0, limit);
        const last = items.at(-1);
        const hasMore = found.length > items.length && last !== undefined;
        const nextCursor = hasMore ? encodeCursor(String(numberOfId(last.id))) : null;
        const views = items.map((each) => ({ ...alarmView(each), due_at: dueAt(each.id) ?? null }));
        return { json: { items: views, next_cursor: nextCursor } };
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
