import { Empty, Pane, useAnswer, useText } from '@mingjing/console-kit';
import { useState } from 'react';
import type { PageProps } from '../frame/pages.ts';
import { RegisterForm } from './register-form.tsx';
import { RegisteredUser } from './registered-user.tsx';
import { type Registered, readTerms } from './registration.ts';

/** Becoming a user: what is agreed to is read and accepted before anything is written. */
export default function RegisterPage({ operator }: PageProps) {
  const say = useText();
  const [registered, setRegistered] = useState<Registered>();
  const isOffered = operator.data?.offers.includes('users') ?? true;
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.register.name')}</h1>
        <span className="meta">{say('portal.register.about')}</span>
      </header>
      {!isOffered && <Empty what={say('portal.register.name')} why={say('portal.data.notHere')} />}
      {isOffered && registered === undefined && <Begin onRegistered={setRegistered} />}
      {registered !== undefined && <RegisteredUser registered={registered} />}
    </>
  );
}

function Begin({ onRegistered }: { onRegistered(registered: Registered): void }) {
  const terms = useAnswer(['registration-terms'], readTerms);
  return (
    <Pane answer={terms}>
      {(shown) => <RegisterForm terms={shown} onRegistered={onRegistered} />}
    </Pane>
  );
}
