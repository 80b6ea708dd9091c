import { isIP } from 'node:net';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import { type Collection, type Document, LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import { newId } from '../../new-id.ts';
import type { AssuranceContext } from '../context.ts';
import {
  isLabelled,
  isOpenAt,
  type TestWindow,
  WINDOWS_MAX,
  windowForm,
  windowRefusal,
  windowsOn,
} from './test-window.ts';

const PATH = '/v1/management/test-windows';
const params = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{24}$' }) });

/** Remote tests that were announced: they label what they cause, and silence nothing. */
export function windowRoutes(context: AssuranceContext): AnyRoute[] {
  const windows = windowsOn(context.shelf);
  return [
    listRoute(context, windows),
    labelsRoute(windows),
    announceRoute(context, windows),
    endRoute(context, windows),
  ];
}

/** Ids of the windows that are open now. */
export async function openWindows({ shelf }: AssuranceContext, time: number) {
  const all = await windowsOn(shelf).list({ reverse: true, limit: LISTED_MAX });
  return all.filter(({ value }) => isOpenAt(value, time)).map(({ id }) => id);
}

function listRoute({ now }: AssuranceContext, windows: Collection<TestWindow>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'test-windows-listed' },
    summary: 'Announced tests, latest first',
    async handler({ act }) {
      const found = await windows.list({ reverse: true, limit: LISTED_MAX });
      act.counts = [found.length];
      const at = now();
      return { json: { items: found.map((each) => windowView(each, at)) } };
    },
  });
}

function labelsRoute(windows: Collection<TestWindow>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/labels`,
    policy: 'bound',
    act: { source: 'access', event: 'test-labels-read' },
    summary: 'The announced tests that an event of a time and an address belongs to',
    schema: {
      query: Type.Object(
        { time: Type.Integer({ minimum: 0 }), address: Type.String({ maxLength: 64 }) },
        { additionalProperties: false },
      ),
    },
    async handler({ query: { time, address } }) {
      if (isIP(address) === 0) throw new Problem(400, 'window-address');
      const all = await windows.list({ reverse: true, limit: LISTED_MAX });
      const labels = all.filter(({ value }) => isLabelled(value, time, address));
      return { json: { windows: labels.map(({ id }) => id) } };
    },
  });
}

function announceRoute(
  { shelf, now }: AssuranceContext,
  windows: Collection<TestWindow>,
): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'security', event: 'test-window-announced' },
    summary: 'Announces a test before it begins',
    schema: { body: windowForm },
    handler: ({ body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        const at = now();
        const refusal = windowRefusal(body, at);
        if (refusal !== undefined) throw new Problem(400, `window-${refusal}`);
        const all = await windows.list({ reverse: true, limit: LISTED_MAX });
        const standing = all.filter(({ value }) => value.endedAt === null && value.form.to > at);
        if (standing.length >= WINDOWS_MAX || all.length === LISTED_MAX) {
          throw new Problem(409, 'windows-full');
        }
        const value = { form: body, by: identity.actor?.id ?? '', at, endedAt: null };
        const id = newId(at);
        await recordActs([{ result: 'done', object: id }]);
        await shelf.change([windows.put(id, value)]);
        return { status: 201, json: windowView({ id, value }, at) };
      }),
  });
}

function endRoute({ shelf, now }: AssuranceContext, windows: Collection<TestWindow>): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/end`,
    policy: 'bound',
    act: { source: 'security', event: 'test-window-ended' },
    summary: 'Calls a test off, or ends it early; that it was announced stays',
    schema: { params },
    handler: ({ act, params: { id }, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = id;
        const value = await windows.get(id);
        if (value === undefined) throw new Problem(404, 'window-unknown');
        const at = now();
        if (value.endedAt !== null || value.form.to <= at) throw new Problem(409, 'window-over');
        const next = { ...value, endedAt: at };
        await recordActs([{ result: 'done' }]);
        await shelf.change([windows.put(id, next)]);
        return { json: windowView({ id, value: next }, at) };
      }),
  });
}

function windowView({ id, value }: Document<TestWindow>, now: number) {
  const { form, by, at, endedAt } = value;
  return {
    ...{ id, ...form, announced_by: by, announced_at: at, ended_at: endedAt },
    open: isOpenAt(value, now),
  };
}
