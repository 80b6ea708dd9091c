import { bytesToHex } from '@mingjing/crypto';
import { documentId, latestPage, newId, signatureText } from '@mingjing/host/desk';
import {
  type AnyRoute,
  type CallContext,
  defineRoute,
  Problem,
  pageQueryProperties,
} from '@mingjing/service';
import type { Document } from '@mingjing/storage';
import Type from 'typebox';
import type { DeskContext } from '../context.ts';
import { type OwnOfficer, ownOfficer, statedBy } from '../own-officer.ts';
import { isInScope, readingScope } from '../reads/scope.ts';
import {
  advisoryFacts,
  type Draft,
  draftForm,
  type Intervention,
  messageOf,
  stateOf,
} from './intervention.ts';
import type { InterventionDesk } from './intervention-desk.ts';
import { interventionView } from './intervention-view.ts';
import type { Poster } from './poster.ts';
import { checkSignedOrder } from './signed-order.ts';
import { organisationOf } from './subject.ts';

const PATH = '/v1/desk/interventions';
/** An order is some hundred bytes. */
const TRANSACTION_CHARS_MAX = 8192;

const params = Type.Object({ id: documentId });
/** Of an order the signed transaction in base64url, of an advisory the signature. */
const signForm = Type.Object(
  {
    transaction: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: TRANSACTION_CHARS_MAX }),
    ),
    signature: Type.Optional(signatureText),
  },
  { additionalProperties: false },
);

interface Parts {
  readonly context: DeskContext;
  readonly desk: InterventionDesk;
  readonly poster: Poster;
}

/** Orders and advisories: drafted by one officer, signed by another, posted by this node. */
export function interventionRoutes(parts: Parts): AnyRoute[] {
  return [
    listRoute(parts),
    readRoute(parts),
    draftRoute(parts),
    signRoute(parts),
    withdrawRoute(parts),
  ];
}

function listRoute({ context, desk, poster }: Parts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'interventions-listed' },
    summary: 'Interventions, latest first',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler(call) {
      const { items, nextCursor } = await latestPage(desk.interventions, call.query);
      // A page may be shorter than was asked for: what is beyond his scope is left out.
      const seen: Document<Intervention>[] = [];
      for (const each of items) {
        const about = await organisationOf(context.host, each.value.draft);
        if (context.reads.seesPapersOf(call, about)) seen.push(each);
      }
      call.act.counts = [seen.length];
      const views = seen.map((each) => interventionView(context.host, each, poster));
      return { json: { items: views, next_cursor: nextCursor } };
    },
  });
}

function readRoute({ context, desk, poster }: Parts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'supervision', event: 'intervention-read' },
    summary: 'An intervention: who has it, and what the chain says of its order',
    schema: { params },
    async handler(call) {
      const { id } = call.params;
      call.act.object = id;
      const value = await seen({ context, desk }, call, id);
      return { json: interventionView(context.host, { id, value }, poster) };
    },
  });
}

function draftRoute({ context, desk, poster }: Parts): AnyRoute {
  const { host, now, shelf } = context;
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'supervision', event: 'intervention-drafted' },
    summary: 'Drafts an order or an advisory; another officer signs it',
    schema: { body: draftForm },
    handler: ({ assertMay, body, identity, recordActs }) =>
      shelf.inTurn(async () => {
        const draft: Draft = body;
        const officer = ownOfficer(host, identity);
        const at = now();
        assertMay(await scopeRelation(host, officer, draft));
        assertPossible(parts(), draft);
        if (desk.isFull) throw new Problem(409, 'interventions-full');
        const id = newId(at);
        const value: Intervention = {
          ...{ draft, draftedBy: officer.officer, draftedAt: at },
          ...{ signed: null, postings: [], settled: null, withdrawn: null },
        };
        const subject = draft.kind === 'advisory' ? draft.title : draft.explanation;
        await recordActs([{ result: 'done', object: `${id} ${draft.kind}`, subject }]);
        await desk.keep(id, value);
        return { status: 201, json: interventionView(host, { id, value }, poster) };
      }),
  });

  function parts(): Parts {
    return { context, desk, poster };
  }
}

/** Whether the subject of a draft is within the officer's scope now; an unknown one is not. */
async function scopeRelation(host: DeskContext['host'], { officer }: OwnOfficer, draft: Draft) {
  const { registry } = host.replica.chain.state;
  const scope = readingScope(registry, officer);
  const organisation = await organisationOf(host, draft);
  const isSeen = scope !== undefined && organisation !== undefined;
  return isSeen && isInScope(registry, scope, organisation) ? 'organisation' : 'foreign';
}

