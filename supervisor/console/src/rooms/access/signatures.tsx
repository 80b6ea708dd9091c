import { Link, State, Time, useText } from '@mingjing/console-kit';
import type { OrderDetail } from './answers.ts';

export interface SignaturesProps {
  readonly order: OrderDetail;
  /** Who looks at it. */
  readonly officer: string;
}

/** Who gave the order and who approved it: never the same. */
export function Signatures({ officer, order }: SignaturesProps) {
  const say = useText();
  const { id, ordered_height: height, ordered_time: time, signatures, stage } = order;
  const { approved_by: approver, ordered_by: giver } = signatures;
  return (
    <>
      <ol className="plain">
        <li>
          <State kind="met">{say('access.gave', { officer: giver })}</State>
          <span className="meta">
            {say('access.atHeight', { height })} <Time ms={time} />
          </span>
        </li>
        <li>
          {approver === null ? (
            <State kind="due">{say('access.waitsForSecond')}</State>
          ) : (
            <>
              <State kind="met">{say('access.approvedBy', { officer: approver })}</State>
              <span className="meta">
                {say('access.atHeight', { height: signatures.approved_height })}{' '}
                <Time ms={signatures.approved_time} />
              </span>
            </>
          )}
        </li>
      </ol>
      {stage === 'proposed' &&
        (giver === officer ? (
          <p className="meta">{say('access.samePerson')}</p>
        ) : (
          <Link path={`access/${id}/approve`}>{say('access.approve')}</Link>
        ))}
    </>
  );
}
