import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { faultText } from '../states/fault.ts';
import { useText } from '../text/texts.ts';
import { useNow } from './now.ts';

/** How long what was revealed stands on the screen. */
const SHOWN_MS = 30_000;

/** What a reveal brought, and the number of the entry that says so. */
export interface Revealed {
  readonly value: string;
  readonly entry: string;
}

export interface MaskedProps {
  /** Such as `张**`. */
  readonly masked: string;
  /** Name of what is masked, in the language of the page. */
  readonly name: string;
  /** Asks for the value; the server writes the entry before it answers. */
  reveal(reason: string): Promise<Revealed>;
}

type Step =
  | { readonly at: 'masked' }
  | { readonly at: 'asking'; readonly fault?: unknown }
  | { readonly at: 'shown'; readonly revealed: Revealed; readonly until: number };

/** Personal data: masked until somebody says why he looks, and masked again after 30 s. */
export function Masked({ masked, name, reveal }: MaskedProps) {
  const say = useText();
  const [step, setStep] = useState<Step>({ at: 'masked' });
  const now = useNow();
  if (step.at === 'shown' && now < step.until) {
    const seconds = Math.ceil((step.until - now) / 1000);
    return (
      <span className="masked">
        <b>{step.revealed.value}</b>{' '}
        <small>{say('kit.masked.shown', { seconds, entry: step.revealed.entry })}</small>
      </span>
    );
  }
  if (step.at === 'asking') {
    const ask = async (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      const reason = String(new FormData(event.currentTarget).get('reason')).trim();
      try {
        const revealed = await reveal(reason);
        setStep({ at: 'shown', revealed, until: Date.now() + SHOWN_MS });
      } catch (fault) {
        setStep({ at: 'asking', fault });
      }
    };
    return (
      <form className="masked-form" onSubmit={ask}>
        <Input name="reason" required maxLength={200} aria-label={say('kit.masked.reason')} />
        <Button htmlType="submit">{say('kit.masked.reveal')}</Button>
        {step.fault !== undefined && <p role="alert">{faultText(say, step.fault)}</p>}
      </form>
    );
  }
  return (
    <span className="masked">
      {masked}{' '}
      <Button size="small" onClick={() => setStep({ at: 'asking' })}>
        {say('kit.masked.revealOf', { name })}
      </Button>
    </span>
  );
}
