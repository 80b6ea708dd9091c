import { latestPage } from '@mingjing/host/desk';
import { type FormInForce, type HomeForm, phraseFault } from '@mingjing/inspection';
import {
  type AnyRoute,
  type CallContext,
  defineRoute,
  Problem,
  pageQueryProperties,
} from '@mingjing/service';
import type { Document } from '@mingjing/storage';
import Type from 'typebox';
import type { DeskContext } from '../../context.ts';
import { ownOfficer } from '../../own-officer.ts';
import type { Visit } from '../../visits/visit.ts';
import type { VisitDesk } from '../../visits/visit-desk.ts';
import type { Bench } from '../measures/bench.ts';
import {
  beginForm,
  confirmForm,
  type Inspection,
  inspectionParams,
  sealForm,
} from './inspection.ts';
import type { HandInFault, InspectionDesk } from './inspection-desk.ts';
import { inspectionRelation, workRefusal } from './inspection-rules.ts';
import { detailView, headView } from './inspection-view.ts';

const PATH = '/v1/desk/inspections';
/** A bundle with two state proofs and sixty items; far above what a node makes of one. */
const BUNDLE_BYTES_MAX = 4 * 1024 * 1024;

export interface InspectionRoutes {
  readonly context: DeskContext;
  readonly desk: InspectionDesk;
  readonly visits: VisitDesk;
  readonly bench: Bench;
  /** The form that this authority inspects by. */
  form(): Promise<HomeForm>;
}

/** Inspections by visits: begun with a phrase, completed, signed by the other officer, read. */
export function inspectionRoutes(area: InspectionRoutes): AnyRoute[] {
  return [
    listRoute(area),
    readRoute(area),
    beginRoute(area),
    recordRoute(area),
    confirmRoute(area),
    sealRoute(area),
  ];
}

function listRoute({ context: { reads }, desk }: InspectionRoutes): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'inspections-listed' },
    summary: 'Inspections by visits, latest first',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler(call) {
      const { items, nextCursor } = await latestPage(desk.inspections, call.query);
      // A page may be shorter than was asked for: what is beyond his scope is left out.
      const seen = items.filter(({ value }) => reads.seesPapersOf(call, value.organisation));
      call.act.counts = [seen.length];
      return { json: { items: seen.map(headView), next_cursor: nextCursor } };
    },
  });
}

function readRoute(area: InspectionRoutes): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'supervision', event: 'inspection-read' },
    summary: 'An inspection with its form as far as it is filled',
    schema: { params: inspectionParams },
    async handler(call) {
      const { id } = call.params;
      call.act.object = id;
      return { json: await viewed(area, await known(area, call, id)) };
    },
  });
}

function beginRoute(area: InspectionRoutes): AnyRoute {
  const { bench, context, desk } = area;
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'visit-inspection-begun' },
    summary: 'Begins the inspection of an open visit with a phrase; this node measures its items',
    schema: { body: beginForm },
    handler: ({ assertMay, body, identity, recordActs }) =>
      context.shelf.inTurn(async () => {
        const call = { assertMay, identity };
        const { officer, visit } = await atVisit(area, call, { visit: body.visit });
        const fault = phraseFault(body.phrase);
        if (fault !== undefined) throw new Problem(400, `inspection-${fault}`);
        const inForce = readable(await area.form());
        if ((await desk.underWayOf(body.visit)) !== undefined) {
          throw new Problem(409, 'inspection-under-way');
        }
        if (bench.isBusy) throw new Problem(503, 'inspection-busy');
        const officers = [visit.begun, visit.joined].flatMap((each) => each?.officer ?? []);
        const { noticeNumber: notice, organisation } = visit;
        const about = { visit: body.visit, notice, organisation, officers, by: officer };
        const id = await desk.begin({ ...about, phrase: body.phrase, inForce }, (object) =>
          recordActs([{ result: 'done', object }]),
        );
        return { status: 202, json: { id } };
      }),
  });
}

