import { latestPage, newId, signatureText } from '@mingjing/host/desk';
import {
  type AnyRoute,
  type CallContext,
  defineRoute,
  Problem,
  pageQueryProperties,
  type Relation,
} from '@mingjing/service';
import type { Document } from '@mingjing/storage';
import Type from 'typebox';
import type { DeskContext } from '../context.ts';
import { type OwnOfficer, ownOfficer, statedBy } from '../own-officer.ts';
import { isInScope, readingScope } from '../reads/scope.ts';
import {
  beginFacts,
  joinFacts,
  stateOf,
  VISIT_PERMITS,
  type Visit,
  visitForm,
  visitParams,
} from './visit.ts';
import type { VisitDesk } from './visit-desk.ts';
import { beginRefusal, joinRefusal, takesPart } from './visit-rules.ts';

const PATH = '/v1/desk/visits';
const signed = Type.Object({ signature: signatureText }, { additionalProperties: false });

/** Visits: begun by one officer, joined by another, ended by either or by the clock. */
export function visitRoutes(context: DeskContext, desk: VisitDesk): AnyRoute[] {
  return [
    listRoute(desk),
    readRoute(desk),
    beginRoute(context, desk),
    joinRoute(context, desk),
    endRoute(context, desk),
  ];
}

function listRoute(desk: VisitDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'visits-listed' },
    summary: 'Visits, latest first',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler({ act, query }) {
      const { items, nextCursor } = await latestPage(desk.visits, query);
      act.counts = [items.length];
      return { json: { items: items.map(visitView), next_cursor: nextCursor } };
    },
  });
}

function readRoute(desk: VisitDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'supervision', event: 'visit-read' },
    summary: 'A visit with both signatures, and what it permits while it is open',
    schema: { params: visitParams },
    async handler({ act, params: { id } }) {
      act.object = id;
      return { json: visitView({ id, value: await known(desk, id) }) };
    },
  });
}

function beginRoute(context: DeskContext, desk: VisitDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'visit-begun' },
    summary:
      'Begins a visit under the number of an inspection notice; it waits for the second officer',
    schema: { body: visitForm },
    handler: ({ assertMay, body, identity, recordActs }) =>
      context.shelf.inTurn(async () => {
        const now = context.now();
        const comer = comerOf(context, identity);
        assertMay(scopeRelation(context, comer, body.organisation));
        const refusal = beginRefusal(body, comer, desk.underWay, now);
        if (refusal !== undefined) throw new Problem(409, refusal);
        if (desk.isFull) throw new Problem(409, 'visits-full');
        statedBy(context.host, comer, 'visit-begin', beginFacts(body), body.signature);
        const id = newId(now);
        const visit: Visit = {
          ...{ noticeNumber: body.notice_number, organisation: body.organisation },
          ...{ endsAt: body.ends_at, joined: null, ended: null },
          begun: attendanceOf(comer, now, body.signature),
        };
        await recordActs([{ result: 'done', object: id }]);
        await desk.keep(id, visit);
        return { status: 201, json: visitView({ id, value: visit }) };
      }),
  });
}

function joinRoute(context: DeskContext, desk: VisitDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/join`,
    policy: 'bound',
    act: { source: 'supervision', event: 'visit-joined' },
    summary: 'Joins a visit as its second officer, by his own session and key: it is open then',
    schema: { params: visitParams, body: signed },
    handler: ({ act, assertMay, body, identity, params: { id }, recordActs }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const visit = await known(desk, id);
        const comer = comerOf(context, identity);
        assertMay(relationTo(context, comer, visit));
        const refusal = joinRefusal(visit, comer, desk.underWay);
        if (refusal !== undefined) throw new Problem(409, refusal);
        statedBy(context.host, comer, 'visit-join', joinFacts(id, visit), body.signature);
        const joined = attendanceOf(comer, context.now(), body.signature);
        await recordActs([{ result: 'done' }]);
        await desk.keep(id, { ...visit, joined });
        return { json: visitView({ id, value: { ...visit, joined } }) };
      }),
  });
}

function endRoute(context: DeskContext, desk: VisitDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/end`,
    policy: 'bound',
    act: { source: 'supervision', event: 'visit-ended' },
    summary: 'Ends a visit; either of its officers does',
    schema: { params: visitParams },
    handler: ({ act, assertMay, identity, params: { id }, recordActs }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const visit = await known(desk, id);
        const comer = comerOf(context, identity);
        const { officer } = comer;
        assertMay(relationTo(context, comer, visit));
        if (stateOf(visit) === 'ended') throw new Problem(409, 'visit-over');
        const ended = { at: context.now(), reason: 'by-officer', by: officer };
        await recordActs([{ result: 'done' }]);
        await desk.keep(id, { ...visit, ended });
        return { json: visitView({ id, value: { ...visit, ended } }) };
      }),
  });
}

async function known(desk: VisitDesk, id: string): Promise<Visit> {
  const visit = await desk.find(id);
  if (visit === undefined) throw new Problem(404, 'visit-unknown');
  return visit;
}

type Comer = OwnOfficer & { readonly session: string };

function comerOf({ host }: DeskContext, identity: CallContext['identity']): Comer {
  return { ...ownOfficer(host, identity), session: identity.session?.id ?? '' };
}

/** Whether the caller may visit an organisation, as his scope is now. */
function scopeRelation({ host }: DeskContext, { officer }: Comer, organisation: string): Relation {
  const { registry } = host.replica.chain.state;
  const scope = readingScope(registry, officer);
  if (scope === undefined) throw new Problem(403, 'scope-not-appointed');
  return isInScope(registry, scope, organisation) ? 'organisation' : 'foreign';
}

function relationTo(context: DeskContext, comer: Comer, visit: Visit): Relation {
  if (takesPart(visit, comer.officer)) return 'own';
  return scopeRelation(context, comer, visit.organisation);
}

function attendanceOf({ officer, session }: Comer, at: number, signature: string) {
  return { officer, session, at, signature };
}

function visitView({ id, value }: Document<Visit>) {
  const { noticeNumber, organisation, endsAt, begun, joined, ended } = value;
  const state = stateOf(value);
  return {
    ...{ id, state, notice_number: noticeNumber, organisation, ends_at: endsAt },
    begun: attendanceView(begun),
    joined: joined && attendanceView(joined),
    ended,
    permits: state === 'open' ? VISIT_PERMITS : [],
  };
}

function attendanceView({ officer, at, signature }: Visit['begun']) {
  return { officer, at, signature };
}
