import { keyId } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import { isStanding, transactionRefusal } from '@mingjing/execution';
import {
  type Check,
  check,
  type Found,
  judgeSupervision,
  mostly,
  type SupervisionItem,
  unknown,
} from '@mingjing/inspection';
import {
  bodyCodec,
  NodeRole,
  type Order,
  OrderKind,
  OrderStatus,
  parseTransaction,
  SOURCE_NAMES,
  transactionCodec,
} from '@mingjing/protocol';
import type { InspectionWorld } from '../world.ts';
import { type Find, type Finders, footing, kept, registryFooting } from './collecting.ts';
import { drilledOrders, receiptsOf } from './drilled-orders.ts';

const UNIQUE_BYTES = 16;
const SIGNATURE_BYTES = 64;
const VALID_MS = 60_000;

const deployed: Find = async ({ assurance, host }) => {
  await assurance.watch.ask();
  const nodes = assurance.watch.nodes();
  const supervising = nodes.filter(({ role }) => role === 'supervision');
  const told = supervising.flatMap(({ answer, isConnected }) =>
    answer !== undefined && isConnected ? [answer] : [],
  );
  const tip = Math.max(host.replica.chain.height, ...nodes.map(heightOf));
  const lag = told.length === 0 ? 0 : Math.max(...told.map(({ report }) => tip - report.height));
  const ids = new Set(supervising.map(({ id }) => id));
  const vouched = await vouchedSources(host, ids);
  return {
    checks: [
      check(supervising.length > 0 && told.length === supervising.length, 'facts.deployed.there', {
        ...{ nodes: supervising.length, told: told.length },
      }),
      check(told.length > 0 && lag <= assurance.bounds.lagBlocks, 'facts.deployed.lag', {
        ...{ height: tip, lag, bound: assurance.bounds.lagBlocks },
      }),
      mostly(vouched > 0, 'facts.deployed.cosigned', {
        logs: vouched,
        of: host.journal.logs().length,
      }),
    ],
    standsOn: told.map(({ report }) => kept('report', { ...report, ports: undefined })),
  };
};

function heightOf({ answer }: ReturnType<InspectionWorld['assurance']['watch']['nodes']>[number]) {
  return answer?.report.height ?? 0;
}

/** Logs of this node whose checkpoint a supervision node verified and signed. */
async function vouchedSources(
  { journal }: InspectionWorld['host'],
  supervising: ReadonlySet<string>,
): Promise<number> {
  let count = 0;
  for (const source of SOURCE_NAMES) {
    const cosigned = await journal.cosigned.latest(source);
    if (cosigned?.witnesses.some((id) => supervising.has(id)) === true) count += 1;
  }
  return count;
}

/** What a supervision node cannot do is measured here; what it verified, it has to say itself. */
const readOnly: Find = async (world, context) => {
  const { registry, validators } = world.host.replica.chain.state;
  const nodes = registry
    .all('node')
    .filter(({ revokedHeight, role }) => revokedHeight === 0 && role === NodeRole.supervision);
  const deciding = nodes.filter(({ id }) =>
    validators.validators.some((each) => each.nodeId === id),
  );
  const keys = nodes.flatMap((node) => node.keys);
  const taken = keys.filter(({ publicKey }) => !isRefused(world, keyId(publicKey)));
  const checks: Check[] = [
    check(nodes.length > 0, 'facts.readonly.there', { nodes: nodes.length }),
    check(deciding.length === 0, 'facts.readonly.votes', { deciding: deciding.length }),
    check(taken.length === 0, 'facts.readonly.writes', {
      ...{ keys: keys.length, refused: keys.length - taken.length },
    }),
  ];
  const told = await asked('read-only-verifies-independently', world, context);
  return {
    checks: [...checks, ...told.checks],
    standsOn: [...nodes.map((node) => registryFooting('node', node.id, node)), ...told.standsOn],
  };
};

