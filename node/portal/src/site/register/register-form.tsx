import { Card, Failed, type NewUserKey, useText } from '@mingjing/console-kit';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { IdentityFields } from './identity-fields.tsx';
import { OwnKey } from './own-key.tsx';
import { numberFault, type Registered, register, type ShownTerms } from './registration.ts';
import { TermsFields } from './terms-fields.tsx';

interface RegisterFormProps {
  readonly terms: ShownTerms;
  onRegistered(registered: Registered): void;
}

/** Three parts, in the order in which a person decides: the terms, who he is, his key. */
export function RegisterForm({ terms, onRegistered }: RegisterFormProps) {
  const say = useText();
  const [key, setKey] = useState<NewUserKey>();
  const [fault, setFault] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const isNumber =
      numberFault(String(form.get('kind')), String(form.get('number'))) === undefined;
    if (key === undefined || !isNumber) return;
    setSending(true);
    setFault(undefined);
    try {
      onRegistered(await register(terms, form, key));
    } catch (error) {
      setFault(error);
      setSending(false);
    }
  };
  return (
    <form className="columns" onSubmit={(event) => void send(event)}>
      <Card title={say('portal.register.terms')}>
        <TermsFields terms={terms} />
      </Card>
      <Card title={say('portal.register.who')}>
        <IdentityFields />
        <OwnKey made={key} onMade={setKey} />
        <div className="said">
          <Button type="primary" htmlType="submit" disabled={isSending || key === undefined}>
            {say('portal.register.send')}
          </Button>
        </div>
        {fault !== undefined && (
          <div className="said">
            <Failed
              error={fault}
              unchanged={say('portal.register.nothingKept')}
              unknown={say('portal.register.perhapsKept')}
            />
          </div>
        )}
      </Card>
    </form>
  );
}
