import {
  ActPage,
  askAgain,
  FileField,
  Link,
  Pane,
  Time,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { useState } from 'react';
import { type OrderDetail, useOrder } from './answers.ts';
import { contribute } from './contribution.ts';
import { OrderText } from './order-text.tsx';
import type { PlaceProps } from './place-props.ts';

/** An officer adds his part with his key file and his share; both stay in the browser. */
export function ContributePage({ id, purpose }: PlaceProps) {
  const say = useText();
  const [share, setShare] = useState<File>();
  const [secret, setSecret] = useState<File>();
  return (
    <Pane answer={useOrder(id, purpose)}>
      {(order) => (
        <ActPage
          title={say('access.contribute')}
          changes={
            <>
              <p>{say('access.contributeBecomes')}</p>
              <OrderText order={order} />
              <FileField
                name="share"
                label={say('access.share')}
                note={say('access.shareStays')}
                accept=".share,application/octet-stream"
                onFile={setShare}
              />
              {order.kind === 'sealed' && (
                <FileField
                  name="secret"
                  label={say('access.secret')}
                  note={say('access.secretStays')}
                  accept=".secret,.json,application/json"
                  onFile={setSecret}
                />
              )}
            </>
          }
          undo={say('access.contributeUndo')}
          expiry={<Time ms={order.expires_at} />}
          refusal={refusalOf(order)}
          pending={pendingOf(order)}
          signLabel={say('access.contributeSign')}
          carryOut={async (signing, _said, key) => {
            const added = await contribute(signing, order, { key, share, secret }, purpose);
            await askAgain('access');
            return added;
          }}
          after={({ custodians, officer }) => (
            <Waiting title={say('access.added', { officer, custodians })} names={[]}>
              <Link path={`access/${id}`}>{say('access.follow')}</Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );

  function refusalOf({ keys, stage }: OrderDetail): string | undefined {
    if (keys === null) return say('access.asksForNone');
    if (stage === 'proposed') return say('access.waitsForSecond');
    return stage === 'closed' || stage === 'expired' ? say('access.ended') : undefined;
  }

  function pendingOf({ kind }: OrderDetail): string | undefined {
    if (share === undefined) return say('access.fault.share-missing');
    const isSaid = kind !== 'sealed' || secret !== undefined;
    return isSaid ? undefined : say('access.fault.secret-missing');
  }
}
