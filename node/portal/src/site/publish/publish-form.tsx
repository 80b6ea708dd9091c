import {
  Card,
  Failed,
  FileField,
  faultOf,
  findText,
  KeyField,
  Link,
  readUserKey,
  State,
  takeKey,
  useText,
} from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { documentOf, type Outcome, publish, type Reason } from './publication.ts';
import { Reasons } from './reasons.tsx';

/** One line on a screen. */
const TITLE_MAX = 200;
const ANY_FILE = '*/*';

interface PublishFormProps {
  readonly canRegister: boolean;
  onTaken(taken: Exclude<Outcome, { state: 'refused' }>): void;
}

/** A text or a file, and the author's key; what was typed stays when it is refused. */
export function PublishForm({ canRegister, onTaken }: PublishFormProps) {
  const say = useText();
  const [reasons, setReasons] = useState<readonly Reason[]>();
  const [fault, setFault] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setSending(true);
    setReasons(undefined);
    setFault(undefined);
    try {
      // The passphrase is taken last: what lacks before leaves it where it was typed.
      const document = await documentOf(new FormData(form));
      const outcome = await publish(document, await readUserKey(takeKey(form)));
      if (outcome.state === 'refused') setReasons(outcome.reasons);
      else onTaken(outcome);
    } catch (error) {
      setFault(error);
    }
    setSending(false);
  };
  const isFresh = reasons === undefined && fault === undefined;
  return (
    <form className="columns" onSubmit={(event) => void send(event)} noValidate>
      <Card title={say('portal.publish.document')}>
        <Fields />
        <Button type="primary" htmlType="submit" disabled={isSending}>
          {say('portal.publish.send')}
        </Button>
      </Card>
      <Card title={say(isFresh ? 'portal.publish.before' : 'portal.publish.notYet')}>
        {isFresh && <Notes canRegister={canRegister} />}
        {reasons !== undefined && <Refused reasons={reasons} />}
        {fault !== undefined && <Fault fault={fault} />}
      </Card>
    </form>
  );
}

/** What a person should know before the signature. */
function Notes({ canRegister }: Pick<PublishFormProps, 'canRegister'>) {
  const say = useText();
  return (
    <div className="stack">
      <p>{say('portal.publish.who')}</p>
      {canRegister && (
        <p>
          <Link path="register">{say('portal.register.name')}</Link>
        </p>
      )}
      <p>{say('portal.publish.judged')}</p>
      <p>{say('portal.publish.stays')}</p>
    </div>
  );
}

function Refused({ reasons }: { readonly reasons: readonly Reason[] }) {
  const say = useText();
  return (
    <div className="stack" role="alert" data-state="refused">
      <State kind="failed">{say('portal.publish.refused')}</State>
      <Reasons reasons={reasons} />
      <p>{say('portal.publish.nothingKept')}</p>
    </div>
  );
}

function Fields() {
  const say = useText();
  return (
    <>
      <label className="field" htmlFor="title">
        {say('portal.publish.title')}
        <Input id="title" name="title" autoComplete="off" maxLength={TITLE_MAX} />
      </label>
      <label className="field" htmlFor="text">
        {say('portal.publish.text')}
        <Input.TextArea id="text" name="text" rows={8} />
      </label>
      <FileField
        name="document"
        label={say('portal.publish.file')}
        note={say('portal.publish.fileNote')}
        accept={ANY_FILE}
      />
      <KeyField />
    </>
  );
}

/** Refusals of the chain have their words here: they are about the author, not the call. */
function Fault({ fault }: { readonly fault: unknown }) {
  const say = useText();
  const { code } = faultOf(fault);
  const title = findText(`portal.publish.wrong.${code}`);
  return (
    <Failed
      error={title === undefined ? fault : { code, title }}
      unchanged={say('portal.publish.nothingKept')}
      unknown={say('portal.publish.lookLater')}
    />
  );
}
