import { bytesToHex, hexToBytes } from '@mingjing/crypto';
import { CONTRIBUTION_BYTES_MAX } from '@mingjing/protocol';
import {
  type AnyRoute,
  defineRoute,
  encodeCursor,
  Problem,
  pageQueryProperties,
  parseCursor,
  seeing,
} from '@mingjing/service';
import Type from 'typebox';
import type { DeskContext } from '../context.ts';
import { DESK_FIELDS } from '../reads/field-table.ts';
import type { Reader } from '../reads/subject-reads.ts';
import { actRoute } from './act-route.ts';
import { copyRoute } from './copy-route.ts';
import { evidenceView } from './evidence-view.ts';
import { identityRoute } from './identity-routes.ts';
import { progressOf } from './judge-opening.ts';
import { listedOrder, type OrderFacts, orderDetail } from './look-through-view.ts';
import { type AskedOrder, OPENED, type OpeningDesk } from './opening-desk.ts';

const ORDERS = '/v1/look-through/orders';
const params = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
const CURSOR = /^([0-9]{1,15})-([0-9a-f]{64})$/;

/** Access orders as they go: their text, signatures, shares, and what they opened. */
export function lookThroughRoutes(context: DeskContext, desk: OpeningDesk): AnyRoute[] {
  return [
    actRoute(context),
    listRoute(context, desk),
    detailRoute(context, desk),
    answersRoute(context, desk),
    contributionRoute(desk),
    openingRoute(context, desk),
    evidenceRoute(context, desk),
    identityRoute(context),
    copyRoute(context, desk),
  ];
}

function listRoute({ host, reads }: DeskContext, desk: OpeningDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: ORDERS,
    policy: 'bound',
    act: { source: 'supervision', event: 'access-orders-listed' },
    summary: 'Access orders with their stage, latest first',
    schema: { query: Type.Object(pageQueryProperties, { additionalProperties: false }) },
    async handler(call) {
      const reader = reads.of(call);
      const before = placeOf(call.query.cursor);
      const found = host.replica.chain.state.registry
        .all('access')
        .filter((entry) => maySeeOrder(reader, entry))
        .filter((entry) => before === undefined || isBefore(placeIn(entry), before))
        .sort((a, b) => (isBefore(placeIn(a), placeIn(b)) ? 1 : -1));
      const page = found.slice(0, call.query.limit);
      const last = page.at(-1);
      const items: object[] = [];
      for (const { id } of page) {
        items.push(listedOrder(await factsOf(host, desk, desk.order(id))));
      }
      call.act.counts = [items.length];
      const hasMore = found.length > page.length && last !== undefined;
      return { json: { items, next_cursor: hasMore ? encodeCursor(placeText(last)) : null } };
    },
  });
}

function detailRoute({ host, reads }: DeskContext, desk: OpeningDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${ORDERS}/:id`,
    policy: 'bound',
    act: { source: 'supervision', event: 'access-order-read' },
    summary: 'One access order: text, signatures, shares one by one, result, entries',
    schema: { params },
    async handler(call) {
      call.act.object = call.params.id;
      const order = orderSeen(desk, reads.of(call), call.params.id);
      return { json: orderDetail(await factsOf(host, desk, order)) };
    },
  });
}

function answersRoute({ reads }: DeskContext, desk: OpeningDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${ORDERS}/:id/answers`,
    policy: 'bound',
    act: { source: 'supervision', event: 'custody-answers-read' },
    summary: "Custodians' answers to an order, sealed to the officers whom it names",
    schema: { params },
    async handler(call) {
      call.act.object = call.params.id;
      const { entry } = orderSeen(desk, reads.of(call), call.params.id);
      const found = await desk.shelf.answers(entry.id);
      call.act.counts = [found.length];
      const items = found.map(({ organisation, kept }) => ({ organisation, answer: kept.answer }));
      return { json: { items } };
    },
  });
}

