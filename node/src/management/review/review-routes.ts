import { hexToBytes } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { SALT_BYTES } from '@mingjing/protocol';
import {
  type AnyRoute,
  defineRoute,
  type Identity,
  ownIf,
  Problem,
  pageQueryProperties,
} from '@mingjing/service';
import type { Document } from '@mingjing/storage';
import Type from 'typebox';
import { shownContent } from '../../api/content.ts';
import type { ManagementContext } from '../context.ts';
import { latestPage } from '../latest-page.ts';
import { STATISTICS_DAYS_MAX } from '../screening/limits.ts';
import { REASON_CHARS_MAX } from './limits.ts';
import { DECISIONS, decided, type Review, type ReviewRefusal, verdictFault } from './review.ts';
import type { ReviewDays } from './review-days.ts';
import type { ReviewDesk } from './review-desk.ts';
import { type ReviewTies, tieChange, tiesForm } from './review-ties.ts';
import { listedReview, readReview, standingOf } from './review-view.ts';

const PATH = '/v1/reviews';
const ATTACHMENTS_MAX = 256;
const params = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{24}$' }) });
const officer = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
const decisionForm = Type.Object(
  {
    decision: Type.Enum([...DECISIONS]),
    reason: Type.String({ minLength: 1, maxLength: REASON_CHARS_MAX, pattern: '\\S' }),
  },
  { additionalProperties: false },
);

export interface ReviewParts {
  readonly desk: ReviewDesk;
  readonly ties: ReviewTies;
  readonly days: ReviewDays;
}

/** What waits for a reviewer, and what reviewers decided. */
export function reviewRoutes(context: ManagementContext, parts: ReviewParts): AnyRoute[] {
  return [
    listRoute(parts),
    readRoute(context, parts),
    contentRoute(context, parts),
    decideRoute(context, parts),
    standingRoute(parts),
    statisticsRoute(context, parts),
    tiesRoute(parts),
    tieRoute(context, parts),
  ];
}

function listRoute({ desk }: ReviewParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: PATH,
    policy: 'bound',
    act: { source: 'access', event: 'reviews-listed' },
    summary: 'Reviews, latest first, without what was found; or those that wait, earliest first',
    schema: {
      query: Type.Object(
        { ...pageQueryProperties, open: Type.Optional(Type.Boolean()) },
        { additionalProperties: false },
      ),
    },
    async handler({ act, query }) {
      if (query.open === true) {
        const waiting = desk.waiting().slice(0, query.limit);
        act.counts = [waiting.length];
        const items = waiting.map(([id, value]) => listedReview({ id, value }));
        return { json: { items, next_cursor: null } };
      }
      const { items, nextCursor } = await latestPage(desk.reviews, query);
      act.counts = [items.length];
      return { json: { items: items.map(listedReview), next_cursor: nextCursor } };
    },
  });
}

function readRoute({ now }: ManagementContext, { desk }: ReviewParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id`,
    policy: 'bound',
    act: { source: 'access', event: 'review-read' },
    summary: 'One review with what was found, and every look at it',
    schema: { params },
    async handler({ act, params: { id } }) {
      act.object = id;
      return { json: readReview(await reviewOf(desk, id), now()) };
    },
  });
}

function contentRoute({ host }: ManagementContext, { desk, ties }: ReviewParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id/contents/:number`,
    policy: 'bound',
    act: { source: 'access', event: 'review-content-read' },
    summary: 'One attachment under review; the number counts from 0',
    answerMediaType: 'application/octet-stream',
    schema: {
      params: Type.Object({
        ...params.properties,
        number: Type.Integer({ minimum: 0, maximum: ATTACHMENTS_MAX }),
      }),
    },
    async handler({ act, assertMay, identity, params: { id, number } }) {
      act.object = `${id}/${number}`;
      const review = await reviewOf(desk, id);
      assertMay(await relationTo(review.value, officerOf(identity), ties));
      const bytes = await contentOf(host, desk, review, number);
      if (bytes === undefined) throw new Problem(404, 'review-content-gone');
      return { bytes };
    },
  });
}

async function contentOf(
  host: Host,
  desk: ReviewDesk,
  { id, value: { attachments, kind } }: Document<Review>,
  number: number,
): Promise<Uint8Array | undefined> {
  const attachment = attachments[number];
  if (attachment === undefined) return undefined;
  // The transaction is the first file, so an attachment has the number after its own.
  if (kind === 'held') return (await desk.file(id, String(number + 1)))?.subarray(SALT_BYTES);
  const commitment = hexToBytes(attachment.commitment) ?? new Uint8Array(0);
  const { chain, contents } = host.replica;
  const found = await contents.find(commitment);
  return found.type === 'not-held' ? undefined : shownContent(chain.state.registry, found).content;
}

const STATUS_OF: Readonly<Record<ReviewRefusal, number>> = {
  'review-decided': 409,
  'review-lapsed': 409,
  'review-wrong-decision': 409,
  'review-second-person': 403,
};

