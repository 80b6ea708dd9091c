import { type AnyRoute, defineRoute, ownIf, Problem } from '@mingjing/service';
import { type Document, LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import type { ManagementContext } from '../../context.ts';
import { newId } from '../../new-id.ts';
import { documentId } from '../../stored-shapes.ts';
import {
  approvalRefusal,
  isOpen,
  type PauseWindow,
  pauseForm,
  pauseRefusal,
  pausesOn,
} from './pause-window.ts';

const PATH = '/v1/inspection/pauses';
const SHOWN = 100;

/** Windows in which this validator may stand aside: asked for by one officer, agreed by another. */
export function pauseRoutes(context: ManagementContext): AnyRoute[] {
  return [listRoute(context), askRoute(context), approveRoute(context)];
}

function listRoute({ now, shelf }: ManagementContext): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-pauses-read' },
    summary: 'Windows in which this validator may stand aside for a drill, the latest first',
    async handler({ act }) {
      const found = await pausesOn(shelf).list({ reverse: true, limit: SHOWN });
      act.counts = [found.length];
      return { json: { items: found.map((each) => pauseView(each, now())) } };
    },
  });
}

function askRoute({ now, shelf }: ManagementContext): AnyRoute {
  const pauses = pausesOn(shelf);
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-pause-asked' },
    summary: 'Asks for a window in which this validator may stand aside for a drill',
    schema: { body: pauseForm },
    handler: ({ body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        const at = now();
        const refusal = pauseRefusal(body, at);
        if (refusal !== undefined) throw new Problem(400, refusal);
        if ((await pauses.list({ limit: LISTED_MAX })).length === LISTED_MAX) {
          throw new Problem(409, 'pauses-full');
        }
        const by = identity.actor?.id ?? '';
        const value = { form: body, by, at, approvedBy: null, approvedAt: null };
        const id = newId(at);
        await recordActs([{ result: 'done', object: id, counts: [body.from, body.to] }]);
        await shelf.change([pauses.put(id, value)]);
        return { status: 201, json: pauseView({ id, value }, at) };
      }),
  });
}

function approveRoute({ now, shelf }: ManagementContext): AnyRoute {
  const pauses = pausesOn(shelf);
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/approve`,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-pause-approved' },
    summary: 'Another officer than who asked agrees to a window',
    schema: {
      params: Type.Object({ id: documentId }),
      body: Type.Object({}, { additionalProperties: false }),
    },
    handler: ({ act, assertMay, identity, params: { id }, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = id;
        const value = await pauses.get(id);
        if (value === undefined) throw new Problem(404, 'pause-unknown');
        const at = now();
        const officer = identity.actor?.id ?? '';
        assertMay(ownIf(value.by === officer));
        const refusal = approvalRefusal(value, at);
        if (refusal !== undefined) throw new Problem(409, refusal);
        await recordActs([{ result: 'done' }]);
        const next = { ...value, approvedBy: officer, approvedAt: at };
        await shelf.change([pauses.put(id, next)]);
        return { json: pauseView({ id, value: next }, at) };
      }),
  });
}

function pauseView({ id, value }: Document<PauseWindow>, now: number) {
  const { approvedAt, approvedBy, at, by, form } = value;
  return {
    ...{ id, ...form, asked_by: by, asked_at: at, approved_by: approvedBy },
    ...{ approved_at: approvedAt, open: isOpen(value, now) },
  };
}
