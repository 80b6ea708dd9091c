import { type AnyRoute, defineRoute, Problem, pageQueryProperties } from '@mingjing/service';
import type { Document } from '@mingjing/storage';
import Type from 'typebox';
import type { ManagementContext } from '../context.ts';
import { latestPage } from '../latest-page.ts';
import { newId } from '../new-id.ts';
import { type CaseFile, caseForm, openingFault } from './case.ts';
import type { CaseDesk } from './case-desk.ts';
import { listedCase, readCase } from './case-view.ts';

export const CASES_PATH = '/v1/cases';
export const caseParams = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{24}$' }) });

/** Cases of unlawful content: opened and read here, worked on by `caseWorkRoutes`. */
export function caseRoutes(context: ManagementContext, desk: CaseDesk): AnyRoute[] {
  return [listRoute(context, desk), readRoute(context, desk), openRoute(context, desk)];
}

export async function caseOf(desk: CaseDesk, id: string): Promise<Document<CaseFile>> {
  const value = await desk.cases.get(id);
  if (value === undefined) throw new Problem(404, 'case-unknown');
  return { id, value };
}

function listRoute({ now }: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: CASES_PATH,
    policy: 'bound',
    act: { source: 'access', event: 'cases-listed' },
    summary: 'Cases of unlawful content, latest first, with the clocks of their reports',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler({ act, query }) {
      const { items, nextCursor } = await latestPage(desk.cases, query);
      act.counts = [items.length];
      const at = now();
      return {
        json: { items: items.map((each) => listedCase(each, at)), next_cursor: nextCursor },
      };
    },
  });
}

function readRoute({ now }: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${CASES_PATH}/:id`,
    policy: 'bound',
    act: { source: 'access', event: 'case-read' },
    summary: 'One case with everything that was done about it',
    schema: { params: caseParams },
    async handler({ act, params: { id } }) {
      act.object = id;
      return { json: readCase(await caseOf(desk, id), now()) };
    },
  });
}

function openRoute({ shelf, now }: ManagementContext, desk: CaseDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: CASES_PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'case-opened' },
    summary: 'Opens a case; the 24 hours of its report run from when it was found',
    schema: { body: caseForm },
    handler: ({ body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        const at = now();
        const fault = openingFault(body, at);
        if (fault !== undefined) throw new Problem(400, fault);
        if (await desk.isFull()) throw new Problem(409, 'cases-full');
        const opened = { by: identity.actor?.id ?? '', at };
        const nothing = { evidence: [], actions: [], report: null, closing: null };
        const value: CaseFile = { form: body, opened, ...nothing };
        const id = newId(at);
        await recordActs([{ result: 'done', object: id }]);
        await shelf.change(desk.opening(id, value));
        return { status: 201, json: readCase({ id, value }, at) };
      }),
  });
}
