import {
  type FormInForce,
  type HomeForm,
  PHRASE_CHARS_MAX,
  phraseFault,
  tallyOf,
} from '@mingjing/inspection';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ManagementContext } from '../../context.ts';
import { documentId } from '../../stored-shapes.ts';
import { itemId } from '../confirmations/confirmation.ts';
import type { RunDesk } from './run-desk.ts';
import type { RunDocument } from './run-document.ts';

const PATH = '/v1/inspection/runs';
const SHOWN = 100;
const ITEMS_MAX = 500;
const params = Type.Object({ id: documentId });
const closed = { additionalProperties: false } as const;

export interface RunArea {
  readonly context: ManagementContext;
  readonly desk: RunDesk;
  /** The form in force. */
  form(): Promise<HomeForm>;
}

/** Runs of the inspection: begun with a phrase, followed, broken off, read. */
export function runRoutes(area: RunArea): AnyRoute[] {
  return [
    formRoute(area),
    beginRoute(area),
    listRoute(area),
    readRoute(area),
    eventsRoute(area),
    stopRoute(area),
  ];
}

function formRoute({ form }: RunArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/inspection/form',
    policy: 'bound',
    act: { source: 'access', event: 'inspection-form-read' },
    summary: 'The form in force, as the operator edited it or as it comes with the program',
    async handler() {
      const { form: inForce, hash } = readable(await form());
      return { json: { hash, form: inForce } };
    },
  });
}

function beginRoute({ context, desk, form }: RunArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-begun' },
    summary: 'Begins a self-check, bound to a phrase; drills touch marked test subjects only',
    schema: {
      body: Type.Object(
        {
          // What an inspector says aloud: without it an old answer could be shown as a new one.
          phrase: Type.String({ maxLength: PHRASE_CHARS_MAX * 2 }),
          only: Type.Optional(
            Type.Array(itemId, { minItems: 1, maxItems: ITEMS_MAX, uniqueItems: true }),
          ),
        },
        closed,
      ),
    },
    handler: ({ body, identity, recordActs }) =>
      context.shelf.inTurn(async () => {
        const fault = phraseFault(body.phrase);
        if (fault !== undefined) throw new Problem(400, `inspection-${fault}`);
        const inForce = readable(await form());
        const known = new Set(inForce.form.items.map(({ id }) => id));
        if (body.only?.some((item) => !known.has(item)) === true) {
          throw new Problem(404, 'inspection-item-unknown');
        }
        if (desk.isRunning) throw new Problem(409, 'inspection-running');
        const by = identity.actor?.type === 'officer' ? identity.actor.id : '';
        const order = { phrase: body.phrase, by, only: body.only ?? null, inForce };
        const id = await desk.begin(order, (object) => recordActs([{ result: 'done', object }]));
        return { status: 202, json: { id, items: order.only?.length ?? known.size } };
      }),
  });
}

function listRoute({ desk }: RunArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-runs-read' },
    summary: 'Runs of the inspection, the latest first',
    async handler({ act }) {
      const found = await desk.list(SHOWN);
      act.counts = [found.length];
      return { json: { items: found.map(({ id, value }) => headView(id, value)) } };
    },
  });
}

function readRoute({ desk, form }: RunArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-run-read' },
    summary: 'One run: every answer with what it stands on, and what differs from the run before',
    schema: { params },
    async handler({ act, params: { id } }) {
      act.object = id;
      const { run, progress } = await known(desk, id);
      const changes = await desk.changes(id, run);
      const inForce = await form();
      // Sections are counted by the form in force; of another one only the whole is.
      const isSame = 'hash' in inForce && inForce.hash === run.form.hash;
      const tally = isSame ? tallyOf(inForce.form, run.answers) : null;
      return {
        json: {
          ...{ ...headView(id, run), progress, tally, answers: run.answers },
          ...{ failures: run.failures, changes: changes ?? null },
        },
      };
    },
  });
}

function eventsRoute({ desk }: RunArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id/events`,
    policy: 'bound',
    act: { source: 'access', event: 'inspection-followed' },
    summary: 'Events of a run until it ends: began, answered, failed, ended',
    answerMediaType: 'text/event-stream',
    schema: { params },
    async handler({ act, headers, params: { id } }) {
      act.object = id;
      await known(desk, id);
      const last = headers['last-event-id'];
      return { events: desk.follow(id, typeof last === 'string' ? last : undefined) };
    },
  });
}

function stopRoute({ desk }: RunArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/stop`,
    policy: 'bound',
    act: { source: 'admin', event: 'inspection-interrupted' },
    summary: 'Breaks the run under way off; what was answered stays on record',
    schema: { params, body: Type.Object({}, closed) },
    async handler({ act, params: { id }, recordActs }) {
      act.object = id;
      const { run } = await known(desk, id);
      if (run.state !== 'running') throw new Problem(409, 'inspection-not-running');
      await recordActs([{ result: 'done' }]);
      // It may have ended while the entry was written.
      if (!desk.interrupt(id)) throw new Problem(409, 'inspection-not-running');
      return { status: 202, json: { id, stopping: true } };
    },
  });
}

async function known(desk: RunDesk, id: string) {
  const found = await desk.find(id);
  if (found === undefined) throw new Problem(404, 'inspection-run-unknown');
  return found;
}

function readable(form: HomeForm): FormInForce {
  if (!('refusals' in form)) return form;
  const [first] = form.refusals;
  const fields = { reason: first?.reason ?? '', at: first?.at ?? '' };
  throw new Problem(409, 'inspection-form', { fields, members: { refusals: form.refusals } });
}

function headView(id: string, run: RunDocument) {
  const { began, by, chainId, ended, form, kind, nodeId, only, organisation, phrase, state } = run;
  const verdicts = Object.fromEntries(
    ['met', 'mostly-met', 'not-met', 'not-applicable', 'not-measured'].map((verdict) => [
      verdict,
      run.answers.filter((answer) => answer.verdict === verdict).length,
    ]),
  );
  return {
    ...{ id, kind, state, phrase, by: by === '' ? null : by, chain_id: chainId },
    ...{ node_id: nodeId, organisation, form, only, began, ended, verdicts },
  };
}
