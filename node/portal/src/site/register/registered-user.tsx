import { Card, Failed, Link, State, useText } from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { acceptAgreement, type Registered } from './registration.ts';

/** His id, how far his verification is, and the acceptance that only he can sign. */
export function RegisteredUser({ registered }: { readonly registered: Registered }) {
  const say = useText();
  const { accept_next: next, user, verification } = registered.answer;
  const isVerified = verification === 'verified';
  return (
    <Card title={say('portal.register.done')}>
      <div className="stack" data-state="registered">
        <State kind={isVerified ? 'met' : 'due'}>{say(`portal.register.is.${verification}`)}</State>
        <p>
          {say('portal.user.id')} <code>{user}</code>
        </p>
        <p>{say('portal.register.keepId')}</p>
        {next !== null && <Acceptance registered={registered} />}
        <p>
          <Link path="my-data">{say('portal.data.name')}</Link>
        </p>
      </div>
    </Card>
  );
}

function Acceptance({ registered }: { readonly registered: Registered }) {
  const say = useText();
  const [state, setState] = useState<'open' | 'sending' | 'accepted'>('open');
  const [fault, setFault] = useState<unknown>();
  const accept = async () => {
    setState('sending');
    try {
      await acceptAgreement(registered);
      setState('accepted');
      setFault(undefined);
    } catch (error) {
      setState('open');
      setFault(error);
    }
  };
  if (state === 'accepted') return <State kind="met">{say('portal.register.accepted')}</State>;
  return (
    <>
      <p>{say('portal.register.acceptNext')}</p>
      <p>
        <Button type="primary" disabled={state === 'sending'} onClick={() => void accept()}>
          {say('portal.register.acceptNow')}
        </Button>
      </p>
      {fault !== undefined && (
        <Failed
          error={fault}
          unchanged={say('portal.data.unchanged')}
          unknown={say('portal.register.perhapsAccepted')}
        />
      )}
    </>
  );
}
