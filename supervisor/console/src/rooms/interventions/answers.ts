import type { OrderReceiptsAnswer } from '@mingjing/client';
import { useAnswer } from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { everyMsOf, receiptsMsOf } from './following.ts';

/** The program waits with its answer for each node that it posts to, 10 s for one that is away. */
const POSTING_MS = 15_000;

export interface OrderDraft {
  readonly kind: 'takedown' | 'freeze' | 'limit' | 'lift';
  readonly subject: string;
  readonly expires_at: number | null;
  readonly basis: number;
  readonly reason: number;
  readonly deadline: number;
  readonly reference: string;
  readonly drill: boolean;
  readonly explanation: string;
}

export interface AdvisoryDraft {
  readonly kind: 'advisory';
  readonly organisation: string;
  readonly title: string;
  readonly text: string;
  readonly reply_by: number | null;
}

export interface Posting {
  readonly node: string;
  readonly organisation: string;
  readonly at: number;
  readonly status: string;
  readonly taken: boolean;
}

export interface Intervention {
  readonly id: string;
  readonly state: 'drafted' | 'posting' | 'taken' | 'lapsed' | 'withdrawn';
  readonly draft: OrderDraft | AdvisoryDraft;
  readonly drafted_by: string;
  readonly drafted_at: number;
  readonly signed: {
    readonly by: string;
    readonly at: number;
    readonly valid_until: number;
  } | null;
  readonly order: {
    readonly id: string;
    readonly status: string | null;
    readonly ordered_height: number | null;
    readonly effective_height: number | null;
  } | null;
  readonly postings: readonly Posting[];
  /** Organisations that took it hold more than a third of the voting power. */
  readonly is_enough: boolean;
  readonly posted_to: readonly { readonly node_id: string; readonly organisation: string }[];
  readonly facts: readonly (readonly [string, string])[] | null;
}

export function useInterventions() {
  const path = '/v1/desk/interventions?limit=50';
  const read = () => ask<{ readonly items: readonly Intervention[] }>({ path });
  return useAnswer(['interventions'], read, (known) => everyMsOf(known?.items ?? []));
}

export function useIntervention(id: string) {
  const path = `/v1/desk/interventions/${id}`;
  const read = () => ask<Intervention>({ path });
  return useAnswer(['interventions', id], read, (known) => everyMsOf(known ? [known] : []));
}

/** Who carried an order out, by the signed word of each node, and who owes that. */
export function useReceipts(order: string) {
  const path = `/v1/orders/${order}/receipts`;
  return useAnswer(['receipts', order], () => ask<OrderReceiptsAnswer>({ path }), receiptsMsOf);
}

/** Hands in the signature of the second officer; the program posts what he signed. */
export async function handInSignature(
  id: string,
  json: { readonly signature: string } | { readonly transaction: string },
): Promise<void> {
  await ask({ path: `/v1/desk/interventions/${id}/sign`, json, extraMs: POSTING_MS });
}
