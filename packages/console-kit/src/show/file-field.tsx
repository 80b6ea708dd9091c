import { useId, useState } from 'react';
import { useText } from '../text/texts.ts';

export interface FileFieldProps {
  readonly name: string;
  readonly label: string;
  readonly note?: string;
  /** Kinds of files, as browsers name them; one JSON file when absent. */
  readonly accept?: string;
  readonly onFile?: (file: File | undefined) => void;
}

const JSON_FILES = '.json,application/json';

/** A field that takes one file, in the language of the page. */
export function FileField({ name, label, note, accept = JSON_FILES, onFile }: FileFieldProps) {
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
          accept={accept}
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
