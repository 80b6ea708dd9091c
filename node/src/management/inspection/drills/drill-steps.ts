import { bytesToHex } from '@mingjing/crypto';
import { isStanding, type SanctionState, sanctionState } from '@mingjing/execution';
import {
  type Order,
  OrderKind,
  OrderStatus,
  type Sanction,
  SanctionGrade,
  SanctionStepKind,
} from '@mingjing/protocol';
import type { OrderReceipts } from '../collectors/drilled-orders.ts';

/** Drills that officers walk through by their own signatures, in the order of the page. */
export const GUIDED_DRILLS = [
  ...(['freeze', 'limit', 'takedown'] as const),
  ...(['sanction-warn', 'sanction-limit', 'sanction-suspend', 'sanction-close'] as const),
] as const;
export type GuidedDrill = (typeof GUIDED_DRILLS)[number];

type StepName =
  | 'marked'
  | 'ordered'
  | 'approved'
  | 'carried-out'
  | 'lift-ordered'
  | 'lifted'
  | 'imposed'
  | 'confirmed';

/**
 * `next`: whoever may, can do it now; `later`: what comes before it is not done. `waiting`: for
 * nodes that owe their receipt, which keeps nobody from lifting what is in force elsewhere.
 */
type StepState = 'done' | 'waiting' | 'next' | 'later' | 'failed';

export interface DrillStep {
  readonly step: StepName;
  readonly state: StepState;
  /** The officer who did it; null: nobody yet, or nodes did it by themselves. */
  readonly by: string | null;
  readonly height: number | null;
  /** Nodes that carried it out, by their signed word; null: not asked of nodes. */
  readonly receipts: OrderReceipts | null;
}

/** A drill as the chain has it: nothing of it is kept anywhere else, so it is never half done. */
export interface DrillState {
  readonly drill: GuidedDrill;
  /** Order or sanction that the drill is about, and the order that lifts it, in hex. */
  readonly reference: string | null;
  readonly lift: string | null;
  readonly record: string | null;
  readonly steps: readonly DrillStep[];
  /** Whether every step is done. */
  readonly isWhole: boolean;
  /** When it began, by block time in ms; null: nobody began it. */
  readonly beganAt: number | null;
}

/** What the chain says about drills on one marked test subject. */
export interface DrillFacts {
  /** Block time, ms. */
  readonly time: number;
  /** Whether there is a subject that may be drilled on. */
  readonly isMarked: boolean;
  readonly subject: string;
  /** Orders marked as drills by one's own organisation, lifts too. */
  readonly orders: readonly Order[];
  readonly sanctions: readonly Sanction[];
  /** By order, in hex. */
  readonly receipts: ReadonlyMap<string, OrderReceipts>;
}

/** Every drill with its steps; the latest attempt is the one that is shown. Pure. */
export function drillStates(facts: DrillFacts): DrillState[] {
  return GUIDED_DRILLS.map((drill) => {
    const grade = GRADES[drill];
    return grade === undefined ? orderDrill(drill, facts) : sanctionDrill(drill, grade, facts);
  });
}

const GRADES: Readonly<Partial<Record<GuidedDrill, number>>> = {
  'sanction-warn': SanctionGrade.warn,
  'sanction-limit': SanctionGrade.limit,
  'sanction-suspend': SanctionGrade.suspend,
  'sanction-close': SanctionGrade.close,
};
const KINDS: Readonly<Partial<Record<GuidedDrill, number>>> = {
  ...{ freeze: OrderKind.freeze, limit: OrderKind.limit, takedown: OrderKind.takedown },
};

/** The order that a drill is about; a takedown names a record, so any marked one is its subject. */
export function latestOrder(
  drill: GuidedDrill,
  { orders, subject }: Pick<DrillFacts, 'orders' | 'subject'>,
): Order | undefined {
  const kind = KINDS[drill];
  return orders
    .filter(({ order }) => {
      return order.kind === kind && (kind === OrderKind.takedown || order.userId === subject);
    })
    .toSorted((a, b) => b.orderedHeight - a.orderedHeight)[0];
}

function orderDrill(drill: GuidedDrill, facts: DrillFacts): DrillState {
  const order = latestOrder(drill, facts);
  const begun = order === undefined ? {} : orderSteps(order, facts);
  const lift = order && drill !== 'takedown' ? latestLift(order, facts.orders) : undefined;
  const lifting = order && drill !== 'takedown' ? liftSteps(order, lift, facts) : {};
  const names = ['ordered', 'approved', 'carried-out'] as const;
  const all = drill === 'takedown' ? names : ([...names, 'lift-ordered', 'lifted'] as const);
  const record = order === undefined || order.order.recordId.length === 0 ? null : order.order;
  return stateOf(drill, facts, all, {
    told: { ...begun, ...lifting },
    reference: order?.id,
    lift: lift?.id,
    record: record === null ? null : bytesToHex(record.recordId),
    beganAt: order?.orderedTime ?? null,
  });
}

