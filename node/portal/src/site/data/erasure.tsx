import { draftTransaction } from '@mingjing/client';
import { Card, Failed, Pane, State, Time, useAnswer, useText } from '@mingjing/console-kit';
import { UNIQUE_BYTES } from '@mingjing/protocol';
import { Button } from 'antd';
import { useState } from 'react';
import { node } from '../api.ts';
import { type ErasureDates, erasureDates, type Holder } from './own-data.ts';

/** How long the transaction may wait for its block. */
const VALID_MS = 60_000;

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
  const erase = async () => {
    try {
      await submitErasure(holder);
      onErased();
    } catch (error) {
      setFault(error);
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
        <Button danger disabled={!isSure} onClick={() => void erase()}>
          {say('portal.data.erase')}
        </Button>
      </p>
      {fault !== undefined && <Failed error={fault} unchanged={say('portal.data.unchanged')} />}
    </>
  );
}

/** A transaction of the user himself; it stands in a block, or this throws why not. */
async function submitErasure({ key, user }: Holder): Promise<void> {
  const client = node();
  const { chain_id: chainId, time } = await client.status();
  const draft = draftTransaction({
    chainId,
    message: { type: 'retentionErase', value: { userId: user } },
    validUntil: Math.max(time, Date.now()) + VALID_MS,
    unique: crypto.getRandomValues(new Uint8Array(UNIQUE_BYTES)),
    keyId: key.keyId,
  });
  const { bytes: transaction } = draft.signed(await key.sign(draft.signingBytes));
  const items = [{ transaction, attachments: [] }];
  const { results } = await client.submit(items, { wait: 'committed', waitMs: VALID_MS });
  const { code, reason = String(code), status = '' } = results[0] ?? {};
  if (status !== 'committed' || code !== 0) {
    throw Object.assign(new Error('not committed'), { code: reason });
  }
}