function recordRoute(area: InspectionRoutes): AnyRoute {
  const { context, desk } = area;
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/operator-record`,
    policy: 'bound',
    act: { source: 'supervision', event: 'operator-record-taken' },
    summary: "Takes the bundle of the operator's self-check under the same phrase, if it holds",
    binaryBody: true,
    bodyBytesMax: BUNDLE_BYTES_MAX,
    schema: { params: inspectionParams },
    async handler(call) {
      const { act, bytes, params, recordActs } = call;
      const { id } = params;
      act.object = id;
      // Judged before its turn: the block of the record may still be on its way here.
      const judged = await desk.judge((await worked(area, call, id)).value, bytes);
      if ('kind' in judged) throw handInProblem(judged);
      return context.shelf.inTurn(async () => {
        const { officer, value } = await worked(area, call, id);
        await recordActs([{ result: 'done' }]);
        const changed = await desk.handIn(id, value, judged, officer);
        return { json: await viewed(area, { id, value: changed }) };
      });
    },
  });
}

function confirmRoute(area: InspectionRoutes): AnyRoute {
  const { context, desk } = area;
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/confirmations`,
    policy: 'bound',
    act: { source: 'supervision', event: 'inspection-item-confirmed' },
    summary: 'What an officer of the visit saw of an item, and whether it agrees',
    schema: { params: inspectionParams, body: confirmForm },
    handler: (call) =>
      context.shelf.inTurn(async () => {
        const { act, body, params, recordActs } = call;
        const { agrees, item, saw } = body;
        const { id } = params;
        act.object = id;
        const { officer, value } = await worked(area, call, id);
        const { form } = readable(await area.form());
        const found = form.items.find((each) => each.id === item);
        if (found === undefined) throw new Problem(404, 'inspection-item-unknown');
        if (found.evidence !== 'S') throw new Problem(409, 'inspection-item-not-confirmed');
        const confirmation = { officer, at: context.now(), agrees, saw };
        const confirmations = { ...value.confirmations, [item]: confirmation };
        await recordActs([{ result: 'done', object: `${id} ${item}`, subject: saw }]);
        await desk.keep(id, { ...value, confirmations });
        return { json: await viewed(area, { id, value: { ...value, confirmations } }) };
      }),
  });
}

function sealRoute(area: InspectionRoutes): AnyRoute {
  const { context, desk } = area;
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/seal`,
    policy: 'bound',
    act: { source: 'supervision', event: 'visit-inspection-sealed' },
    summary: 'Ends an inspection: the filled form is signed by this node, for the other officer',
    schema: { params: inspectionParams, body: sealForm },
    handler: (call) =>
      context.shelf.inTurn(async () => {
        const { act, body, params, recordActs } = call;
        const { id } = params;
        act.object = id;
        const { officer, value } = await worked(area, call, id);
        const inForce = readable(await area.form());
        if (inForce.hash !== value.form.hash) throw new Problem(409, 'inspection-seal-other-form');
        await recordActs([{ result: 'done' }]);
        const sealed = await desk.seal(id, value, { foot: body, form: inForce.form, officer });
        if (typeof sealed === 'string') throw new Problem(503, `inspection-seal-${sealed}`);
        return { json: await viewed(area, { id, value: sealed }) };
      }),
  });
}

type WorkCall = Pick<CallContext, 'assertMay' | 'identity'>;

/** The officer of a session with the open visit that he is at, both officers being there. */
async function atVisit(
  { context: { host }, visits }: InspectionRoutes,
  { assertMay, identity }: WorkCall,
  { by, visit: id }: { readonly by?: string; readonly visit: string },
): Promise<{ officer: string; visit: Visit }> {
  const { officer } = ownOfficer(host, identity);
  const visit = await visits.find(id);
  if (visit === undefined) throw new Problem(404, 'visit-unknown');
  assertMay(inspectionRelation(visit, officer, by));
  const open = visits.openOf(identity.session?.id ?? '');
  if (open?.id !== id) throw new Problem(403, 'inspection-visit-not-open');
  return { officer, visit };
}

/** An inspection that the caller works on, at its visit, while something can be done to it. */
async function worked(area: InspectionRoutes, call: WorkCall, id: string) {
  const { value } = await known(area, call, id);
  const { officer } = await atVisit(area, call, value);
  const refusal = workRefusal(value);
  if (refusal !== undefined) throw new Problem(409, refusal);
  return { officer, value };
}

/** An inspection that the caller may see, by the organisation that is inspected. */
export async function known(
  { context, desk }: Pick<InspectionRoutes, 'context' | 'desk'>,
  call: Pick<CallContext, 'identity'>,
  id: string,
): Promise<Document<Inspection>> {
  const value = await desk.inspections.get(id);
  if (value === undefined) throw new Problem(404, 'inspection-unknown');
  context.reads.assertSeesPapersOf(call, value.organisation);
  return { id, value };
}

async function viewed(area: InspectionRoutes, { id, value }: Document<Inspection>) {
  const { desk } = area;
  const inForce = readable(await area.form());
  // Of another form than the one in force only what is signed can be shown.
  const isSame = inForce.hash === value.form.hash;
  const form = isSame || value.sealed === null ? inForce.form : (await desk.recordOf(id)).form;
  const isFilled = isSame || value.sealed !== null;
  const answers = isFilled ? await desk.answers(id, value, inForce.form) : [];
  return detailView({ id, value }, { form, answers, progress: desk.progress(id) });
}

function readable(form: HomeForm): FormInForce {
  if (!('refusals' in form)) return form;
  const [first] = form.refusals;
  throw new Problem(409, 'inspection-form', {
    fields: { reason: first?.reason ?? '', at: first?.at ?? '' },
  });
}

function handInProblem(fault: HandInFault): Problem {
  if (fault.kind === 'other') return new Problem(409, `inspection-record-${fault.fault}`);
  const { part, reason } = fault.refusal;
  return new Problem(409, 'inspection-record-not-held', {
    ...{ fields: { part, reason }, members: { part, reason } },
  });
}