/** Whether the state refuses whatever this key signs; the signature is not even looked at. */
function isRefused({ host, now }: InspectionWorld, signer: Uint8Array): boolean {
  const { state } = host.replica.chain;
  const time = Math.max(now(), state.time + 1);
  const body = bodyCodec.encode({
    ...{ chainId: state.chainId, signer, validUntil: time + VALID_MS },
    unique: randomBytes(UNIQUE_BYTES),
    retentionRelease: { holdId: new Uint8Array(32) },
  });
  const bytes = transactionCodec.encode({ body, signature: new Uint8Array(SIGNATURE_BYTES) });
  const parsed = parseTransaction(bytes, state.chainId, state.parameters);
  if (!parsed.ok) return false;
  return transactionRefusal(state, parsed.value, time) === 'signer-not-allowed';
}

/** An item that only a supervision node can find: what it says, judged here. */
async function asked<I extends SupervisionItem>(
  item: I,
  { supervision }: InspectionWorld,
  context: { readonly phrase: string; readonly signal: AbortSignal },
): Promise<Found> {
  if (supervision === undefined) {
    return { checks: [unknown('facts.supervision.not-joined')], standsOn: [] };
  }
  const said = await supervision.ask(item, context);
  if (said === undefined) return { checks: [unknown('facts.supervision.silent')], standsOn: [] };
  return {
    checks: judgeSupervision(item, said.word),
    standsOn: [footing('statement', said.hash, said.by)],
  };
}

function askedItem(item: SupervisionItem): Find {
  return (world, context) => asked(item, world, context);
}

/** Item 25: orders on marked test subjects, given by officers as a drill, and what came of them. */
const freezing: Find = async (world) => {
  const { assurance, host } = world;
  const { registry, time } = host.replica.chain.state;
  const drilled = drilledOrders(world, [OrderKind.freeze, OrderKind.limit]);
  const kinds = new Set(drilled.map(({ order }) => order.kind));
  const { drillDays } = assurance.bounds;
  if (drilled.length === 0) {
    return { checks: [unknown('facts.freezing.none', { days: drillDays })], standsOn: [] };
  }
  const receipts = await Promise.all(drilled.map((order) => receiptsOf(world, order)));
  const late = receipts.flatMap(({ missing }) => missing);
  const answered = receipts.reduce((sum, each) => sum + each.answered, 0);
  const expected = receipts.reduce((sum, each) => sum + each.expected, 0);
  const freed = drilled.filter((order) => !isStanding(order, time) || order.liftedBy.length > 0);
  const lifts = registry.all('order').filter(({ order }) => order.kind === OrderKind.lift);
  const lifted = drilled.filter(({ id }) => lifts.some((lift) => isLiftOf(lift, id)));
  const waits = drilled.map(
    ({ effectiveHeight, orderedHeight }) => effectiveHeight - orderedHeight,
  );
  return {
    checks: [
      mostly(kinds.size === 2, 'facts.freezing.drilled', {
        ...{ orders: drilled.length, kinds: kinds.size, days: drillDays },
        blocks: Math.max(0, ...waits),
      }),
      check(late.length === 0 && expected > 0, 'facts.freezing.receipts', {
        ...{ answered, expected, first: late[0] ?? '-' },
      }),
      check(freed.length === drilled.length && lifted.length > 0, 'facts.freezing.lifted', {
        ...{ lifted: lifted.length, over: freed.length, orders: drilled.length },
      }),
    ],
    standsOn: drilled.map((order) => registryFooting('order', order.id, order)),
  };
};

function isLiftOf({ order, status }: Order, id: Uint8Array): boolean {
  const isDone = status === OrderStatus.inForce || status === OrderStatus.lifted;
  return isDone && Buffer.from(order.lifts).equals(id);
}

/** Section three of the form. */
export const SUPERVISION: Finders = {
  'deployed-and-in-sync': deployed,
  'read-only-verifies-independently': readOnly,
  'trace-by-subject-content-time': askedItem('trace-by-subject-content-time'),
  'look-through-of-encrypted-data': askedItem('look-through-of-encrypted-data'),
  'identity-restoration': askedItem('identity-restoration'),
  'freeze-limit-unfreeze': freezing,
  'rules-and-alarms': askedItem('rules-and-alarms'),
  'supervision-acts-accountable': askedItem('supervision-acts-accountable'),
};