function decideRoute({ shelf, now }: ManagementContext, parts: ReviewParts): AnyRoute {
  const { days, desk, ties } = parts;
  return defineRoute({
    method: 'POST',
    path: `${PATH}/:id/decisions`,
    policy: 'bound',
    act: { source: 'admin', event: 'review-decided' },
    summary: 'Approves, refuses, confirms or objects, with a reason; or asks for a second look',
    schema: { params, body: decisionForm },
    handler: ({ act, assertMay, body, identity, params: { id }, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = id;
        const { value: before } = await reviewOf(desk, id);
        const by = officerOf(identity);
        assertMay(await relationTo(before, by, ties));
        const verdict = { by, at: now(), decision: body.decision, reason: body.reason };
        const fault = verdictFault(before, verdict);
        if (fault !== undefined) throw new Problem(STATUS_OF[fault], fault);
        const value = decided(before, verdict);
        await recordActs([{ result: 'done', event: `review-${EVENTS[body.decision]}` }]);
        const refusal = value.state === 'refused' ? [desk.refusalChange(id, value)] : [];
        const counted = await days.count(body.decision, value, verdict.at);
        await shelf.change([desk.update(id, value, now()), counted, ...refusal]);
        const passedOn = value.state === 'approved' ? await desk.passOn(id, now()) : null;
        if (value.state === 'refused') await desk.discard(id, value, now());
        const after = await reviewOf(desk, id);
        return { json: { ...readReview(after, now()), passed_on: passedOn } };
      }),
  });
}

const EVENTS = {
  approve: 'approved',
  refuse: 'refused',
  confirm: 'confirmed',
  object: 'objected',
  'second-look': 'second-look-asked',
} as const;

function standingRoute({ desk }: ReviewParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${PATH}/:id/standing`,
    policy: 'public',
    act: { source: 'access', event: 'review-standing-read' },
    summary: 'For the author: whether it waits, is approved and until when, or is refused and why',
    schema: { params },
    async handler({ act, params: { id } }) {
      act.object = id;
      return { json: standingOf(await reviewOf(desk, id)) };
    },
  });
}

function statisticsRoute({ now }: ManagementContext, { days, desk }: ReviewParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/review-statistics',
    policy: 'bound',
    act: { source: 'access', event: 'review-statistics-read' },
    summary: 'What waits and is overdue now, and what was decided in time, by day (China time)',
    async handler({ act }) {
      const waiting = desk.waiting();
      const overdue = waiting.filter(([, { dueAt }]) => now() > dueAt);
      const found = await days.collection.list({ reverse: true, limit: STATISTICS_DAYS_MAX });
      act.counts = [waiting.length, overdue.length];
      const items = found.map(({ id, value: { ended, inTime, looks } }) => {
        return { day: id, looks, ended, in_time: inTime };
      });
      return { json: { waiting: waiting.length, overdue: overdue.length, days: items } };
    },
  });
}

function tiesRoute({ ties }: ReviewParts): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: '/v1/reviewers/:officer/users',
    policy: 'bound',
    act: { source: 'access', event: 'reviewer-users-read' },
    summary: 'Users that a reviewer is or speaks for',
    schema: { params: Type.Object({ officer }) },
    async handler({ act, params: { officer: id } }) {
      act.object = id;
      return { json: { officer: id, users: await ties.of(id) } };
    },
  });
}

function tieRoute({ shelf }: ManagementContext, { ties }: ReviewParts): AnyRoute {
  return defineRoute({
    method: 'PUT',
    path: '/v1/reviewers/:officer/users',
    policy: 'bound',
    act: { source: 'admin', event: 'reviewer-users-changed' },
    summary: 'States which users a reviewer is or speaks for: those he never reviews',
    schema: { params: Type.Object({ officer }), body: tiesForm },
    handler: ({ act, body, params: { officer: id }, recordActs }) =>
      shelf.inTurn(async () => {
        act.object = id;
        // Named both ways: an audit finds who was let to review whom, also for an hour.
        const subject = JSON.stringify(tieChange(await ties.of(id), body.users));
        await recordActs([{ result: 'done', counts: [body.users.length], subject }]);
        await shelf.change([ties.collection.put(id, body)]);
        return { json: { officer: id, users: body.users } };
      }),
  });
}

async function reviewOf(desk: ReviewDesk, id: string): Promise<Document<Review>> {
  const value = await desk.reviews.get(id);
  if (value === undefined) throw new Problem(404, 'review-unknown');
  return { id, value };
}

/** The author never reviews, nor does who speaks for him. */
async function relationTo({ author }: Review, officer: string, ties: ReviewTies) {
  return ownIf(author === officer || (await ties.of(officer)).includes(author));
}

function officerOf({ actor }: Identity): string {
  return actor?.id ?? '';
}
