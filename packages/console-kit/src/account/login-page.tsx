import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { StateIcon } from '../show/icon.tsx';
import { faultText } from '../states/fault.ts';
import { useText } from '../text/texts.ts';
import { KeyField, takeKey } from './key-field.tsx';
import { type OfficerKey, readOfficerKey } from './officer-key.ts';
import { type Ask, type Factor, hasPasskeys, logIn } from './session.ts';

export interface LoginPageProps {
  readonly ask: Ask;
  /** Where an enrolment link is answered. */
  readonly enrolment: string;
  /** A session ended while somebody was here: after the login he is where he was. */
  readonly isOver?: boolean;
  /** Done with the officer's key once he is in; what it throws is shown. */
  readonly alsoLogIn?: (officer: string, key: OfficerKey) => Promise<void>;
  onDone(): void;
}

/** Logging in with the officer's key and the second factor. */
export function LoginPage(props: LoginPageProps) {
  const { ask, alsoLogIn, enrolment, isOver = false, onDone } = props;
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = takeKey(event.currentTarget);
    const { submitter } = event.nativeEvent as SubmitEvent;
    setBusy(true);
    setFault(undefined);
    try {
      const key = await readOfficerKey(given);
      const isPasskey = submitter?.getAttribute('value') === 'passkey';
      const officer = wordIn(form, 'officer');
      await logIn(ask, officer, key, isPasskey ? 'passkey' : codeIn(form));
      await alsoLogIn?.(officer, key);
      onDone();
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <main className="login">
      <section className="card">
        <h1>{say('kit.login.heading')}</h1>
        {isOver && <SessionOver />}
        <p>{say('kit.login.intro')}</p>
        <form onSubmit={submit}>
          <p className="field">
            <label htmlFor="officer">{say('kit.login.officer')}</label>
            <Input id="officer" name="officer" autoComplete="username" required />
          </p>
          <KeyField />
          <p className="field">
            <label htmlFor="code">{say('kit.login.code')}</label>
            <Input id="code" name="code" inputMode="numeric" autoComplete="one-time-code" />
          </p>
          <Ways isBusy={isBusy} />
          {fault !== undefined && (
            <p className="said failed" role="alert">
              {faultText(say, fault)}
            </p>
          )}
        </form>
        <p className="meta">
          <a href={enrolment}>{say('kit.login.enrol')}</a>
        </p>
      </section>
    </main>
  );
}

/** Why the login stands where something else did. */
function SessionOver() {
  const say = useText();
  return (
    <p className="bar due" role="status" data-state="session-over">
      <StateIcon kind="due" /> {say('kit.login.over')}
    </p>
  );
}

function wordIn(form: FormData, name: string): string {
  return String(form.get(name)).trim();
}

function codeIn(form: FormData): Factor {
  return { code: String(form.get('code')).replaceAll(/\s/g, '') };
}

/** The second factors by which somebody goes on. */
function Ways({ isBusy }: { readonly isBusy: boolean }) {
  const say = useText();
  return (
    <p className="acts">
      <Button type="primary" htmlType="submit" name="by" value="code" loading={isBusy}>
        {say('kit.login.byCode')}
      </Button>
      {hasPasskeys() && (
        <Button htmlType="submit" name="by" value="passkey" disabled={isBusy}>
          {say('kit.login.byPasskey')}
        </Button>
      )}
    </p>
  );
}
