import {
  Card,
  Facts,
  Failed,
  findText,
  State,
  saveBytes,
  Time,
  useText,
} from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { correctName, type Opened, type OwnConsent, openData, sayConsent } from './own-data.ts';

interface KeptProps {
  readonly opened: Opened;
  onChange(opened: Opened): void;
}

/** What failed: the act, or only reading what it has changed. */
interface Fault {
  readonly error: unknown;
  readonly isDone: boolean;
}

/** Identity, verification and consents, and all of it as a file. */
export function Kept({ opened, onChange }: KeptProps) {
  const say = useText();
  const [fault, setFault] = useState<Fault>();
  const [isBusy, setBusy] = useState(false);
  const { data, document } = opened;
  const change = async (act: () => Promise<void>) => {
    setBusy(true);
    let isDone = false;
    try {
      await act();
      isDone = true;
      onChange(await openData(opened));
      setFault(undefined);
    } catch (error) {
      setFault({ error, isDone });
    }
    setBusy(false);
  };
  const save = () => {
    const text = JSON.stringify(document, null, 2);
    saveBytes(`${data.user}.json`, new TextEncoder().encode(text));
  };
  return (
    <Card title={say('portal.data.kept')}>
      <div className="stack">
        <Identity opened={opened} />
        {data.file !== null && (
          <Consents
            consents={data.file.consents}
            isBusy={isBusy}
            onSay={(consent) => void change(() => sayConsent(opened, consent))}
          />
        )}
        {data.identity !== null && (
          <Correction
            isBusy={isBusy}
            onName={(name) => void change(() => correctName(opened, name))}
          />
        )}
        {fault !== undefined && (
          <Failed
            error={fault.error}
            unchanged={say(fault.isDone ? 'portal.data.doneUnread' : 'portal.data.unchanged')}
            unknown={say(fault.isDone ? 'portal.data.doneUnread' : 'portal.data.perhapsDone')}
          />
        )}
        <p>
          <Button onClick={save}>{say('portal.data.save')}</Button>
        </p>
      </div>
    </Card>
  );
}

function Identity({ opened: { data } }: { readonly opened: Opened }) {
  const say = useText();
  const { file, identity, time, user, verification } = data;
  const kept = say('portal.data.none');
  const kind = findText(`portal.data.kinds.${identity?.kind}`) ?? identity?.kind;
  return (
    <Facts
      items={[
        [say('portal.user.id'), user],
        [say('portal.data.number'), identity === null ? kept : `${kind} ${identity.number}`],
        [say('portal.data.personName'), identity?.name ?? kept],
        [
          say('portal.user.verification'),
          findText(`portal.user.is.${verification}`) ?? verification,
        ],
        [
          say('portal.data.since'),
          file === null ? kept : <Time key="at" ms={file.registered_at} />,
        ],
        [say('portal.data.asOf'), <Time key="time" ms={time} />],
      ]}
    />
  );
}

interface ConsentsProps {
  readonly consents: readonly OwnConsent[];
  readonly isBusy: boolean;
  onSay(consent: OwnConsent): void;
}

function Consents({ consents, isBusy, onSay }: ConsentsProps) {
  const say = useText();
  return (
    <section>
      <h3>{say('portal.data.consents')}</h3>
      <ul className="plain">
        {consents.map((consent) => (
          <li key={consent.purpose}>
            {findText(`portal.data.purposes.${consent.purpose}`) ?? consent.purpose}{' '}
            <State kind={consent.given ? 'met' : 'unknown'}>
              {say(consent.given ? 'portal.data.given' : 'portal.data.notGiven')}
            </State>{' '}
            {consent.since !== null && <Time ms={consent.since} />}{' '}
            <Button size="small" loading={isBusy} onClick={() => onSay(consent)}>
              {say(consent.given ? 'portal.data.withdraw' : 'portal.data.give')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CorrectionProps {
  readonly isBusy: boolean;
  onName(name: string): void;
}

function Correction({ isBusy, onName }: CorrectionProps) {
  const say = useText();
  const correct = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onName(String(new FormData(event.currentTarget).get('name')).trim());
  };
  return (
    <form onSubmit={correct}>
      <label className="field" htmlFor="name">
        {say('portal.data.correct')}
        <Input id="name" name="name" autoComplete="off" maxLength={64} />
        <small>{say('portal.data.correctNote')}</small>
      </label>
      <Button htmlType="submit" loading={isBusy}>
        {say('portal.data.correctNow')}
      </Button>
    </form>
  );
}
