// How far a guided drill has come, judged from what the chain has: no node, no clock.
import {
  type Order,
  OrderKind,
  OrderStatus,
  type Sanction,
  SanctionGrade,
  SanctionStepKind,
} from '@mingjing/protocol';
import { describe, expect, it } from 'vitest';
import {
  type DrillFacts,
  type DrillState,
  drillStates,
  type GuidedDrill,
} from '../../src/management/inspection/drills/drill-steps.ts';

const NOW = 1000;
const none = new Uint8Array(0);
const id = (n: number) => new Uint8Array(32).fill(n);
const hex = (n: number) => n.toString(16).padStart(2, '0').repeat(32);

function orderOf(n: number, change: Partial<Order>, said: Partial<Order['order']> = {}): Order {
  const about = { userId: 'user-1', recordId: none, lifts: none, commitments: [] };
  const terms = { basis: 1, reason: 1, caseHash: id(0), deadline: NOW, effectiveHeight: 0 };
  const order = { kind: OrderKind.freeze, ...about, ...terms, expiresAt: NOW + 1, drill: true };
  return {
    ...{ id: id(n), order: { ...order, ...said }, officer: 'jia-duty', organisation: 'jia' },
    ...{ orderedHeight: n, orderedTime: n, approvedBy: '', approvedHeight: 0 },
    ...{ status: OrderStatus.proposed, effectiveHeight: 0, commitments: [], liftedBy: none },
    ...{ subjectOrganisation: 'jia', synthetic: true, ...change },
  };
}

const approved = { approvedBy: 'jia-security-admin', approvedHeight: 5, effectiveHeight: 6 };
const inForce = orderOf(1, { ...approved, status: OrderStatus.inForce });
const lifted = orderOf(1, { ...approved, status: OrderStatus.lifted });
const lift = (change: Partial<Order> = {}) =>
  orderOf(2, change, { kind: OrderKind.lift, userId: '', lifts: id(1) });
const receipts = (...missing: string[]) =>
  new Map([[hex(1), { expected: 4, answered: 4 - missing.length, missing, deleted: 0 }]]);

const FACTS: DrillFacts = {
  ...{ time: NOW, isMarked: true, subject: 'user-1', orders: [], sanctions: [] },
  receipts: receipts(),
};

function drill(name: GuidedDrill, facts: Partial<DrillFacts>): DrillState {
  return drillStates({ ...FACTS, ...facts }).find((each) => each.drill === name) as DrillState;
}
const states = (found: DrillState) => found.steps.map(({ state }) => state).join(' ');

describe('a drill of a freeze', () => {
  it.each<[string, Partial<DrillFacts>, string]>([
    ['has no marked subject', { isMarked: false }, 'next later later later later later'],
    ['waits to be ordered', {}, 'done next later later later later'],
    ['was ordered', { orders: [orderOf(1, {})] }, 'done done next later later later'],
    [
      'was approved by nobody in time',
      { orders: [orderOf(1, { status: OrderStatus.lapsed })] },
      'done done failed later later later',
    ],
    [
      'is carried out by some nodes',
      { orders: [inForce], receipts: receipts('ding-1') },
      'done done done waiting next later',
    ],
    [
      'has no receipt at all',
      { orders: [inForce], receipts: new Map() },
      'done done done waiting next later',
    ],
    ['is carried out', { orders: [inForce] }, 'done done done done next later'],
    ['is to be lifted', { orders: [inForce, lift()] }, 'done done done done done next'],
    [
      'was lifted',
      { orders: [lifted, lift({ status: OrderStatus.inForce })] },
      'done done done done done done',
    ],
    ['ended by itself', { time: NOW + 2, orders: [inForce] }, 'done done done done done done'],
    [
      'lifts again after nobody approved',
      { orders: [inForce, lift({ status: OrderStatus.lapsed })] },
      'done done done done next later',
    ],
    [
      'is about somebody else',
      { subject: 'user-2', orders: [inForce] },
      'done next later later later later',
    ],
  ])('%s', (_name, facts, expected) => {
    const found = drill('freeze', facts);
    expect(states(found)).toBe(expected);
    expect(found.isWhole).toBe(!/next|later|failed|waiting/.test(expected));
  });

  it('is the latest of several, and names who did what', () => {
    const again = orderOf(9, { officer: 'jia-reviewer' });
    const found = drill('freeze', { orders: [lifted, lift(), again] });
    expect(found).toMatchObject({ reference: hex(9), lift: null, beganAt: 9 });
    expect(found.steps[1]).toMatchObject({ step: 'ordered', by: 'jia-reviewer', height: 9 });
  });
});

it('a takedown has nothing to lift, and its record is named', () => {
  const said = { kind: OrderKind.takedown, userId: '', recordId: id(7), expiresAt: 0 };
  const order = orderOf(1, { ...approved, status: OrderStatus.inForce }, said);
  const found = drill('takedown', { orders: [order], subject: '', isMarked: false });
  expect(states(found)).toBe('done done done done');
  expect(found).toMatchObject({ isWhole: true, record: hex(7) });
});

describe('a drill of a sanction', () => {
  const step = (kind: number, actor: string, time = 1) => {
    return {
      kind,
      actor,
      role: 1,
      height: 3,
      time,
      reason: 1,
      statement: none,
      transactionId: none,
    };
  };
  const { confirmed, imposed, lifted: isLifted } = SanctionStepKind;
  const sanction = (grade: number, steps: Sanction['steps'], expiresAt = NOW + 1): Sanction => {
    const about = { id: id(1), userId: 'user-1', organisation: 'jia', previous: none };
    return { ...about, grade, reason: 1, basis: 1, expiresAt, steps };
  };
  const { close, suspend } = SanctionGrade;
  const first = step(imposed, 'jia-reviewer');

  it.each<[GuidedDrill, string, readonly Sanction[], string]>([
    ['sanction-suspend', 'is imposed', [], 'done next later'],
    ['sanction-suspend', 'is to be lifted', [sanction(suspend, [first])], 'done done next'],
    ['sanction-suspend', 'has run out', [sanction(suspend, [first], NOW)], 'done done done'],
    [
      ...(['sanction-suspend', 'was lifted'] as const),
      ...([[sanction(suspend, [first, step(isLifted, 'jia-duty')])], 'done done done'] as const),
    ],
    ['sanction-suspend', 'is of another grade', [sanction(close, [first])], 'done next later'],
    ['sanction-close', 'waits for a second person', [sanction(close, [first])], 'done done next'],
    [
      ...(['sanction-close', 'was confirmed'] as const),
      ...([[sanction(close, [first, step(confirmed, 'jia-b')])], 'done done done'] as const),
    ],
    [
      ...(['sanction-close', 'was taken back'] as const),
      ...([[sanction(close, [first, step(isLifted, 'jia-b')])], 'done done failed'] as const),
    ],
  ])('%s %s', (name, _what, sanctions, expected) => {
    expect(states(drill(name, { sanctions }))).toBe(expected);
  });
});
