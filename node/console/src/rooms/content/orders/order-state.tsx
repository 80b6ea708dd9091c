import type { OrderAnswer } from '@mingjing/client';
import { Hash, type Say, State, type StateKind, useText } from '@mingjing/console-kit';

const KINDS: Readonly<Record<string, StateKind>> = {
  proposed: 'due',
  pending: 'due',
  'in-force': 'met',
};

export function OrderState({ order: { state } }: { readonly order: OrderAnswer }) {
  const say = useText();
  return <State kind={KINDS[state] ?? 'unknown'}>{say(`content.orderState.${state}`)}</State>;
}

/** What an order does, and whether it is a drill. */
export function orderKind(say: Say, { drill, kind }: OrderAnswer): string {
  const name = say(`content.orderKind.${kind}`);
  return drill ? say('content.orders.drill', { kind: name }) : name;
}

/** The user, record or order that an order is about. */
export function Subject({ order }: { readonly order: OrderAnswer }) {
  const { user_id: user, record_id: record, lifts } = order;
  return user ?? <Hash value={record ?? lifts ?? ''} />;
}
