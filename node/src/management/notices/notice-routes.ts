import { type AnyRoute, defineRoute, Problem, pageQueryProperties } from '@mingjing/service';
import type { Collection, Document } from '@mingjing/storage';
import Type from 'typebox';
import type { ManagementContext } from '../context.ts';
import { latestPage } from '../latest-page.ts';
import { newId } from '../new-id.ts';
import { NOTICES_MAX, type Notice, noticeForm, noticesOn } from './notice.ts';

const PATH = '/v1/notices';
const id = Type.String({ pattern: '^[0-9a-f]{24}$' });

/** Notices of the operator: everybody reads them, officers publish and remove them. */
export function noticeRoutes(context: ManagementContext): AnyRoute[] {
  const notices = noticesOn(context.shelf);
  return [listRoute(notices), publishRoute(context, notices), removeRoute(context, notices)];
}

function listRoute(notices: Collection<Notice>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'public',
    act: { source: 'access', event: 'notices-listed' },
    summary: 'Notices of the operator, latest first',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler({ act, query }) {
      const { items, nextCursor } = await latestPage(notices, query);
      act.counts = [items.length];
      return { json: { items: items.map(noticeView), next_cursor: nextCursor } };
    },
  });
}

function publishRoute({ shelf, now }: ManagementContext, notices: Collection<Notice>): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'notice-published' },
    summary: 'Publishes a notice in both languages',
    schema: { body: noticeForm },
    handler: ({ body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        const standing = await notices.list({ limit: NOTICES_MAX });
        if (standing.length === NOTICES_MAX) throw new Problem(409, 'notices-full');
        const publishedAt = now();
        const value = { form: body, author: identity.actor?.id ?? '', publishedAt };
        const noticeId = newId(publishedAt);
        await recordActs([{ result: 'done', object: noticeId }]);
        await shelf.change([notices.put(noticeId, value)]);
        return { status: 201, json: noticeView({ id: noticeId, value }) };
      }),
  });
}

function removeRoute({ shelf }: ManagementContext, notices: Collection<Notice>): AnyRoute {
  return defineRoute({
    method: 'DELETE',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'admin', event: 'notice-removed' },
    summary: 'Removes a notice; that it stood is in the journal',
    schema: { params: Type.Object({ id }) },
    handler: ({ act, params, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = params.id;
        if ((await notices.get(params.id)) === undefined) throw new Problem(404, 'notice-unknown');
        await recordActs([{ result: 'done' }]);
        await shelf.change([notices.remove(params.id)]);
        return { json: { removed: params.id } };
      }),
  });
}

// Who wrote it is the operator's own matter: the page speaks for the organisation.
function noticeView({ id: noticeId, value }: Document<Notice>) {
  const { form, publishedAt } = value;
  return { id: noticeId, title: form.title, text: form.text, published_at: publishedAt };
}
