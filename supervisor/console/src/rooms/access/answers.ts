import type { JournalSearchAnswer, OrderToAnswer } from '@mingjing/client';
import { faultOf, useAskedAnswer } from '@mingjing/console-kit';
import { useState } from 'react';
import { type Purpose, readJson } from '../../desk/reading.ts';
import { everyMsOf, OFFICERS_MS, type Stage } from './stages.ts';

export const ORDERS = '/v1/look-through/orders';
const LIMIT = 50;

interface Held {
  readonly held: number;
  readonly needed: number;
}

type KeySide = NonNullable<OrderToAnswer['keys']>['officers'] & { readonly threshold: number };

/** A line of the list. */
export interface ListedOrder {
  readonly id: string;
  readonly kind: 'record' | 'identity' | 'sealed';
  readonly stage: Stage;
  readonly authority: string;
  readonly officer: string;
  readonly notice: string;
  readonly ordered_height: number;
  readonly ordered_time: number;
  readonly deadline: number;
  /** Until when a sealed one says what it was about; 0: it is open. */
  readonly open_by: number;
  readonly expires_at: number;
  readonly released: number;
  readonly taken: number;
  readonly officers: Held | null;
  readonly custodians: Held | null;
}

export interface ReleasedShare {
  readonly custodian: string;
  readonly node: string;
  readonly answer_hash: string;
  readonly height: number;
  readonly time: number;
  /** When this node had it; null: on its way. */
  readonly taken_at: number | null;
  readonly entry: number | null;
}

/** An order from its text to its entries, and what an officer needs to add his part. */
export interface OrderDetail extends ListedOrder {
  readonly text: OrderToAnswer['text'] & {
    readonly record: string;
    readonly user: string;
    readonly basis: number;
    readonly commitment: string;
    readonly epoch: number;
  };
  /** Null: it asks for no share. */
  readonly keys: { readonly officers: KeySide; readonly custodians: KeySide } | null;
  readonly signatures: {
    readonly ordered_by: string;
    readonly approved_by: string | null;
    readonly approved_height: number;
    readonly approved_time: number;
  };
  readonly shares: readonly ReleasedShare[];
  readonly contributions: readonly {
    readonly officer: string;
    readonly custodians: readonly string[];
  }[];
  readonly result: {
    readonly verdict: 'opens' | 'garbage';
    readonly officers: readonly string[];
    readonly opened_at: number;
    readonly entry: number | null;
  } | null;
}

interface OrderPage {
  readonly items: readonly ListedOrder[];
  readonly next_cursor: string | null;
}

/** The list, read when somebody opens it: that is an act, and coming back to it is none. */
export function useOrders(purpose: Purpose, cursor: string | undefined) {
  const [openedAt] = useState(() => String(Date.now()));
  return useAskedAnswer(['access', 'list', openedAt, JSON.stringify(purpose), cursor ?? ''], () =>
    readJson<OrderPage>(purpose, { path: ORDERS, query: { cursor, limit: LIMIT } }),
  );
}

/** One order, read again while somebody is expected to add to it: each read is an act. */
export function useOrder(id: string, purpose: Purpose) {
  const [everyMs, setEveryMs] = useState<number>();
  const answer = useAskedAnswer(
    ['access', id, JSON.stringify(purpose)],
    () => readJson<OrderDetail>(purpose, { path: `${ORDERS}/${id}` }),
    everyMs,
  );
  const wanted = everyMsOf(answer.data?.stage, faultOf(answer.error).code);
  if (wanted !== everyMs) setEveryMs(wanted);
  return answer;
}

/** The entry of a custodian's release in its own journal, from the copy that is held here. */
export function useRelease(order: string, node: string, purpose: Purpose) {
  const [isMissing, setMissing] = useState(false);
  const answer = useAskedAnswer(
    ['access', 'release', order, node, JSON.stringify(purpose)],
    () =>
      readJson<JournalSearchAnswer>(purpose, {
        path: '/v1/journal/search',
        query: { node, object: order, limit: 1 },
      }),
    isMissing ? OFFICERS_MS : undefined,
  );
  const isStillMissing = answer.data !== undefined && answer.data.hits.length === 0;
  if (isStillMissing !== isMissing) setMissing(isStillMissing);
  return answer;
}
