import { ActPage, askAgain, Link, Pane, Time, useText, Waiting } from '@mingjing/console-kit';
import { approve } from './access-acts.ts';
import { type OrderDetail, useOrder } from './answers.ts';
import { OrderText } from './order-text.tsx';
import type { PlaceProps } from './place-props.ts';

/** The second signature: from its block on the custodians answer, and nobody asks them. */
export function ApprovePage({ id, purpose, session }: PlaceProps) {
  const say = useText();
  return (
    <Pane answer={useOrder(id, purpose)}>
      {(order) => (
        <ActPage
          title={say('access.approve')}
          changes={
            <>
              <p>{say('access.approveBecomes')}</p>
              <OrderText order={order} />
            </>
          }
          undo={say('access.approveUndo')}
          expiry={<Time ms={order.expires_at} />}
          refusal={refusalOf(order)}
          signLabel={say('access.sign')}
          carryOut={async (key) => {
            await approve(key, id);
            await askAgain('access');
          }}
          after={() => (
            <Waiting title={say('access.approved')} names={[say('access.allCustodians')]}>
              <Link path={`access/${id}`}>{say('access.follow')}</Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );

  function refusalOf({ signatures, stage }: OrderDetail): string | undefined {
    if (stage !== 'proposed') return say('access.decided');
    return signatures.ordered_by === session.officer ? say('access.samePerson') : undefined;
  }
}
