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
              <OwnFile name="share" accept=".share,application/octet-stream" onFile={setShare} />
              {order.kind === 'sealed' && (
                <OwnFile name="secret" accept=".secret,.json" onFile={setSecret} />
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

interface OwnFileProps {
  readonly name: 'share' | 'secret';
  readonly accept: string;
  onFile(file: File | undefined): void;
}

/** A file of the officer's own, which is read in the browser and never sent. */
function OwnFile({ accept, name, onFile }: OwnFileProps) {
  const say = useText();
  return (
    <FileField
      name={name}
      label={say(`access.${name}`)}
      note={say(`access.${name}Stays`)}
      accept={accept}
      onFile={onFile}
    />
  );
}
