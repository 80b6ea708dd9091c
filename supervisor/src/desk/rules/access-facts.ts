import { bytesToHex } from '@mingjing/crypto';
import {
  epochOf,
  isFoundWrong,
  isGranted,
  type RegistryReader,
  sharesOf,
} from '@mingjing/execution';
import type { Fact } from '@mingjing/oversight';
import { type AccessEntry, AccessKind, type Message } from '@mingjing/protocol';
import type { ToldFact } from './told-fact.ts';

/**
 * A custodian answers within seconds of the approval; who was asked in the last minute before the
 * deadline has this long, ms of block time.
 */
export const ANSWER_MS_MIN = 60_000;

/** Why a look-through failed, as rules tell it. */
export type LookThroughFailure =
  /** A custodian posted no answer by the deadline. */
  | 'custody-answer-missing'
  /** What a custodian's node gave is not what it posted. */
  | 'custody-answer-wrong'
  /** What was sealed is not what its envelope says. */
  | 'content-garbage'
  /** A sealed order turned out to be one that should not have been. */
  | 'order-mismatch';

interface At {
  readonly height: number;
  readonly time: number;
}

/**
 * What a transaction about an access order says, by the state after its block: a sealed order that
 * was approved is to be opened by its time, and opened ones are what they should be, or not.
 */
export function accessFacts(registry: RegistryReader, message: Message, at: At): Fact[] {
  if (message.type !== 'accessApprove' && message.type !== 'accessOpen') return [];
  const entry = registry.get('access', message.value.orderId);
  if (entry === undefined || entry.order.kind !== AccessKind.sealed) return [];
  const order = bytesToHex(entry.id);
  // Whoever ordered is to open: the subject is nobody's knowledge before that.
  const organisation = entry.authority;
  if (message.type === 'accessApprove') {
    return [{ type: 'order', ...at, order, organisation, deadline: entry.order.openBy }];
  }
  const done: Fact = { type: 'order-done', ...at, order };
  return isFoundWrong(entry)
    ? [done, { ...failed(order, organisation, 'order-mismatch'), ...at }]
    : [done];
}

/**
 * Custodians that owe an answer whose time is over at a block time; none of orders that ended, or
 * that the chain found wrong.
 */
export function unanswered(registry: RegistryReader, time: number): ToldFact[] {
  return registry
    .all('access')
    .filter((entry) => isGranted(entry, time) && !isFoundWrong(entry) && answerDue(entry) < time)
    .flatMap((entry) => {
      const answered = new Set(sharesOf(registry, entry).map(({ custodian }) => custodian));
      const asked = epochOf(registry, entry.order.epoch)?.custodians.holders ?? [];
      const late = asked.filter(({ holder }) => !answered.has(holder));
      return late.map(({ holder }) => byCustodian(entry.id, holder, 'custody-answer-missing'));
    });
}

/** What a custodian did to an order: named by both, as its entries in the journal are. */
export function byCustodian(
  orderId: Uint8Array,
  custodian: string,
  failure: LookThroughFailure,
): ToldFact & { readonly type: 'look-through' } {
  return failed(`${bytesToHex(orderId)}/${custodian}`, custodian, failure);
}

/** A look-through that failed for nobody's share. */
export function failed(order: string, organisation: string, failure: LookThroughFailure) {
  return { type: 'look-through', order, organisation, failure } as const;
}

function answerDue({ approvedTime, order }: AccessEntry): number {
  return Math.max(order.deadline, approvedTime + ANSWER_MS_MIN);
}
