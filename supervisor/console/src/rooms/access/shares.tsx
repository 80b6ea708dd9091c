import { Link, State, Time, useText } from '@mingjing/console-kit';
import type { OrderDetail } from './answers.ts';
import type { Stage } from './stages.ts';

/** Stages in which an officer can add his part. */
const OPEN: readonly Stage[] = ['approved', 'answered', 'ready'];

export interface SharesProps {
  readonly order: OrderDetail;
  readonly officer: string;
}

/** Whose answers came, one by one, of both sides: neither opens anything alone. */
export function Shares({ officer, order }: SharesProps) {
  const say = useText();
  const { contributions, id, keys, stage } = order;
  if (keys === null) return <p>{say('access.asksForNone')}</p>;
  const own = contributions.some((each) => each.officer === officer);
  const canAdd = OPEN.includes(stage) && keys.officers.holders.some((h) => h.holder === officer);
  return (
    <>
      <h4>
        {say('access.custodySide', {
          held: order.taken,
          needed: keys.custodians.threshold,
          of: keys.custodians.holders.length,
        })}
      </h4>
      <ul className="plain">
        {keys.custodians.holders.map(({ holder }) => (
          <li key={holder}>
            <Custodian order={order} holder={holder} />
          </li>
        ))}
      </ul>
      <h4>
        {say('access.authoritySide', {
          held: contributions.length,
          needed: keys.officers.threshold,
          of: keys.officers.holders.length,
        })}
      </h4>
      <ul className="plain">
        {keys.officers.holders.map(({ holder }) => (
          <li key={holder}>
            <Officer order={order} holder={holder} />
          </li>
        ))}
      </ul>
      {canAdd && (
        <Link path={`access/${id}/contribute`}>
          {say(own ? 'access.contributeAgain' : 'access.contribute')}
        </Link>
      )}
    </>
  );
}

interface HolderProps {
  readonly order: OrderDetail;
  readonly holder: string;
}

function Custodian({ holder, order: { shares } }: HolderProps) {
  const say = useText();
  const share = shares.find(({ custodian }) => custodian === holder);
  if (share === undefined) {
    return <State kind="unknown">{say('access.notReleased', { holder })}</State>;
  }
  const { height, taken_at: takenAt, time } = share;
  return (
    <>
      <State kind={takenAt === null ? 'due' : 'met'}>
        {say(takenAt === null ? 'access.released' : 'access.taken', { holder })}
      </State>
      <span className="meta">
        {say('access.atHeight', { height })} <Time ms={time} />
      </span>
    </>
  );
}

function Officer({ holder, order: { contributions } }: HolderProps) {
  const say = useText();
  const found = contributions.find(({ officer }) => officer === holder);
  if (found === undefined) {
    return <State kind="unknown">{say('access.notContributed', { holder })}</State>;
  }
  return (
    <State kind="met">
      {say('access.contributed', { holder, custodians: found.custodians.length })}
    </State>
  );
}
