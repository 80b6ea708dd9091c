import { useRef, useState } from 'react';
import { FileField } from '../show/file-field.tsx';
import { useText } from '../text/texts.ts';
import { isEncrypted, KEY_FILE_BYTES_MAX } from './key-file/key-file.ts';
import type { GivenKey } from './officer-key.ts';
import { PassphraseField } from './passphrase-field.tsx';

const FILE = 'key';
const PASSPHRASE = 'passphrase';

export interface KeyFieldProps {
  /** Whose key it is, where it is not that of the person at the page. */
  readonly label?: string;
  readonly note?: string;
}

/**
 * The fields that take a key file, and its passphrase where it has one. Both are read in the
 * browser and never sent.
 */
export function KeyField({ label, note }: KeyFieldProps) {
  const say = useText();
  const [isLocked, setLocked] = useState(false);
  const latest = useRef<File>(undefined);
  const look = async (file: File | undefined) => {
    latest.current = file;
    const text = file === undefined || file.size > KEY_FILE_BYTES_MAX ? '' : await file.text();
    // Another may have been chosen while this one was read.
    if (latest.current === file) setLocked(isEncrypted(text));
  };
  return (
    <>
      <FileField
        name={FILE}
        label={label ?? say('kit.key.label')}
        note={note ?? say('kit.key.stays')}
        onFile={(file) => void look(file)}
      />
      {isLocked && (
        <PassphraseField
          name={PASSPHRASE}
          label={say('kit.key.passphrase')}
          note={say('kit.key.opening')}
        />
      )}
    </>
  );
}

/** Takes what a form holds in its key field; the passphrase does not stay in the form. */
export function takeKey(form: HTMLFormElement): GivenKey {
  const data = new FormData(form);
  const file = data.get(FILE);
  return {
    file: file instanceof File ? file : undefined,
    passphrase: takePassphrase(form, PASSPHRASE),
  };
}

/** What was typed into a field for a passphrase, which is empty afterwards. */
export function takePassphrase(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  if (!(field instanceof HTMLInputElement)) return '';
  const { value } = field;
  field.value = '';
  return value;
}
