import { Card, Link, State, useText } from '@mingjing/console-kit';
import { Button } from 'antd';
import type { Outcome } from './publication.ts';
import { Reasons } from './reasons.tsx';

interface TakenProps {
  readonly taken: Exclude<Outcome, { state: 'refused' }>;
  onMore(): void;
}

/** It is on record, or waits for a person: with the address of the one, the number of the other. */
export function Taken({ taken, onMore }: TakenProps) {
  const say = useText();
  return (
    <Card title={say(`portal.publish.is.${taken.state}`)}>
      <div className="stack" data-state={taken.state}>
        {taken.state === 'published' ? (
          <>
            <State kind="met">{say('portal.publish.inBlock', { height: taken.height })}</State>
            <p>
              {say('portal.records.id')} <code>{taken.record}</code>
            </p>
            <p>
              <Link path="records" params={{ open: taken.record }}>
                {say('portal.publish.see')}
              </Link>
            </p>
          </>
        ) : (
          <>
            <State kind="due">{say('portal.publish.waits')}</State>
            <Reasons reasons={taken.reasons} />
            <p>
              {say('portal.publish.review')} <code>{taken.review}</code>
            </p>
            <p>{say('portal.publish.heldNext')}</p>
          </>
        )}
        <p>
          <Button onClick={onMore}>{say('portal.publish.more')}</Button>
        </p>
      </div>
    </Card>
  );
}
