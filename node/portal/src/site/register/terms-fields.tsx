import { usePlace, useText } from '@mingjing/console-kit';
import type { ShownTerms } from './registration.ts';

/** The agreement in full and each purpose with its text: what is needed is marked, and asked. */
export function TermsFields({ terms }: { readonly terms: ShownTerms }) {
  const say = useText();
  const { language } = usePlace();
  const { agreement, purposes, text } = terms;
  return (
    <div className="stack">
      {agreement === null ? (
        <p className="meta">{say('portal.register.noAgreement')}</p>
      ) : (
        <>
          <h3>{say('portal.register.agreement', { version: agreement.version })}</h3>
          <p className="agreement">{text}</p>
          <Accepted id="agreement" isNeeded text={say('portal.register.accept')} />
        </>
      )}
      <h3>{say('portal.data.consents')}</h3>
      {purposes.map(({ needed, purpose, text: said }) => (
        <Accepted
          key={purpose}
          id={`consent-${purpose}`}
          isNeeded={needed}
          text={said[language] ?? purpose}
        />
      ))}
    </div>
  );
}

interface AcceptedProps {
  readonly id: string;
  readonly isNeeded: boolean;
  readonly text: string;
}

function Accepted({ id, isNeeded, text }: AcceptedProps) {
  const say = useText();
  return (
    <label htmlFor={id}>
      <input id={id} name={id} type="checkbox" required={isNeeded} /> {text}{' '}
      <small>{say(isNeeded ? 'portal.register.needed' : 'portal.register.free')}</small>
    </label>
  );
}
