import { approvalMessage } from '@mingjing/client';
import {
  ActPage,
  askAgain,
  Link,
  type OfficerKey,
  Pane,
  Refused,
  Time,
  useText,
} from '@mingjing/console-kit';
import { hexToBytes } from '@mingjing/crypto';
import { carryOut } from '../../../chain/act.ts';
import { Done } from '../../../chain/done.tsx';
import { mayApprove, OrderFacts, type OrderProps, useOrder } from './order-details.tsx';

/** The second signature under an order, by which it comes into force. */
export function ApproveOrder({ session, id }: OrderProps) {
  const say = useText();
  const answer = useOrder(id);
  if (session.role !== 'security-admin') return <Refused roles={['security-admin']} />;
  const approve = async (key: OfficerKey) => {
    const done = await carryOut(key, approvalMessage(hexToBytes(id) as Uint8Array));
    await askAgain('orders');
    await askAgain('records');
    return done;
  };
  return (
    <Pane answer={answer}>
      {(order) => (
        <ActPage
          title={say('content.orders.approveTitle', {
            kind: say(`content.orderKind.${order.kind}`),
          })}
          changes={
            <>
              <OrderFacts order={order} />
              <p>{say(`content.becomes.${order.kind}`)}</p>
            </>
          }
          undo={say(order.kind === 'takedown' ? 'content.orders.final' : 'content.orders.undo')}
          expiry={<Time ms={order.deadline} />}
          refusal={mayApprove(session, order) ? undefined : say('content.orders.closed')}
          signLabel={say('content.orders.signApproval')}
          carryOut={approve}
          after={(done) => (
            <Done title={say('content.orders.isApproved')} done={done} names={[]}>
              <Link path="content/orders" params={{ open: id }}>
                {say('content.orders.show')}
              </Link>
              {order.drill && (
                <Link path="inspection/drills">{say('content.orders.backToDrill')}</Link>
              )}
            </Done>
          )}
        />
      )}
    </Pane>
  );
}
