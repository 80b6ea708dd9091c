// What the chain node API answers about orders; see `answers.ts` for the conventions.

export interface OrderAnswer {
  readonly id: string;
  /** takedown, freeze, limit or lift. */
  readonly kind: string;
  /** proposed, pending, in-force, lifted, lapsed or over. */
  readonly state: string;
  readonly officer: string;
  /** Or authority. */
  readonly organisation: string;
  /** The organisation that answers for the user, or for the record's author. */
  readonly subject_organisation: string;
  readonly synthetic: boolean;
  readonly drill: boolean;
  readonly user_id: string | null;
  readonly record_id: string | null;
  /** Of a lift: the order that it ends. */
  readonly lifts: string | null;
  readonly basis: number;
  readonly reason: number;
  readonly case_hash: string;
  readonly deadline: number;
  readonly expires_at: number | null;
  readonly ordered_height: number;
  readonly ordered_at: number;
  /** Null: it needs no approval, or has none yet. */
  readonly approved_by: string | null;
  readonly approved_height: number | null;
  /** First block under it; null: not approved. */
  readonly effective_height: number | null;
  readonly lifted_by: string | null;
  /** Attachments that it takes down. */
  readonly attachments: number;
}
export interface OrderDetailAnswer extends OrderAnswer {
  readonly commitments: readonly string[];
}
export interface OrdersAnswer {
  readonly orders: readonly OrderAnswer[];
  readonly next_before: string | null;
}

/** What a node signed about an order; `time` is its clock, ms. */
export interface OrderStatementAnswer {
  readonly height: number;
  readonly time: number;
  readonly statement: string;
  readonly signature: string;
}
export interface OrderReceiptAnswer extends OrderStatementAnswer {
  readonly node_id: string;
  /** deleted, not-held or in-force. */
  readonly outcome: string;
  /** Contents that it deleted. */
  readonly attachments: number;
  readonly first_refusal: (OrderStatementAnswer & { readonly transaction: string }) | null;
}
export interface OrderReceiptsAnswer {
  readonly order_id: string;
  readonly in_force: boolean;
  readonly effective_height: number;
  readonly effective_time: number | null;
  /** Nodes that have to answer, and those that did. */
  readonly nodes: number;
  readonly answered: number;
  readonly receipts: readonly OrderReceiptAnswer[];
  readonly late: readonly OrderLateAnswer[];
}
export interface OrderLateAnswer {
  readonly node_id: string;
  readonly since_height: number;
  readonly since_time: number | null;
}

export interface OrdersQuery {
  readonly kind?: string;
  readonly state?: string;
  readonly user_id?: string;
  readonly record_id?: string;
  readonly limit?: number;
  /** The last id of the page before. */
  readonly before?: string;
}
