import { type AnyRoute, defineRoute, ownIf, Problem } from '@mingjing/service';
import type { Document } from '@mingjing/storage';
import Type from 'typebox';
import type { ManagementContext } from '../../context.ts';
import { newId } from '../../new-id.ts';
import { ownOfficer } from '../../officers.ts';
import { documentId } from '../../stored-shapes.ts';
import type { RunDesk } from '../runs/run-desk.ts';
import {
  dueOn,
  findingForm,
  moved,
  moveForm,
  type OpenedFinding,
  openedFrom,
  ownerOf,
  stateOf,
} from './finding.ts';
import type { FindingDesk } from './finding-desk.ts';

const PATH = '/v1/inspection/findings';
const params = Type.Object({ id: documentId });

export interface FindingArea {
  readonly context: ManagementContext;
  readonly desk: FindingDesk;
  readonly runs: Pick<RunDesk, 'find'>;
}

/** What an inspection found wanting: opened from an item, closed by a later run only. */
export function findingRoutes(area: FindingArea): AnyRoute[] {
  return [listRoute(area), openRoute(area), moveRoute(area)];
}

function listRoute({ context, desk }: FindingArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-findings-read' },
    summary: 'Findings of inspections, the latest first, with owner, due date and re-tests',
    async handler({ act }) {
      const { all } = desk;
      act.counts = [all.length];
      const now = context.now();
      return { json: { time: now, items: all.map((each) => findingView(each, now)) } };
    },
  });
}

function openRoute({ context, desk, runs }: FindingArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-finding-opened' },
    summary: 'Opens a finding from an item that a run did not find met',
    schema: { body: findingForm },
    handler: ({ act, body, identity, recordActs }) =>
      context.shelf.inTurn(async () => {
        act.object = body.item;
        const found = await runs.find(body.run);
        if (found === undefined) throw new Problem(404, 'inspection-run-unknown');
        if (desk.isFull) throw new Problem(409, 'finding-full');
        assertOwner(context, body.owner);
        const at = context.now();
        const answer = found.run.answers.find(({ item }) => item === body.item);
        const judged = openedFrom(
          body,
          { answer, isOpenAlready: desk.isOpen(body.item) },
          { by: identity.actor?.id ?? '', at },
        );
        if (typeof judged === 'string') throw new Problem(409, judged);
        const id = newId(at);
        await recordActs([{ result: 'done', object: id }]);
        await desk.keep(id, judged);
        return { status: 201, json: findingView({ id, value: judged }, at) };
      }),
  });
}

function moveRoute({ context, desk }: FindingArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/moves`,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-finding-moved' },
    summary: 'Gives a finding another owner or day, with a reason; its owner cannot',
    schema: { params, body: moveForm },
    handler: ({ act, assertMay, body, identity, params: { id }, recordActs }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const found = desk.find(id);
        if (found === undefined) throw new Problem(404, 'finding-unknown');
        const by = identity.actor?.id ?? '';
        assertMay(ownIf(ownerOf(found) === by));
        assertOwner(context, body.owner);
        const at = context.now();
        const judged = moved(found, body, { by, at });
        if (typeof judged === 'string') throw new Problem(409, judged);
        await recordActs([{ result: 'done' }]);
        await desk.keep(id, judged);
        return { json: findingView({ id, value: judged }, at) };
      }),
  });
}

function assertOwner({ host }: ManagementContext, owner: string): void {
  if (ownOfficer(host, owner) === undefined) throw new Problem(409, 'finding-owner');
}

function findingView({ id, value }: Document<OpenedFinding>, now: number) {
  const { closed, form, moves, opened, retests, verdict } = value;
  return {
    ...{ id, item: form.item, run: form.run, verdict, what: form.what },
    ...{ owner: ownerOf(value), due_on: dueOn(value), state: stateOf(value, now) },
    ...{ opened_by: opened.by, opened_at: opened.at, closed, retests },
    moves: moves.map(({ at, by, form: to }) => ({ ...to, by, at })),
  };
}
