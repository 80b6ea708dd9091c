import { Pane, State, Time, useText } from '@mingjing/console-kit';
import type { Purpose } from '../../desk/reading.ts';
import { type OrderDetail, useRelease } from './answers.ts';

export interface EntriesProps {
  readonly order: OrderDetail;
  readonly purpose: Purpose;
}

/** What stays of an order in journals of both sides. */
export function Entries({ order, purpose }: EntriesProps) {
  const say = useText();
  const { result, shares } = order;
  const taken = shares.filter(({ entry }) => entry !== null);
  const isNothing = taken.length === 0 && result === null;
  return (
    <>
      <h4>{say('access.ourSide')}</h4>
      {isNothing && <p className="meta">{say('access.noEntry')}</p>}
      <ul className="plain">
        {taken.map(({ custodian, entry }) => (
          <li key={custodian}>{say('access.takenEntry', { entry: entry ?? 0, custodian })}</li>
        ))}
        {result !== null && result.entry !== null && (
          <li>
            <b>{say('access.openedEntry', { entry: result.entry })}</b>
          </li>
        )}
      </ul>
      <h4>{say('access.theirSide')}</h4>
      {shares.length === 0 ? (
        <p className="meta">{say('access.noEntry')}</p>
      ) : (
        <ul className="plain">
          {shares.map(({ node }) => (
            <li key={node}>
              <Release order={order.id} node={node} purpose={purpose} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ReleaseProps {
  readonly order: string;
  readonly node: string;
  readonly purpose: Purpose;
}

function Release({ node, order, purpose }: ReleaseProps) {
  const say = useText();
  return (
    <Pane answer={useRelease(order, node, purpose)}>
      {({ hits: [hit] }) =>
        hit === undefined ? (
          <State kind="unknown">{say('access.notCopied', { node })}</State>
        ) : (
          <>
            {say('access.releasedEntry', { node, entry: hit.index })}{' '}
            <span className="meta">
              <Time ms={hit.time} />
            </span>
          </>
        )
      }
    </Pane>
  );
}
