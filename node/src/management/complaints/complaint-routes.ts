import {
  type AnyRoute,
  type CallContext,
  defineRoute,
  ownIf,
  Problem,
  pageOf,
  pageQueryProperties,
  parseCursor,
  type Relation,
  seeing,
} from '@mingjing/service';
import Type, { type TSchema } from 'typebox';
import { NODE_FIELDS, REVEALED_FIELDS } from '../../api/field-table.ts';
import { entryName } from '../entry-name.ts';
import { foundPage } from '../found-page.ts';
import { maskedContact, maskedText } from '../mask.ts';
import { ownOfficer } from '../officers.ts';
import { documentId, officerId, revealForm } from '../stored-shapes.ts';
import { answerForm, type Complaint, category, closingForm } from './complaint.ts';
import type { ComplaintArea } from './complaint-area.ts';
import { answered, assigned, closedWith, type Doing, type Judged } from './complaint-rules.ts';
import { complaintLine, complaintView } from './complaint-views.ts';

const PATH = '/v1/management/complaints';
const params = Type.Object({ id: documentId });
/** Roles that handle complaints. */
const HANDLERS: readonly string[] = ['duty', 'reviewer', 'security-admin'];

/** Complaints for who handles them. */
export function complaintRoutes(area: ComplaintArea): AnyRoute[] {
  return [
    listRoute(area),
    statisticsRoute(area),
    readRoute(area),
    assignRoute(area),
    answerRoute(area),
    closeRoute(area),
    revealRoute(area),
  ];
}

function listRoute({ context, desk }: ComplaintArea): AnyRoute {
  const state = Type.Union([Type.Literal('open'), Type.Literal('closed')]);
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'complaints-listed' },
    summary: 'Complaints under way, those due first at the top; or closed ones, latest first',
    schema: {
      query: Type.Object(
        {
          ...pageQueryProperties,
          state: Type.Optional(state),
          category: Type.Optional(category),
          /** One's own, or those that nobody has taken. */
          whose: Type.Optional(Type.Enum(['own', 'free'])),
        },
        { additionalProperties: false },
      ),
    },
    async handler({ act, identity, query }) {
      const now = context.now();
      const past = parseCursor(query.cursor);
      const { limit } = query;
      const fits = fitting(query, identity.actor?.id ?? '');
      const { items, nextCursor } =
        query.state === 'closed'
          ? await foundPage(desk.closed, { limit, past, reverse: true }, fits)
          : pageOf(underWay(desk.underWay, past).filter(fits), limit, ({ id }) => id);
      act.counts = [items.length];
      const lines = items.map(({ id, value }) => complaintLine(id, value, now));
      return { json: { items: lines, next_cursor: nextCursor } };
    },
  });
}

interface Filter {
  readonly category?: Complaint['form']['category'];
  readonly whose?: 'own' | 'free';
}

function fitting({ category: wanted, whose }: Filter, caller: string) {
  return ({ value: { assignee, form } }: { readonly value: Complaint }): boolean => {
    if (wanted !== undefined && form.category !== wanted) return false;
    return whose === undefined || assignee === (whose === 'own' ? caller : null);
  };
}

// Terms are of one length, so what came first is due first.
function underWay(open: readonly (readonly [string, Complaint])[], past = '') {
  return open.filter(([id]) => id > past).map(([id, value]) => ({ id, value }));
}

