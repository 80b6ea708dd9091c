import { bytesToHex } from '@mingjing/crypto';
import { type Order, OrderKind, stateProofCodec } from '@mingjing/protocol';
import { buildStateProof, type EntryName } from '@mingjing/replica';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import type { ApiContext } from './context.ts';
import { hexId, idBytes } from './hex.ts';
import { ORDER_KINDS, ORDER_STATES, orderDetail, orderState, orderView } from './order-view.ts';

/** Orders on one page. */
const PAGE_MAX = 100;
/** Attachments proved in one answer; each is its own proof of about a kilobyte. */
const TOMBSTONES_PROVED = 256;

/** Orders: what was ordered by whom, what came of it, and its proof. */
export function orderRoutes({ host }: ApiContext): AnyRoute[] {
  return [listRoute(host), orderRoute(host), proofRoute(host)];
}

type Host = ApiContext['host'];
const read = { method: 'GET', policy: 'public' } as const;

const query = Type.Object({
  kind: Type.Optional(Type.Union(ORDER_KINDS.map((name) => Type.Literal(name)))),
  state: Type.Optional(Type.Union(ORDER_STATES.map((name) => Type.Literal(name)))),
  user_id: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' })),
  record_id: Type.Optional(hexId(36)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX })),
  before: Type.Optional(hexId(32)),
});
type Query = Type.Static<typeof query>;

function listRoute({ replica }: Host): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/orders',
    act: { source: 'access', event: 'orders-listed' },
    summary: 'Takedowns, freezes, limits and lifts, latest first',
    schema: { query },
    handler(asked) {
      const { registry, time } = replica.chain.state;
      const found = listed(registry.all('order'), asked.query, time);
      const orders = found
        .slice(0, asked.query.limit ?? PAGE_MAX)
        .map((order) => orderView(order, time));
      const hasMore = found.length > orders.length;
      return { json: { orders, next_before: hasMore ? (orders.at(-1)?.id ?? null) : null } };
    },
  });
}

function orderRoute({ replica }: Host): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/orders/:id',
    act: { source: 'access', event: 'order-read' },
    summary: 'An order as it was signed, who approved it, and what it takes down',
    schema: { params: Type.Object({ id: hexId(32) }) },
    handler({ params, act }) {
      act.object = params.id;
      return { json: orderDetail(orderOf(replica, params.id), replica.chain.state.time) };
    },
  });
}

function proofRoute({ replica, store }: Host): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/orders/:id/proof',
    act: { source: 'access', event: 'order-proved' },
    summary: 'State proof of an order, and of the record and attachments that it is about',
    answerMediaType: 'application/octet-stream',
    schema: { params: Type.Object({ id: hexId(32) }) },
    async handler({ params, act }) {
      act.object = params.id;
      const names = provedOf(orderOf(replica, params.id));
      const proof = await buildStateProof(replica.chain, store, names);
      if (proof === undefined) throw new Problem(404, 'order-unknown');
      return { bytes: stateProofCodec.encode(proof) };
    },
  });
}

function orderOf({ chain }: Host['replica'], id: string): Order {
  const order = chain.state.registry.get('order', idBytes(id));
  if (order === undefined) throw new Problem(404, 'order-unknown');
  return order;
}

function provedOf({ id, order, commitments }: Order): EntryName[] {
  const names: EntryName[] = [['order', id]];
  if (order.recordId.length > 0) names.push(['recordStatus', order.recordId]);
  if (order.userId !== '') names.push(['userRestriction', order.userId]);
  for (const commitment of commitments.slice(0, TOMBSTONES_PROVED)) {
    names.push(['tombstone', commitment]);
  }
  return names;
}

function listed(all: readonly Order[], asked: Query, time: number): Order[] {
  const ordered = all
    .filter((each) => isAsked(each, asked, time))
    .sort((a, b) => b.orderedHeight - a.orderedHeight || (idOf(a) < idOf(b) ? -1 : 1));
  if (asked.before === undefined) return ordered;
  return ordered.slice(ordered.findIndex((each) => idOf(each) === asked.before) + 1);
}

function isAsked(entry: Order, asked: Query, time: number): boolean {
  const { kind, userId, recordId } = entry.order;
  return (
    (asked.kind === undefined || OrderKind[asked.kind] === kind) &&
    (asked.state === undefined || orderState(entry, time) === asked.state) &&
    (asked.user_id === undefined || userId === asked.user_id) &&
    (asked.record_id === undefined || bytesToHex(recordId) === asked.record_id)
  );
}

function idOf({ id }: Order): string {
  return bytesToHex(id);
}
