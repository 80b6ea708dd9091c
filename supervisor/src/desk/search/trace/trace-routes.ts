import { type AnyRoute, type CallContext, defineRoute, Problem } from '@mingjing/service';
import Type, { type Static } from 'typebox';
import type { DeskContext } from '../../context.ts';
import { assertOrganisation } from '../record-search-routes.ts';
import { DEPTH_MAX } from './graph.ts';
import { type IssuedTrace, issueTrace } from './issue-trace.ts';
import { type TraceAsk, Tracer } from './tracer.ts';

const DEPTH_DEFAULT = 2;
const NAME_CHARS_MAX = 256;
/** Traces that are put together at once: each reads blocks and proofs for many nodes. */
const RUNNING_MAX = 2;

const time = Type.Optional(Type.Integer({ minimum: 0 }));
const traceQuery = Type.Object(
  {
    start: Type.Union(
      (['record', 'user', 'organisation', 'content', 'subject', 'period'] as const).map((each) =>
        Type.Literal(each),
      ),
    ),
    name: Type.String({ maxLength: NAME_CHARS_MAX, default: '' }),
    depth: Type.Integer({ minimum: 1, maximum: DEPTH_MAX, default: DEPTH_DEFAULT }),
    ...{ from: time, to: time },
  },
  { additionalProperties: false },
);

/** What a record, user, organisation, content or subject is connected with; each is an act. */
export function traceRoutes(context: DeskContext): AnyRoute[] {
  let running = 0;
  const traced = async (call: CallContext, ask: TraceAsk): Promise<IssuedTrace> => {
    if (running >= RUNNING_MAX) throw new Problem(503, 'trace-busy');
    running += 1;
    try {
      return await trace(context, call, ask);
    } finally {
      running -= 1;
    }
  };
  const shared = { policy: 'bound', schema: { query: traceQuery } } as const;
  return [
    defineRoute({
      ...{ ...shared, method: 'GET', path: '/v1/desk/search/trace' },
      act: { source: 'supervision', event: 'trace-read' },
      summary: 'What is connected with a record, user, organisation, content or subject',
      async handler(call) {
        const { facts } = await traced(call, askOf(call.query));
        return { json: { ...facts.statement, shown: facts.shown, stated: facts.stated } };
      },
    }),
    defineRoute({
      ...{ ...shared, method: 'GET', path: '/v1/desk/search/trace/bundle' },
      act: { source: 'supervision', event: 'trace-exported' },
      summary: 'The same with its proofs, signed, for proof check offline',
      answerMediaType: 'application/octet-stream',
      async handler(call) {
        const { bundle } = await traced(call, askOf(call.query));
        const name = `trace-${context.host.replica.chain.height}.mjtrace`;
        return {
          bytes: bundle,
          headers: { 'content-disposition': `attachment; filename="${name}"` },
        };
      },
    }),
  ];
}

async function trace(
  { host, now, reads }: DeskContext,
  call: CallContext,
  ask: TraceAsk,
): Promise<IssuedTrace> {
  const reader = reads.of(call);
  reader.about(JSON.stringify(ask));
  if (ask.start === 'organisation') assertOrganisation(host, reader, ask.name);
  if (ask.start === 'period') assertOrganisation(host, reader, undefined);
  if (ask.start !== 'period' && ask.name === '') throw new Problem(400, 'trace-name-missing');
  const tracer = new Tracer(host, reader, ask);
  // What is not there and what he may not see look the same to a reader.
  if (!(await tracer.follow(ask))) throw new Problem(404, 'trace-nothing');
  const issued = await issueTrace(host, tracer, ask, now());
  if (typeof issued === 'string') throw new Problem(503, issued);
  call.act.counts = [issued.facts.statement.nodes.length, issued.facts.statement.edges.length];
  return issued;
}

function askOf({ depth, from, name, start, to }: Static<typeof traceQuery>): TraceAsk {
  return {
    ...{ start, name, depth },
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