type Told = Partial<Record<StepName, Partial<DrillStep>>>;

function orderSteps(order: Order, { receipts, time }: DrillFacts): Told {
  const { approvedBy, approvedHeight, effectiveHeight, officer, orderedHeight, status } = order;
  const found = receipts.get(bytesToHex(order.id));
  const isInForce = status === OrderStatus.inForce || status === OrderStatus.lifted;
  const isLapsed = status === OrderStatus.lapsed || (approvedBy === '' && !isStanding(order, time));
  return {
    ordered: { state: 'done', by: officer, height: orderedHeight },
    approved:
      approvedBy === ''
        ? { state: isLapsed ? 'failed' : 'next' }
        : { state: 'done', by: approvedBy, height: approvedHeight },
    ...(isInForce && {
      'carried-out': {
        ...{ height: effectiveHeight, receipts: found ?? null },
        state: found !== undefined && found.missing.length === 0 ? 'done' : 'waiting',
      },
    }),
  };
}

function latestLift(of: Order, orders: readonly Order[]): Order | undefined {
  const id = bytesToHex(of.id);
  return orders
    .filter(({ order }) => order.kind === OrderKind.lift && bytesToHex(order.lifts) === id)
    .toSorted((a, b) => b.orderedHeight - a.orderedHeight)[0];
}

function liftSteps(order: Order, lift: Order | undefined, { time }: DrillFacts): Told {
  // It ended by itself: there is nothing left to lift.
  const isOver = order.status === OrderStatus.inForce && !isStanding(order, time);
  if (isOver && lift === undefined) {
    return { 'lift-ordered': { state: 'done' }, lifted: { state: 'done' } };
  }
  if (lift === undefined || lift.status === OrderStatus.lapsed) return {};
  const isLifted = order.status === OrderStatus.lifted || isOver;
  return {
    'lift-ordered': { state: 'done', by: lift.officer, height: lift.orderedHeight },
    lifted: isLifted
      ? { state: 'done', by: lift.approvedBy || null, height: lift.effectiveHeight }
      : { state: 'next' },
  };
}

const ENDED: readonly SanctionState[] = ['lifted', 'overturned', 'expired'];

function sanctionDrill(drill: GuidedDrill, grade: number, facts: DrillFacts): DrillState {
  const sanction = facts.sanctions
    .filter((each) => each.grade === grade && each.userId === facts.subject)
    .toSorted((a, b) => (b.steps[0]?.height ?? 0) - (a.steps[0]?.height ?? 0))[0];
  const second = grade === SanctionGrade.close ? 'confirmed' : 'lifted';
  return stateOf(drill, facts, ['imposed', second], {
    told: sanction === undefined ? {} : sanctionSteps(sanction, second, facts.time),
    reference: sanction?.id,
    beganAt: sanction?.steps[0]?.time ?? null,
  });
}

function sanctionSteps(sanction: Sanction, second: 'confirmed' | 'lifted', time: number): Told {
  const [imposed] = sanction.steps;
  const state = sanctionState(sanction, time);
  const isDone = second === 'confirmed' ? state === 'in-force' : ENDED.includes(state);
  const kind = SanctionStepKind[second];
  const taken = sanction.steps.find((step) => step.kind === kind);
  const isMissed = second === 'confirmed' && (state === 'lapsed' || ENDED.includes(state));
  const open = isMissed ? 'failed' : 'next';
  return {
    imposed: { state: 'done', by: imposed?.actor ?? null, height: imposed?.height ?? null },
    [second]: {
      state: isDone ? 'done' : open,
      ...{ by: taken?.actor ?? null, height: taken?.height ?? null },
    },
  };
}

interface Found {
  readonly told: Told;
  readonly reference: Uint8Array | undefined;
  readonly lift?: Uint8Array | undefined;
  readonly record?: string | null;
  readonly beganAt: number | null;
}

/** Steps in their order: the first that is not done can be done next, those after it later. */
function stateOf(
  drill: GuidedDrill,
  { isMarked }: DrillFacts,
  names: readonly StepName[],
  { told, reference, lift, record = null, beganAt }: Found,
): DrillState {
  const marked: Partial<DrillStep> = { state: isMarked ? 'done' : 'next' };
  let isOpen = true;
  let isWhole = true;
  const steps = (['marked', ...names] as const).map((step): DrillStep => {
    const said = step === 'marked' && reference === undefined ? marked : told[step];
    const given = step === 'marked' && reference !== undefined ? { state: 'done' as const } : said;
    const { by = null, height = null, receipts = null, state = 'next' } = given ?? {};
    const now = isOpen ? state : 'later';
    isOpen &&= now === 'done' || now === 'waiting';
    isWhole &&= now === 'done';
    return { step, state: now, by, height, receipts };
  });
  return {
    ...{ drill, record, steps, beganAt, isWhole },
    reference: reference === undefined ? null : bytesToHex(reference),
    lift: lift === undefined ? null : bytesToHex(lift),
  };
}