function contributionRoute(desk: OpeningDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${ORDERS}/:id/contributions`,
    policy: 'bound',
    act: { source: 'supervision', event: 'opening-contributed' },
    summary: "An officer's own answer, and those that he unsealed, under his signature",
    schema: { params },
    binaryBody: true,
    bodyBytesMax: CONTRIBUTION_BYTES_MAX,
    async handler({ act, params: { id }, bytes, recordActs }) {
      act.object = id;
      // The signature says who it is of, whoever carries it here.
      const said = await desk.contribute(idBytes(id), bytes, (officer) =>
        recordActs([{ result: 'done', actor: { type: 'officer', id: officer } }]),
      );
      const progress = await desk.progress(desk.order(idBytes(id)));
      return { status: 201, json: { officer: said.officer, progress: progress ?? null } };
    },
  });
}

function openingRoute({ reads }: DeskContext, desk: OpeningDesk): AnyRoute {
  return defineRoute({
    method: 'POST',
    path: `${ORDERS}/:id/opening`,
    policy: 'bound',
    act: { source: 'supervision', event: 'opened-content-read' },
    summary: 'Opens what an order names; the entry is written first, and once for all readings',
    schema: { params, body: Type.Object({}, { additionalProperties: false }) },
    async handler(call) {
      const {
        act,
        params: { id },
      } = call;
      act.object = id;
      const reader = reads.of(call);
      orderSeen(desk, reader, id);
      const opened = await desk.open(idBytes(id), {
        assertMaySee: (organisation) => reader.assertMaySee(organisation),
        async note({ verdict, officers }) {
          reader.about(officers.join(' '));
          const why = verdict === 'garbage' ? { reason: 'garbage' } : {};
          const said = { event: OPENED.event, object: id, counts: [officers.length], ...why };
          const [written] = await call.recordActs([{ ...said, result: 'done' }]);
          return written?.index ?? 0;
        },
      });
      const { entry, verdict, content, identity } = opened;
      const base64 = Buffer.from(content).toString('base64');
      const see = seeing(DESK_FIELDS, call.identity.caller);
      const shown = see('opened-content', base64, () => '');
      return { json: { order: id, entry, verdict, identity, content: shown } };
    },
  });
}

function evidenceRoute({ reads }: DeskContext, desk: OpeningDesk): AnyRoute {
  return defineRoute({
    method: 'GET',
    path: `${ORDERS}/:id/evidence`,
    policy: 'bound',
    act: { source: 'supervision', event: 'opening-evidence-read' },
    summary: 'What shows that a sender sealed garbage, for anybody to judge again',
    schema: { params },
    async handler(call) {
      call.act.object = call.params.id;
      const reader = reads.of(call);
      orderSeen(desk, reader, call.params.id);
      const evidence = await desk.evidence(idBytes(call.params.id), (organisation) =>
        reader.assertMaySee(organisation),
      );
      return { json: { evidence: evidence === undefined ? null : evidenceView(evidence) } };
    },
  });
}

// What a sealed order is about nobody but its officers knows before it is opened on the chain: then
// whose subject it is, is asked of what they contributed (`OpeningDesk`).
function maySeeOrder(
  reader: Reader,
  { subjectOrganisation }: Pick<AskedOrder['entry'], 'subjectOrganisation'>,
): boolean {
  return subjectOrganisation === '' || reader.maySee(subjectOrganisation);
}

/** An order that the reader may see; throws the problem of one about another's subject. */
function orderSeen(desk: OpeningDesk, reader: Reader, id: string): AskedOrder {
  const order = desk.order(idBytes(id));
  if (!maySeeOrder(reader, order.entry)) throw new Problem(403, 'scope-subject');
  return order;
}

async function factsOf(
  host: DeskContext['host'],
  { shelf }: OpeningDesk,
  order: AskedOrder,
): Promise<OrderFacts> {
  const { id } = order.entry;
  const contributions = await shelf.contributions(id);
  return {
    ...order,
    ...{ contributions, answers: await shelf.answers(id), opening: await shelf.opening(id) },
    progress: order.epoch && progressOf(order.epoch, contributions),
    time: host.replica.chain.state.time,
  };
}

interface Place {
  readonly height: number;
  readonly id: string;
}

function placeIn({ orderedHeight, id }: AskedOrder['entry']): Place {
  return { height: orderedHeight, id: bytesToHex(id) };
}

function isBefore(a: Place, b: Place): boolean {
  return a.height === b.height ? a.id < b.id : a.height < b.height;
}

function placeText(entry: AskedOrder['entry']): string {
  const { height, id } = placeIn(entry);
  return `${height}-${id}`;
}

function placeOf(cursor: string | undefined): Place | undefined {
  const text = parseCursor(cursor);
  if (text === undefined) return undefined;
  const [, height, id] = CURSOR.exec(text) ?? [];
  if (height === undefined || id === undefined) throw new Problem(400, 'bad-cursor');
  return { height: Number(height), id };
}

function idBytes(hex: string): Uint8Array {
  return hexToBytes(hex) ?? new Uint8Array(0);
}
