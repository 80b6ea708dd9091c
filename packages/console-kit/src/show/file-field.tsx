import { useId, useState } from 'react';
import { useText } from '../text/texts.ts';

export interface FileFieldProps {
  readonly name: string;
  readonly label: string;
  readonly note?: string;
  /** Any file, not one of JSON alone. */
  readonly takesAny?: boolean;
  readonly onFile?: (file: File | undefined) => void;
}

/** A field that takes one file, of JSON unless it says otherwise, in the language of the page. */
export function FileField({ name, label, note, takesAny = false, onFile }: FileFieldProps) {
  const say = useText();
  const id = useId();
  const [chosen, setChosen] = useState('');
  return (
    <div className="field">
      <span id={`${id}-label`}>{label}</span>
      <span className="file">
        <input
          id={id}
          type="file"
          name={name}
          accept={takesAny ? undefined : '.json,application/json'}
          required
          aria-labelledby={`${id}-label`}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            setChosen(file?.name ?? '');
            onFile?.(file);
          }}
        />
        <label htmlFor={id}>{say('kit.key.choose')}</label>
        <span className="meta">{chosen === '' ? say('kit.key.none') : chosen}</span>
      </span>
      {note !== undefined && <small>{note}</small>}
    </div>
  );
}
