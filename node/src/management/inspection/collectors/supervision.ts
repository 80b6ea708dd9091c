import { isStanding } from '@mingjing/execution';
import {
  check,
  kept,
  mostly,
  registryFooting,
  type SupervisionItem,
  unknown,
} from '@mingjing/inspection';
import { type Order, OrderKind, OrderStatus, SOURCE_NAMES } from '@mingjing/protocol';
import type { InspectionWorld } from '../world.ts';
import type { Find, Finders } from './collecting.ts';
import { drilledOrders, receiptsOf } from './drilled-orders.ts';

const FOLLOWED = 'deployed-and-in-sync';

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

/** An item that a supervision node measures itself: what it signed, or why it said nothing. */
function askedItem(item: SupervisionItem): Find {
  return (_world, { supervision }) => {
    const why = (key: string) => ({
      checks: [unknown(`facts.supervision.${key}`)],
      standsOn: [],
    });
    if (supervision === undefined) return why('not-joined');
    if (!supervision.ok) return why(`silent.${supervision.fault}`);
    const stated = supervision.measurements.get(item);
    return stated === undefined ? why('not-among') : { checks: [], standsOn: [], stated };
  };
}

/** The supervision node knows best whether it follows; without its word others are asked. */
const followed: Find = (world, context) => {
  const { supervision } = context;
  const stated = supervision?.ok ? supervision.measurements.get(FOLLOWED) : undefined;
  return stated === undefined ? deployed(world, context) : { checks: [], standsOn: [], stated };
};

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
  [FOLLOWED]: followed,
  'read-only-verifies-independently': askedItem('read-only-verifies-independently'),
  'trace-by-subject-content-time': askedItem('trace-by-subject-content-time'),
  'look-through-of-encrypted-data': askedItem('look-through-of-encrypted-data'),
  'identity-restoration': askedItem('identity-restoration'),
  'freeze-limit-unfreeze': freezing,
  'rules-and-alarms': askedItem('rules-and-alarms'),
  'supervision-acts-accountable': askedItem('supervision-acts-accountable'),
};
