import { type AnyRoute, defineRoute, Problem, pageQueryProperties } from '@mingjing/service';
import type { Collection, Document } from '@mingjing/storage';
import Type from 'typebox';
import type { AgendaSource, DueItem } from '../agenda.ts';
import type { ManagementContext } from '../context.ts';
import { latestPage } from '../latest-page.ts';
import { ownOrganisation } from '../officers.ts';
import { documentId, said } from '../stored-shapes.ts';
import {
  type Advisory,
  advisoriesOn,
  advisoryForm,
  advisoryRefusal,
  UNREAD_MAX,
} from './advisory.ts';

const MANAGEMENT = '/v1/management/advisories';
const ANSWER_CHARS_MAX = 1000;
/** Advisories looked through for those that wait; older ones were acknowledged long ago. */
const LOOKED_AT = 500;

/** What supervision officers tell this organisation: signed, read, and acknowledged. */
export function advisoryRoutes(context: ManagementContext): AnyRoute[] {
  const advisories = advisoriesOn(context.shelf);
  return [
    receiveRoute(context, advisories),
    listRoute(advisories),
    acknowledgeRoute(context, advisories),
  ];
}

/** Advisories that wait to be acknowledged, each by the day on which an answer is expected. */
export function advisoryAgenda({ shelf }: ManagementContext): AgendaSource {
  const advisories = advisoriesOn(shelf);
  return {
    area: 'advisories',
    async due() {
      const waiting = await unread(advisories);
      return waiting.map(
        ({ id, value }): DueItem => ({
          ...{ area: 'advisories', kind: 'unread', reference: id, roles: ['security-admin'] },
          dueAt: value.form.reply_by,
        }),
      );
    },
  };
}

function receiveRoute(
  { host, now, shelf }: ManagementContext,
  advisories: Collection<Advisory>,
): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: '/v1/advisories',
    policy: 'public',
    act: { source: 'supervision', event: 'advisory-received' },
    summary: 'Takes an advisory that a supervision officer signed for this organisation',
    schema: { body: advisoryForm },
    handler: ({ act, body, recordActs }) =>
      shelf.inTurn(async () => {
        const { chainId, state } = host.replica.chain;
        const own = ownOrganisation(host);
        const refusal = advisoryRefusal(body, own, { chainId, registry: state.registry });
        if (refusal !== undefined) throw new Problem(403, refusal);
        // Whose signature holds is known; before that it was a stranger.
        act.actor = { type: 'officer', id: body.officer };
        act.object = body.id;
        const known = await advisories.get(body.id);
        if (known !== undefined) {
          await recordActs([{ result: 'done', event: 'advisory-known' }]);
          return { json: { id: body.id, received_at: known.receivedAt } };
        }
        const waiting = await unread(advisories);
        if (waiting.length >= UNREAD_MAX) throw new Problem(409, 'advisories-full');
        const value = { form: body, receivedAt: now(), acknowledged: null };
        await recordActs([{ result: 'done' }]);
        await shelf.change([advisories.put(body.id, value)]);
        return { status: 201, json: { id: body.id, received_at: value.receivedAt } };
      }),
  });
}

function listRoute(advisories: Collection<Advisory>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: MANAGEMENT,
    policy: 'bound',
    act: { source: 'access', event: 'advisories-listed' },
    summary: 'Advisories of the authority, latest first',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler({ act, query }) {
      const { items, nextCursor } = await latestPage(advisories, query);
      act.counts = [items.length];
      return { json: { items: items.map(advisoryView), next_cursor: nextCursor } };
    },
  });
}

function acknowledgeRoute(
  { now, shelf }: ManagementContext,
  advisories: Collection<Advisory>,
): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${MANAGEMENT}/:id/acknowledge`,
    policy: 'bound',
    act: { source: 'admin', event: 'advisory-acknowledged' },
    summary: 'Says that an advisory was read, and what is done about it',
    schema: {
      params: Type.Object({ id: documentId }),
      body: Type.Object({ answer: said(ANSWER_CHARS_MAX) }, { additionalProperties: false }),
    },
    handler: ({ act, body, identity, params: { id }, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = id;
        const before = await advisories.get(id);
        if (before === undefined) throw new Problem(404, 'advisory-unknown');
        if (before.acknowledged !== null) throw new Problem(409, 'advisory-acknowledged');
        const by = identity.actor?.id ?? '';
        const value = { ...before, acknowledged: { by, at: now(), answer: body.answer } };
        await recordActs([{ result: 'done', subject: body.answer }]);
        await shelf.change([advisories.put(id, value)]);
        return { json: advisoryView({ id, value }) };
      }),
  });
}

async function unread(advisories: Collection<Advisory>): Promise<Document<Advisory>[]> {
  const latest = await advisories.list({ reverse: true, limit: LOOKED_AT });
  return latest.filter(({ value }) => value.acknowledged === null);
}

function advisoryView({ id, value }: Document<Advisory>) {
  const { acknowledged, form, receivedAt } = value;
  const { from, officer, reply_by, signature, text, title } = form;
  return {
    ...{ id, from, officer, title, text, reply_by, signature },
    ...{ received_at: receivedAt, acknowledged },
  };
}
