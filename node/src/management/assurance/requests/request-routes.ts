import { assert } from '@mingjing/crypto';
import { ROLE_NAMES, type RoleName } from '@mingjing/protocol';
import {
  type AnyRoute,
  defineRoute,
  type Identity,
  Problem,
  pageOf,
  pageQueryProperties,
  parseCursor,
} from '@mingjing/service';
import { type Collection, type Document, LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import type { AgendaSource, DueItem } from '../../agenda.ts';
import { newId } from '../../new-id.ts';
import type { AssuranceContext } from '../context.ts';
import {
  APPROVING_ROLES,
  type AuthorityRequest,
  type RequestState,
  requestForm,
  requestRefusal,
  requestRelation,
  requestStep,
  requestsOn,
  stateOf,
  stopOf,
} from './request.ts';

const PATH = '/v1/management/requests';
const params = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{24}$' }) });

/** The request desk: letters of authorities from intake to receipt, each step with its officer. */
export function requestRoutes(context: AssuranceContext): AnyRoute[] {
  const requests = requestsOn(context.shelf);
  return [
    listRoute(requests),
    intakeRoute(context, requests),
    showRoute(requests),
    stepRoute(context, requests),
  ];
}

/** Who has the next step of a request. */
const NEXT: Readonly<Partial<Record<RequestState, readonly RoleName[]>>> = {
  intake: ['disclosure'],
  verified: APPROVING_ROLES,
  approved: ['disclosure'],
  answered: ['disclosure'],
};

/** Requests that wait for somebody, by the date that the authority set. */
export function requestAgenda({ shelf }: AssuranceContext): AgendaSource {
  const requests = requestsOn(shelf);
  return {
    area: 'requests',
    async due() {
      const found = await requests.list({ reverse: true, limit: LISTED_MAX });
      return found.flatMap(({ id, value }): DueItem[] => {
        const state = stateOf(value);
        const roles = NEXT[state];
        if (roles === undefined) return [];
        return [{ area: 'requests', kind: state, reference: id, roles, dueAt: value.form.due_at }];
      });
    },
  };
}

function listRoute(requests: Collection<AuthorityRequest>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'requests-listed' },
    summary: 'Requests of authorities, latest first',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler({ act, query }) {
      const past = parseCursor(query.cursor);
      const range = past === undefined ? {} : { past };
      const limit = Math.min(query.limit + 1, LISTED_MAX);
      const found = await requests.list({ ...range, reverse: true, limit });
      const { items, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
      act.counts = [items.length];
      return { json: { items: items.map(requestView), next_cursor: nextCursor } };
    },
  });
}

function intakeRoute(
  { host, shelf, now }: AssuranceContext,
  requests: Collection<AuthorityRequest>,
): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'request-taken-in' },
    summary: 'Takes in the letter of an authority; one of another country stops here',
    schema: { body: requestForm },
    async handler({ body, identity, recordActs }) {
      if (body.due_at < body.received_at) throw new Problem(400, 'request-dates');
      const { registry } = host.replica.chain.state;
      const organisation = registry.get('node', host.nodeId)?.organisation ?? '';
      const region = registry.get('organisation', organisation)?.region ?? '';
      const stopped = stopOf(body.jurisdiction, region);
      const at = now();
      const value = { form: body, by: officerOf(identity).id, at, stopped, steps: [] };
      const id = newId(at);
      const reason = stopped === null ? {} : { reason: `stopped-${stopped}` };
      await recordActs([{ result: 'done', object: id, ...reason }]);
      await shelf.change([requests.put(id, value)]);
      return { status: 201, json: requestView({ id, value }) };
    },
  });
}

function showRoute(requests: Collection<AuthorityRequest>): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'access', event: 'request-read' },
    summary: 'A request with every step that was taken',
    schema: { params },
    async handler({ act, params: { id } }) {
      act.object = id;
      const value = await known(requests, id);
      return { json: { ...requestView({ id, value }), steps: value.steps } };
    },
  });
}

function stepRoute(
  { shelf, now }: AssuranceContext,
  requests: Collection<AuthorityRequest>,
): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/steps`,
    policy: 'bound',
    act: { source: 'supervision', event: 'request-step' },
    summary: 'Takes the next step of a request: verified, approved, refused, answered, received',
    schema: { params, body: requestStep },
    handler: ({ act, assertMay, params: { id }, body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = id;
        const value = await known(requests, id);
        const officer = officerOf(identity);
        assertMay(requestRelation(value, body, officer.id));
        const refusal = requestRefusal(value, body, officer);
        if (refusal !== undefined) throw new Problem(409, `request-${refusal}`);
        const step = { step: body, by: officer.id, role: officer.role, at: now() };
        const next = { ...value, steps: [...value.steps, step] };
        await recordActs([{ result: 'done', reason: body.what }]);
        await shelf.change([requests.put(id, next)]);
        return { json: { ...requestView({ id, value: next }), steps: next.steps } };
      }),
  });
}

// The table lets officers alone to these routes.
function officerOf({ actor, caller }: Identity): { readonly id: string; readonly role: RoleName } {
  const role = ROLE_NAMES.find((name) => name === caller);
  assert(actor !== undefined && role !== undefined, 'the access table lets officers alone in');
  return { id: actor.id, role };
}

async function known(
  requests: Collection<AuthorityRequest>,
  id: string,
): Promise<AuthorityRequest> {
  const value = await requests.get(id);
  if (value === undefined) throw new Problem(404, 'request-unknown');
  return value;
}

function requestView({ id, value }: Document<AuthorityRequest>) {
  const { form, by, at, stopped } = value;
  const approvals = value.steps.filter(({ step }) => step.what === 'approved').length;
  return { id, ...form, state: stateOf(value), stopped, approvals, taken_by: by, taken_at: at };
}