function statisticsRoute({ context, desk }: ComplaintArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/statistics`,
    policy: 'bound',
    act: { source: 'access', event: 'complaint-statistics-read' },
    summary: 'How many complaints came, and how many were answered within their term',
    handler: async () => ({ json: await desk.statistics(context.now()) }),
  });
}

function readRoute({ context, desk }: ComplaintArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'access', event: 'complaint-read' },
    summary: 'A complaint; what is personal in it is hidden',
    schema: { params },
    async handler({ act, identity: { caller }, params: { id } }) {
      act.object = id;
      const read = { now: context.now(), see: seeing(NODE_FIELDS, caller) };
      return { json: complaintView(id, await known(desk, id), read) };
    },
  });
}

function assignRoute(area: ComplaintArea): AnyRoute {
  return changeRoute(area, {
    name: 'assign',
    event: 'complaint-assigned',
    summary: 'Takes a complaint, or gives it to another officer',
    body: Type.Object({ officer: officerId }, { additionalProperties: false }),
    // What was given to somebody is taken from him by who answers for all of them.
    relation({ assignee }, caller, { officer }) {
      const isFree = assignee === null || assignee === caller;
      return ownIf(isFree && officer === caller);
    },
    judge(complaint, { officer }, doing) {
      const role = ownOfficer(area.context.host, officer)?.role ?? '';
      if (!HANDLERS.includes(role)) {
        throw new Problem(409, 'complaint-assignee');
      }
      return assigned(complaint, officer, doing);
    },
  });
}

function answerRoute(area: ComplaintArea): AnyRoute {
  return changeRoute(area, {
    name: 'answer',
    event: 'complaint-answered',
    summary: 'Answers; whoever complained sees the answer',
    body: answerForm,
    relation: relationOf,
    judge: (complaint, { text }, doing) => answered(complaint, text, doing),
  });
}

function closeRoute(area: ComplaintArea): AnyRoute {
  return changeRoute(area, {
    name: 'close',
    event: 'complaint-closed',
    summary: 'Closes a complaint that was answered',
    body: closingForm,
    relation: relationOf,
    judge: (complaint, { outcome }, doing) => closedWith(complaint, outcome, doing),
  });
}

function revealRoute({ context, desk }: ComplaintArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/reveal`,
    policy: 'bound',
    act: { source: 'access', event: 'complaint-revealed' },
    summary: 'Text and contact as they were sent, for a reason that is journalled',
    schema: { params, body: revealForm },
    async handler({ act, assertMay, body, identity, params: { id }, recordActs }) {
      act.object = id;
      const complaint = await known(desk, id);
      assertMay(relationOf(complaint, identity.actor?.id ?? ''));
      // Durable before anybody sees it; why is a person's own words, and kept like one's data.
      const written = await recordActs([{ result: 'done', subject: body.reason }]);
      const see = seeing(REVEALED_FIELDS, identity.caller);
      const { form } = complaint;
      const text = see('complaint-text', form.text, maskedText);
      const contact = see('complaint-contact', form.contact, maskedContact);
      const entry = entryName(written);
      return { json: { id, text, contact, revealed_at: context.now(), entry } };
    },
  });
}

interface Change<T> {
  readonly name: string;
  readonly event: string;
  readonly summary: string;
  readonly body: TSchema;
  /** Whose the complaint is to who does this. */
  relation(complaint: Complaint, caller: string, body: T): Relation;
  judge(complaint: Complaint, body: T, doing: Doing): Judged;
}

// biome-ignore lint/suspicious/noExplicitAny: the schema of each route says what its body is.
function changeRoute({ context, desk }: ComplaintArea, change: Change<any>): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/${change.name}`,
    policy: 'bound',
    act: { source: 'admin', event: change.event },
    summary: change.summary,
    schema: { params, body: change.body },
    handler: ({ act, assertMay, body, identity, params: { id }, recordActs }: ChangeCall) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const by = identity.actor?.id ?? '';
        const before = await known(desk, id);
        assertMay(change.relation(before, by, body));
        const after = change.judge(before, body, { by, at: context.now() });
        if (typeof after === 'string') throw new Problem(409, after);
        await recordActs([{ result: 'done' }]);
        await desk.keep(id, after);
        const read = { now: context.now(), see: seeing(NODE_FIELDS, identity.caller) };
        return { json: complaintView(id, after, read) };
      }),
  });
}

type ChangeCall = CallContext<{ id: string }, unknown, unknown>;

function relationOf({ assignee }: Complaint, caller: string): Relation {
  return ownIf(assignee === caller);
}

async function known(desk: ComplaintArea['desk'], id: string): Promise<Complaint> {
  const complaint = await desk.find(id);
  if (complaint === undefined) throw new Problem(404, 'complaint-unknown');
  return complaint;
}
