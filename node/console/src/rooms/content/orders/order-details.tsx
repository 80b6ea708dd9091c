import type { OrderAnswer } from '@mingjing/client';
import {
  actCodeText,
  Facts,
  Hash,
  Link,
  type OwnSession,
  Pane,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { node } from '../../../api.ts';
import { OrderReceipts } from './order-receipts.tsx';
import { OrderState, orderKind, Subject } from './order-state.tsx';

const DETAILS_MS = 5000;

export interface OrderProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** An order, read anew while it is looked at. */
export function useOrder(id: string) {
  return useAnswer(['orders', 'one', id], () => node().order(id), DETAILS_MS);
}

/** An order whole: what was signed, by whom it was approved, what it takes down. */
export function OrderDetails({ session, id }: OrderProps) {
  const say = useText();
  return (
    <Pane answer={useOrder(id)}>
      {(order) => (
        <div className="stack">
          <OrderActs session={session} order={order} />
          <OrderFacts order={order} />
          {order.commitments.length > 0 && (
            <>
              <h3>{say('content.orders.takesDown')}</h3>
              <ul className="plain">
                {order.commitments.map((each) => (
                  <li key={each}>
                    <Hash value={each} />
                  </li>
                ))}
              </ul>
            </>
          )}
          <h3>{say('content.receipts.title')}</h3>
          <OrderReceipts id={id} />
        </div>
      )}
    </Pane>
  );
}

/** Whether an officer could approve an order as it stands: his role, and it still waits. */
export function mayApprove({ role }: OwnSession, { state }: OrderAnswer): boolean {
  return role === 'security-admin' && state === 'proposed';
}

const LIFTABLE = ['freeze', 'limit'];

function OrderActs({ session, order }: { session: OwnSession; order: OrderAnswer }) {
  const say = useText();
  const { id, kind, state } = order;
  const mayOrder = session.role === 'reviewer' || session.role === 'duty';
  const mayLift = mayOrder && LIFTABLE.includes(kind) && ['pending', 'in-force'].includes(state);
  return (
    <p className="acts">
      {mayApprove(session, order) && (
        <Link path={`content/orders/${id}/approve`}>{say('content.orders.approve')}</Link>
      )}
      {mayLift && (
        <Link path="content/orders/new" params={{ kind: 'lift', order: id }}>
          {say('content.orders.lift')}
        </Link>
      )}
    </p>
  );
}

export function OrderFacts({ order }: { readonly order: OrderAnswer }) {
  const say = useText();
  const { approved_by: by, effective_height: height, expires_at: end } = order;
  return (
    <Facts
      items={[
        [say('content.orders.id'), <Hash key="id" value={order.id} />],
        [say('content.orders.kind'), orderKind(say, order)],
        [say('content.orders.subject'), <Subject key="subject" order={order} />],
        [say('content.orders.house'), order.subject_organisation],
        [say('content.state'), <OrderState key="state" order={order} />],
        [say('content.orders.officer'), `${order.officer} (${order.organisation})`],
        [say('content.orders.approved'), by ?? say('content.orders.notApproved')],
        [say('content.orders.effective'), height ?? say('content.orders.notEffective')],
        [say('content.orders.deadline'), <Time key="deadline" ms={order.deadline} />],
        ...(end === null ? [] : [[say('content.until'), <Time key="end" ms={end} />] as const]),
        [say('content.orders.basis'), actCodeText('basis', order.basis)],
        [say('content.orders.reason'), actCodeText('reason', order.reason)],
        [say('content.orders.case'), <Hash key="case" value={order.case_hash} />],
        ...(order.lifted_by === null
          ? []
          : [
              [
                say('content.orders.liftedBy'),
                <Hash key="lift" value={order.lifted_by} />,
              ] as const,
            ]),
      ]}
    />
  );
}
