import { type AnyRoute, defineRoute } from '@mingjing/service';
import Type from 'typebox';
import { nodesOf, situationOf } from '../reading/situation.ts';
import type { ConsoleContext } from './context.ts';

/** The first screen: three statements, nodes, and what changes. Each read is an act. */
export function situationRoutes(context: ConsoleContext): AnyRoute[] {
  const { host, observer, feed, day } = context;
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
      path: '/v1/day',
      act: { source: 'supervision', event: 'day-read' },
      summary: 'Blocks, records, alarms and own reads of the last 24 hours, by quarters of an hour',
      handler: () => ({ json: day.view(Date.now()) }),
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
      path: '/v1/events',
      act: { source: 'supervision', event: 'events-opened' },
      summary: 'What changes, as server-sent events: situation, day, alarms; also for a wall',
      answerMediaType: 'text/event-stream',
      schema: {
        query: Type.Object(
          { wall: Type.Optional(Type.Boolean()) },
          { additionalProperties: false },
        ),
      },
      handler: ({ headers, query }) => {
        const last = headers['last-event-id'];
        const events = feed.open(typeof last === 'string' ? last : undefined);
        // Nobody sits at a wall, and what is told here is of no person (ADR 050).
        return { events, outlivesIdle: query.wall === true };
      },
    }),
  ];
}
