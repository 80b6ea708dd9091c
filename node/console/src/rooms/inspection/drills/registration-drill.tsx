import { Card, Failed, Field, go, State, useText, useTyped } from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import type { Drills, WrongIdentity } from './drill-line.ts';
import { registerSubject, tryWrong } from './registering.ts';

/** Registrations that have to be refused, and one that has to succeed. */
export function RegistrationDrill({ found }: { readonly found: Drills }) {
  const say = useText();
  const { registration, wrong_identities: wrong } = found;
  return (
    <Card title={say('inspection.registration.title')}>
      <div className="stack">
        {registration !== 'none' && (
          <ol className="drill-steps">
            {wrong.map((each) => (
              <WrongStep key={each.number} identity={each} />
            ))}
          </ol>
        )}
        {registration === 'synthetic' ? (
          <TrueStep />
        ) : (
          <State kind="unknown">{say(`inspection.registration.verifier.${registration}`)}</State>
        )}
      </div>
    </Card>
  );
}

/** A number of nobody: what refuses it is shown as it was told. */
function WrongStep({ identity }: { readonly identity: WrongIdentity }) {
  const say = useText();
  const [told, setTold] = useState<{ readonly code: string; readonly title: string }>();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const attempt = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      setTold(await tryWrong(identity));
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  const isRefused = told?.code === identity.code;
  const kind = told === undefined ? 'due' : 'failed';
  return (
    <li>
      <State kind={isRefused ? 'met' : kind}>
        {say(`inspection.registration.wrong.${identity.kind}`, { number: identity.number })}
      </State>
      <Button size="small" loading={isBusy} onClick={() => void attempt()}>
        {say(`inspection.registration.try.${identity.kind}`)}
      </Button>
      {told !== undefined && (
        <span className="meta">
          {say(isRefused ? 'inspection.registration.refused' : 'inspection.registration.other', {
            why: told.title,
          })}
        </span>
      )}
      {fault !== undefined && <Failed error={fault} />}
    </li>
  );
}

/** A true registration of a test subject: its key is made here and saved, for later drills. */
function TrueStep() {
  const say = useText();
  const typed = useTyped({});
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const number = (typed.values['number'] ?? '').trim();
  const register = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const user = await registerSubject(number);
      go('inspection/drills', { subject: user });
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return (
    <div className="subject">
      <Field
        typed={typed}
        name="number"
        label={say('inspection.registration.number')}
        note={say('inspection.registration.numberNote')}
        maxLength={11}
      />
      <Button disabled={number === ''} loading={isBusy} onClick={() => void register()}>
        {say('inspection.registration.register')}
      </Button>
      {fault !== undefined && <Failed error={fault} unchanged={say('kit.act.unchanged')} />}
    </div>
  );
}
