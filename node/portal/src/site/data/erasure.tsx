import { Card, Failed, Pane, State, Time, useAnswer, useText } from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { submitOwn } from '../own-transaction.ts';
import { type ErasureDates, erasureDates, type Holder } from './own-data.ts';

/** Both dates, before he asks for it and after. */
export function Erasure({ holder }: { readonly holder: Holder }) {
  const say = useText();
  const dates = useAnswer(['erasure', holder.user], () => erasureDates(holder));
  return (
    <Card title={say('portal.data.erasure')}>
      <Pane answer={dates}>
        {(answer) => <Dates dates={answer} holder={holder} onErased={() => void dates.refetch()} />}
      </Pane>
    </Card>
  );
}

interface DatesProps {
  readonly dates: ErasureDates;
  readonly holder: Holder;
  onErased(): void;
}

function Dates({ dates, holder, onErased }: DatesProps) {
  const say = useText();
  const { if_asked_now: ifAsked, restricted_at: restrictedAt, shred_at: shredAt } = dates;
  if (ifAsked === null) {
    return (
      <div className="stack" data-state="restricted">
        <State kind="due">{say(`portal.data.erasureIs.${dates.state}`)}</State>
        {restrictedAt !== null && (
          <p>
            {say('portal.data.restrictedAt')} <Time ms={restrictedAt} />
          </p>
        )}
        {shredAt !== null && (
          <p>
            {say('portal.data.shredAt')} <Time ms={shredAt} />
          </p>
        )}
      </div>
    );
  }
  return (
    <div className="stack">
      <p>{say('portal.data.erasureNow')}</p>
      <p>
        {say('portal.data.erasureThen')} <Time ms={ifAsked.shred_at} />
      </p>
      <p>
        <b>{say('portal.data.erasureUndo')}</b>
      </p>
      <Erase holder={holder} onErased={onErased} />
    </div>
  );
}

function Erase({ holder, onErased }: Pick<DatesProps, 'holder' | 'onErased'>) {
  const say = useText();
  const [isSure, setSure] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const erase = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const { key, user } = holder;
      await submitOwn(key, { type: 'retentionErase', value: { userId: user } });
      onErased();
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <>
      <label htmlFor="sure">
        <input
          id="sure"
          type="checkbox"
          checked={isSure}
          onChange={({ target }) => setSure(target.checked)}
        />{' '}
        {say('portal.data.sure')}
      </label>
      <p>
        <Button danger disabled={!isSure} loading={isBusy} onClick={() => void erase()}>
          {say('portal.data.erase')}
        </Button>
      </p>
      {fault !== undefined && (
        <Failed
          error={fault}
          unchanged={say('portal.data.unchanged')}
          unknown={say('portal.data.perhapsDone')}
        />
      )}
    </>
  );
}
