import {
  type AnyRoute,
  defineRoute,
  Problem,
  pageOf,
  pageQueryProperties,
  parseCursor,
  type Texts,
} from '@mingjing/service';
import { type Collection, type Document, LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import type { AgendaSource, DueItem } from '../../agenda.ts';
import { newId } from '../../new-id.ts';
import type { AssuranceContext } from '../context.ts';
import {
  type Incident,
  type IncidentTimer,
  incidentForm,
  incidentStep,
  incidentsOn,
  isClosed,
  levelOf,
  stepRefusal,
  timersOf,
} from './incident.ts';
import { noticeText } from './notice-text.ts';

const PATH = '/v1/management/incidents';
const params = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{24}$' }) });
/** How far ahead of this clock a finding may be said to be: clocks of people differ. */
const AHEAD_MS = 60_000;

/** The incident desk: what was found, what runs since then, and what is written to whom. */
export function incidentRoutes(context: AssuranceContext, texts: Texts): AnyRoute[] {
  const incidents = incidentsOn(context.shelf);
  return [
    listRoute(context, incidents),
    openRoute(context, incidents),
    showRoute(context, incidents, texts),
    stepRoute(context, incidents),
  ];
}

/** Timers that are not met yet, of incidents that are not closed. */
export function incidentAgenda({ shelf }: AssuranceContext): AgendaSource {
  const incidents = incidentsOn(shelf);
  return {
    area: 'incidents',
    async due(now) {
      const open = (await incidents.list({ reverse: true, limit: LISTED_MAX })).filter(
        ({ value }) => !isClosed(value),
      );
      return open.flatMap(({ id, value }) =>
        timersOf(value, now).flatMap((timer) => dueItem(id, timer)),
      );
    },
  };
}

function dueItem(id: string, { rule, dueAt, metAt }: IncidentTimer): DueItem[] {
  if (metAt !== null) return [];
  const roles = ['security-admin', 'duty'] as const;
  return [{ area: 'incidents', kind: rule.id, reference: id, roles, dueAt }];
}

function listRoute({ now }: AssuranceContext, incidents: Collection<Incident>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'incidents-listed' },
    summary: 'Incidents, latest first, with the timers that run',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler({ act, query }) {
      const past = parseCursor(query.cursor);
      const range = past === undefined ? {} : { past };
      const limit = Math.min(query.limit + 1, LISTED_MAX);
      const found = await incidents.list({ ...range, reverse: true, limit });
      const { items, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
      act.counts = [items.length];
      const at = now();
      return {
        json: { items: items.map((each) => incidentView(each, at)), next_cursor: nextCursor },
      };
    },
  });
}

function openRoute({ shelf, now }: AssuranceContext, incidents: Collection<Incident>): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'security', event: 'incident-opened' },
    summary: 'Opens an incident or a drill of one; its timers run from when it was found',
    schema: { body: incidentForm },
    async handler({ body, identity, recordActs }) {
      const at = now();
      if (body.found_at > at + AHEAD_MS) throw new Problem(400, 'incident-in-future');
      const value = { form: body, by: identity.actor?.id ?? '', at, steps: [] };
      const id = newId(at);
      await recordActs([{ result: 'done', object: id, reason: body.drill ? 'drill' : body.kind }]);
      await shelf.change([incidents.put(id, value)]);
      return { status: 201, json: incidentView({ id, value }, at) };
    },
  });
}

function showRoute(
  { host, now }: AssuranceContext,
  incidents: Collection<Incident>,
  texts: Texts,
): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'access', event: 'incident-read' },
    summary: 'An incident with its steps, its timers and a draft of the notice in both languages',
    schema: { params },
    async handler({ act, params: { id } }) {
      act.object = id;
      const value = await known(incidents, id);
      const { nodeId, replica } = host;
      const organisation = replica.chain.state.registry.get('node', nodeId)?.organisation ?? '';
      const notice = noticeText(texts, value, { organisation, nodeId });
      return { json: { ...incidentView({ id, value }, now()), steps: value.steps, notice } };
    },
  });
}

function stepRoute({ shelf, now }: AssuranceContext, incidents: Collection<Incident>): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/steps`,
    policy: 'bound',
    act: { source: 'security', event: 'incident-step' },
    summary: 'Says what was done about an incident: reported, classified anew, noted, closed',
    schema: { params, body: incidentStep },
    handler: ({ act, params: { id }, body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = id;
        const value = await known(incidents, id);
        const at = now();
        const refusal = stepRefusal(value, body, at);
        if (refusal !== undefined) throw new Problem(409, `incident-${refusal}`);
        const step = { step: body, by: identity.actor?.id ?? '', at };
        const next = { ...value, steps: [...value.steps, step] };
        await recordActs([{ result: 'done', reason: body.what }]);
        await shelf.change([incidents.put(id, next)]);
        return { json: incidentView({ id, value: next }, at) };
      }),
  });
}

async function known(incidents: Collection<Incident>, id: string): Promise<Incident> {
  const value = await incidents.get(id);
  if (value === undefined) throw new Problem(404, 'incident-unknown');
  return value;
}

function incidentView({ id, value }: Document<Incident>, now: number) {
  const { form, by, at } = value;
  return {
    ...{ id, ...form, level: levelOf(value), opened_by: by, opened_at: at },
    closed: isClosed(value),
    timers: timersOf(value, now).map(({ rule, dueAt, metAt, isBreached }) => ({
      ...{ id: rule.id, hours: rule.hours, due_at: dueAt, met_at: metAt, breached: isBreached },
      ...{ citation: rule.citation, citation_verified: rule.isVerified },
    })),
  };
}
