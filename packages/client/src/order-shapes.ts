import { count, flag, hash, list, nullable, shape, text } from './answer-shapes.ts';
import type {
  OrderAnswer,
  OrderDetailAnswer,
  OrderLateAnswer,
  OrderReceiptAnswer,
  OrderReceiptsAnswer,
  OrdersAnswer,
} from './order-answers.ts';

const line = {
  ...{ id: hash, kind: text, state: text, officer: text, organisation: text },
  ...{ subject_organisation: text, synthetic: flag, drill: flag },
  ...{ user_id: nullable(text), record_id: nullable(text), lifts: nullable(hash) },
  ...{ basis: count, reason: count, case_hash: hash, deadline: count },
  ...{ expires_at: nullable(count), ordered_height: count, ordered_at: count },
  ...{ approved_by: nullable(text), approved_height: nullable(count) },
  ...{ effective_height: nullable(count), lifted_by: nullable(hash), attachments: count },
};

export const isOrdersAnswer = shape<OrdersAnswer>({
  orders: list(shape<OrderAnswer>(line)),
  next_before: nullable(hash),
});
export const isOrderDetailAnswer = shape<OrderDetailAnswer>({ ...line, commitments: list(hash) });

const statement = { height: count, time: count, statement: text, signature: text };

export const isOrderReceiptsAnswer = shape<OrderReceiptsAnswer>({
  ...{ order_id: hash, in_force: flag, nodes: count, answered: count },
  ...{ effective_height: count, effective_time: nullable(count) },
  receipts: list(
    shape<OrderReceiptAnswer>({
      ...{ node_id: text, outcome: text, attachments: count, ...statement },
      first_refusal: nullable(shape({ ...statement, transaction: hash })),
    }),
  ),
  late: list(
    shape<OrderLateAnswer>({ node_id: text, since_height: count, since_time: nullable(count) }),
  ),
});
