import {
  caseHash,
  freezeMessage,
  liftMessage,
  limitMessage,
  type OrderTerms,
  sanctionMessage,
} from '@mingjing/client';
import { hexToBytes } from '@mingjing/crypto';
import type { Message } from '@mingjing/protocol';
import { done } from '../chain-acts.ts';
import { clientOf, made, type Stage } from '../stage.ts';
import { until } from '../waiting.ts';

const HOUR_MS = 3_600_000;
const TIMEOUT_MS = 30_000;
/** Synthetic users whom nothing else in the demonstration needs. */
const FROZEN = 'user-3';
const SANCTIONED = 'user-4';
const GRADES = ['warn', 'limit', 'suspend', 'close'] as const;

export interface Drilled {
  /** Orders that were given as drills and lifted again. */
  readonly orders: number;
  /** Of those, how many every node carried out by its signed word. */
  readonly carriedOut: number;
  /** Grades of sanction that the chain has of the test subject. */
  readonly grades: number;
}

/** Freezes and limits a marked test subject and lifts both; imposes every grade on another. */
export async function drillOrders(stage: Stage): Promise<Drilled> {
  const [orders, grades] = await Promise.all([freezeAndLimit(stage), sanctions(stage)]);
  return { ...orders, grades };
}

async function freezeAndLimit(stage: Stage): Promise<Omit<Drilled, 'grades'>> {
  const { management } = made(stage.network);
  const keyFile = made(stage.people).supervision.keyFile('inspector-1');
  const deadline = Date.now() + HOUR_MS;
  const terms: OrderTerms = {
    ...{ basis: 49, reason: 7, caseHash: caseHash('演练'), deadline, isDrill: true },
  };
  const say = (message: Message) => done(management, keyFile, message);
  const orders = await Promise.all([
    say(freezeMessage({ userId: FROZEN }, deadline, terms)),
    say(limitMessage(FROZEN, deadline, terms)),
  ]);
  await Promise.all(orders.map((id) => say(liftMessage(bytesOf(id), terms))));
  const answered = await Promise.all(orders.map((id) => isCarriedOut(stage, id)));
  return { orders: orders.length, carriedOut: answered.filter(Boolean).length };
}

/** Waits for the signed word of every node. */
async function isCarriedOut(stage: Stage, order: string): Promise<boolean> {
  const client = await clientOf(made(stage.network).management);
  return until('the receipts of a drill', TIMEOUT_MS, async () => {
    const { answered, nodes } = await client.orderReceipts(order);
    return answered === nodes ? true : undefined;
  });
}

/** Each grade by one officer; a second one confirms the closing. */
async function sanctions(stage: Stage): Promise<number> {
  const { management } = made(stage.network);
  const office = made(stage.people).management;
  const said = { reason: 1, basis: 2, expiresAt: Date.now() + HOUR_MS };
  const imposed = await Promise.all(
    GRADES.map((grade) => {
      const message = sanctionMessage(SANCTIONED, grade, said);
      return done(management, office.keyFile('jia-security-admin'), message);
    }),
  );
  const sanctionId = bytesOf(made(imposed.at(-1)));
  const confirm: Message = { type: 'sanctionConfirm', value: { sanctionId } };
  await done(management, office.keyFile('jia-reviewer'), confirm);
  const user = await (await clientOf(management)).user(SANCTIONED);
  return new Set(user.sanctions.map(({ grade }) => grade)).size;
}

function bytesOf(id: string): Uint8Array {
  return made(hexToBytes(id) ?? undefined);
}