/** Refuses a draft that fits nothing, and one that nobody could get. */
function assertPossible({ context, poster }: Parts, draft: Draft): void {
  const { time } = context.host.replica.chain.state;
  const organisations = poster.targets.map((each) => each.organisation);
  if (draft.kind === 'advisory') {
    if (!organisations.includes(draft.organisation)) throw new Problem(409, 'intervention-nodes');
    return;
  }
  const message = messageOf(draft, time);
  if (typeof message === 'string') throw new Problem(400, message);
  if (!poster.isEnough(organisations)) throw new Problem(409, 'intervention-nodes');
}

function signRoute({ context, desk, poster }: Parts): AnyRoute {
  const { host, now, shelf } = context;
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/sign`,
    policy: 'bound',
    act: { source: 'supervision', event: 'intervention-signed' },
    summary: 'Takes the signature of the second officer, and posts what he signed',
    schema: { params, body: signForm },
    async handler(call) {
      const { act, assertMay, body, identity, recordActs } = call;
      const { id } = call.params;
      act.object = id;
      await shelf.inTurn(async () => {
        const before = await seen({ context, desk }, call, id);
        const { draft, draftedBy } = before;
        const officer = ownOfficer(host, identity);
        // Who wrote a draft never signs it.
        const isOwn = draftedBy === officer.officer;
        assertMay(isOwn ? 'own' : await scopeRelation(host, officer, draft));
        if (stateOf(before) !== 'drafted') throw new Problem(409, 'intervention-decided');
        assertPossible({ context, desk, poster }, draft);
        const signed = { ...signedBy(id, before, officer, body), at: now() };
        await recordActs([{ result: 'done', object: `${id} ${signed.order}`.trim() }]);
        await desk.keep(id, { ...before, signed });
      });
      // What was signed is durable; a node that is away now gets it at a later turn.
      await desk.post(id, now());
      const value = await known(desk, id);
      return { json: interventionView(host, { id, value }, poster) };
    },
  });

  function signedBy(
    id: string,
    { draft }: Intervention,
    officer: OwnOfficer,
    { signature, transaction }: { signature?: string; transaction?: string },
  ) {
    const by = officer.officer;
    if (draft.kind === 'advisory') {
      const said = signature ?? '';
      statedBy(host, officer, 'advisory', advisoryFacts(id, draft), said);
      return { by, bytes: said, order: '', validUntil: 0 };
    }
    const bytes = Uint8Array.from(Buffer.from(transaction ?? '', 'base64url'));
    const message = messageOf(draft, host.replica.chain.state.time);
    if (typeof message === 'string') throw new Problem(409, message);
    const checked = checkSignedOrder(host, bytes, message, officer);
    if (typeof checked === 'string') throw new Problem(400, `intervention-${checked}`);
    const order = bytesToHex(checked.id);
    return { by, bytes: bytesToHex(bytes), order, validUntil: checked.body.validUntil };
  }
}

function withdrawRoute({ context, desk, poster }: Parts): AnyRoute {
  const { host, now, shelf } = context;
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/withdraw`,
    policy: 'bound',
    act: { source: 'supervision', event: 'intervention-withdrawn' },
    summary: 'Takes back a draft that nobody signed; that it was drafted stays',
    schema: { params },
    handler: (call) =>
      shelf.inTurn(async () => {
        const { act, identity, recordActs } = call;
        const { id } = call.params;
        act.object = id;
        const before = await seen({ context, desk }, call, id);
        const { officer: by } = ownOfficer(host, identity);
        if (stateOf(before) !== 'drafted') throw new Problem(409, 'intervention-decided');
        const value = { ...before, withdrawn: { by, at: now() } };
        await recordActs([{ result: 'done' }]);
        await desk.keep(id, value);
        return { json: interventionView(host, { id, value }, poster) };
      }),
  });
}

/** One that the caller may see, by the organisation that answers for what it is about. */
async function seen(
  { context, desk }: Omit<Parts, 'poster'>,
  call: Pick<CallContext, 'identity'>,
  id: string,
): Promise<Intervention> {
  const value = await known(desk, id);
  context.reads.assertSeesPapersOf(call, await organisationOf(context.host, value.draft));
  return value;
}

async function known(desk: InterventionDesk, id: string): Promise<Intervention> {
  const value = await desk.find(id);
  if (value === undefined) throw new Problem(404, 'intervention-unknown');
  return value;
}
