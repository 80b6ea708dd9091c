import {
  type AnyRoute,
  defineRoute,
  encodeCursor,
  Problem,
  pageQueryProperties,
  parseCursor,
} from '@mingjing/service';
import Type from 'typebox';
import { alarmView, nodesOf, situationOf } from '../reading/situation.ts';
import type { ConsoleContext } from './context.ts';

/** The first screen: three statements, nodes, alarms, and what changes. Each read is an act. */
export function situationRoutes(context: ConsoleContext): AnyRoute[] {
  const { host, observer, alarms, feed, login } = context;
  const read = { method: 'GET', policy: 'bound' } as const;
  const { oversight } = observer;
  return [
    defineRoute({
      ...read,
      path: '/v1/situation',
      act: { source: 'supervision', event: 'situation-read' },
      summary: 'The three statements with their numbers',
      handler: () => ({ json: situationOf(host, observer, Date.now()) }),
    }),
    defineRoute({
      ...read,
      path: '/v1/validators',
      act: { source: 'supervision', event: 'validators-read' },
      summary: 'Signed tips of all nodes and how they compare with what was verified here',
      handler: () => ({ json: { items: nodesOf(oversight.judgement(Date.now())) } }),
    }),
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
    defineRoute({
      ...read,
      path: '/v1/events',
      act: { source: 'supervision', event: 'events-opened' },
      summary: 'What changes, as server-sent events: situation, records, alarm',
      answerMediaType: 'text/event-stream',
      handler: ({ headers, identity: { session } }) => {
        const last = headers['last-event-id'];
        const events = feed.open(typeof last === 'string' ? last : undefined);
        if (session === undefined) return { events };
        events.once(
          'close',
          login.attend(session, () => events.push(null)),
        );
        return { events };
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
