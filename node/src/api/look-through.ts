import { bytesToHex } from '@mingjing/crypto';
import {
  authorityAccessOf,
  currentEpochOf,
  holderKey,
  type RegistryReader,
  sealKeyOf,
  sharesOf,
} from '@mingjing/execution';
import {
  type AccessEntry,
  type Epoch,
  EpochOrigin,
  type KeySide,
  RegistryKind,
} from '@mingjing/protocol';
import { type AnyRoute, defineRoute, Problem } from '@mingjing/service';
import Type from 'typebox';
import { ACCESS_KINDS, accessView } from './access-view.ts';
import type { ApiContext } from './context.ts';
import { hexId, idBytes } from './hex.ts';

/** Orders on one page. */
const PAGE_MAX = 100;
const NAME = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
const HOLDERS = ['user', 'organisation'] as const;

type Host = ApiContext['host'];
const read = { method: 'GET', policy: 'public' } as const;

/** Look-through as the chain shows it to all: keys, who holds shares, and what was ordered. */
export function lookThroughRoutes({ host }: ApiContext): AnyRoute[] {
  return [epochsRoute(host), keyRoute(host), ordersRoute(host), orderRoute(host)];
}

function epochsRoute({ replica, genesis }: Host): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/epochs',
    act: { source: 'access', event: 'epochs-read' },
    summary:
      'Epochs of look-through: the keys that private records are sealed to, and who holds shares',
    handler() {
      const { registry } = replica.chain.state;
      const epochs = registry.all('epoch').map((epoch) => epochView(registry, epoch));
      return { json: { suite: genesis.suite, epochs } };
    },
  });
}

function keyRoute({ replica }: Host): AnyRoute {
  const kind = Type.Union(HOLDERS.map((name) => Type.Literal(name)));
  return defineRoute({
    ...read,
    path: '/v1/envelope-keys/:kind/:holder',
    act: { source: 'access', event: 'envelope-key-read' },
    summary: 'The key to which private records are sealed for a user or an organisation now',
    schema: { params: Type.Object({ kind, holder: NAME }) },
    handler({ params, act }) {
      act.object = `${params.kind}/${params.holder}`;
      const { registry } = replica.chain.state;
      const holder = registry.get(
        'envelopeHolder',
        holderKey(RegistryKind[params.kind], params.holder),
      );
      const key = holder && registry.get('envelopeKey', holder.keyId);
      if (holder === undefined || key === undefined) throw new Problem(404, 'envelope-key-unknown');
      const [keyId, publicKey] = [holder.keyId, key.publicKey].map(bytesToHex);
      return { json: { key_id: keyId, public_key: publicKey, height: key.height } };
    },
  });
}

const query = Type.Object({
  kind: Type.Optional(Type.Union(ACCESS_KINDS.map((name) => Type.Literal(name)))),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX })),
  before: Type.Optional(hexId(32)),
});

function ordersRoute({ replica }: Host): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/access-orders',
    act: { source: 'access', event: 'access-orders-listed' },
    summary: 'Access orders, latest first, and what each authority ordered so far',
    schema: { query },
    handler(asked) {
      const { registry, time } = replica.chain.state;
      const { kind, before, limit = PAGE_MAX } = asked.query;
      const all = registry
        .all('access')
        .map((entry) => accessView(entry, time))
        .filter((order) => kind === undefined || order.kind === kind)
        .sort((a, b) => b.ordered_height - a.ordered_height || (a.id < b.id ? -1 : 1));
      const from = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
      const orders = all.slice(from, from + limit);
      const hasMore = all.length > from + orders.length;
      const next = hasMore ? (orders.at(-1)?.id ?? null) : null;
      return { json: { counts: countsOf(registry), orders, next_before: next } };
    },
  });
}

function orderRoute({ replica }: Host): AnyRoute {
  return defineRoute({
    ...read,
    path: '/v1/access-orders/:id',
    act: { source: 'access', event: 'access-order-read' },
    summary: 'An access order as it was signed, and which custodians answered it',
    schema: { params: Type.Object({ id: hexId(32) }) },
    handler({ params, act }) {
      act.object = params.id;
      const { registry, time } = replica.chain.state;
      const entry = registry.get('access', idBytes(params.id));
      if (entry === undefined) throw new Problem(404, 'access-order-unknown');
      return { json: { ...accessView(entry, time), shares: sharesView(registry, entry) } };
    },
  });
}

function epochView(registry: RegistryReader, epoch: Epoch) {
  const { number, authority, origin, height } = epoch;
  return {
    ...{ number, authority, height },
    origin: origin === EpochOrigin.dealt ? 'dealt' : 'contributed',
    current: currentEpochOf(registry, authority)?.number === number,
    seal: bytesToHex(sealKeyOf(epoch)),
    officers: sideView(epoch.officers),
    custodians: sideView(epoch.custodians),
  };
}

function sideView({ threshold, commitments, holders }: KeySide) {
  const held = holders.map(({ holder, index }) => ({ holder, index }));
  return { threshold, commitments: commitments.map(bytesToHex), holders: held };
}

function sharesView(registry: RegistryReader, entry: AccessEntry) {
  return sharesOf(registry, entry).map(({ custodian, nodeId, answerHash, height, time }) => ({
    ...{ custodian, node: nodeId, answer_hash: bytesToHex(answerHash), height, time },
  }));
}

function countsOf(registry: RegistryReader) {
  return registry.all('authority').map(({ id }) => {
    const { orders, sealed, opened, mismatched } = authorityAccessOf(registry, id);
    return { authority: id, orders, sealed, opened, mismatched };
  });
}
