import type { Host } from '@mingjing/host';
import {
  type AnyRoute,
  defineRoute,
  ownIf,
  Problem,
  pageOf,
  pageQueryProperties,
  parseCursor,
} from '@mingjing/service';
import { LISTED_MAX } from '@mingjing/storage';
import Type from 'typebox';
import { documentId, signatureBytes, signatureText } from '../stored-shapes.ts';
import { waitingCall } from './challenge.ts';
import { challengeStatistics } from './challenge-statistics.ts';
import type { DutyArea } from './duty-area.ts';
import type { IssuedChallenge } from './duty-desk.ts';
import { challengeView } from './duty-views.ts';

const PATH = '/v1/management/duty/challenges';

/** Challenges to whoever is on duty: asked for, answered, and how they went. */
export function challengeRoutes(area: DutyArea): AnyRoute[] {
  return [
    listRoute(area),
    statisticsRoute(area),
    mineRoute(area),
    askRoute(area),
    answerRoute(area),
  ];
}

function listRoute({ desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'challenges-listed' },
    summary: 'Challenges, latest first: who was called, who answered, and how fast',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler({ act, query }) {
      const past = parseCursor(query.cursor);
      const limit = Math.min(query.limit + 1, LISTED_MAX);
      const range = past === undefined ? {} : { past };
      const found = await desk.challenges.list({ ...range, reverse: true, limit });
      const { items, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
      act.counts = [items.length];
      return { json: { items: items.map(challengeView), next_cursor: nextCursor } };
    },
  });
}

function statisticsRoute({ desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/statistics`,
    policy: 'bound',
    act: { source: 'access', event: 'challenge-statistics-read' },
    summary: `How the latest challenges went, ${LISTED_MAX} at most`,
    async handler() {
      const found = await desk.challenges.list({ reverse: true, limit: LISTED_MAX });
      return { json: challengeStatistics(found.map(({ value }) => value)) };
    },
  });
}

function mineRoute({ context, desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/mine`,
    policy: 'bound',
    act: { source: 'access', event: 'own-challenge-read' },
    summary: 'The challenge that waits for the caller, with what he signs to answer it',
    async handler({ identity }) {
      const waiting = await desk.waiting();
      const isMine = waiting && waitingCall(waiting.value)?.officer === identity.actor?.id;
      const asked = isMine ? statedIn(context.host, waiting) : null;
      return { json: { time: context.now(), challenge: asked } };
    },
  });
}

/** The facts of the statement; the officer's side makes its bytes itself. */
function statedIn({ nodeId, replica }: Host, { id, value }: IssuedChallenge) {
  const { answerBy, officer } = waitingCall(value) ?? {};
  const { chainId } = replica.chain;
  return {
    ...{ kind: 'duty-answer', chain_id: chainId, node_id: nodeId, officer },
    ...{ id, nonce: value.nonce, answer_by: answerBy },
  };
}

function askRoute({ context, desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: PATH,
    policy: 'bound',
    act: { source: 'admin', event: 'duty-challenge-asked' },
    summary: 'Challenges whoever is on duty, now',
    schema: { body: Type.Object({}, { additionalProperties: false }) },
    handler: ({ identity, recordActs }) =>
      context.shelf.inTurn(async () => {
        if ((await desk.waiting()) !== undefined) throw new Problem(409, 'challenge-waiting');
        const askedBy = identity.actor?.id ?? '';
        const issued = await desk.issue(context.now(), askedBy, (id) =>
          recordActs([{ result: 'done', object: id }]),
        );
        return { status: 201, json: challengeView(issued) };
      }),
  });
}

function answerRoute({ context, desk }: DutyArea): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/answer`,
    policy: 'bound',
    act: { source: 'admin', event: 'duty-answered' },
    summary: 'Answers a challenge with the signature of whoever was called',
    schema: {
      params: Type.Object({ id: documentId }),
      body: Type.Object({ signature: signatureText }, { additionalProperties: false }),
    },
    handler: ({ act, assertMay, body, identity, params: { id }, recordActs }) =>
      context.shelf.inTurn(async () => {
        act.object = id;
        const value = await desk.challenges.get(id);
        if (value === undefined) throw new Problem(404, 'challenge-unknown');
        const officer = identity.actor?.id ?? '';
        assertMay(ownIf(value.calls.at(-1)?.officer === officer));
        const signature = signatureBytes(body.signature);
        const at = context.now();
        const after = desk.judge({ id, value }, { officer, signature, at });
        if (typeof after === 'string') throw new Problem(409, after);
        await recordActs([{ result: 'done', counts: [after.calls.length] }]);
        await desk.keep(id, after);
        return { json: challengeView({ id, value: after }) };
      }),
  });
}
