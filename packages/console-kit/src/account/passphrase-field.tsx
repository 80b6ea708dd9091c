import { useId } from 'react';

export interface PassphraseFieldProps {
  readonly name: string;
  readonly label: string;
  readonly note?: string;
}

/** A passphrase, which nothing of the page keeps: the element alone has it until it is taken. */
export function PassphraseField({ name, label, note }: PassphraseFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        className="passphrase"
        id={id}
        name={name}
        type="password"
        autoComplete="off"
        spellCheck={false}
        required
        aria-describedby={note === undefined ? undefined : `${id}-note`}
      />
      {note !== undefined && <small id={`${id}-note`}>{note}</small>}
    </div>
  );
}
