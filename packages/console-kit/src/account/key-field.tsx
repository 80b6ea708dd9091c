import { FileField } from '../show/file-field.tsx';
import { useText } from '../text/texts.ts';

/** The field that takes an officer's key file; it is read in the browser and never sent. */
export function KeyField() {
  const say = useText();
  return <FileField name="key" label={say('kit.key.label')} note={say('kit.key.stays')} />;
}

/** The file that a form holds in its key field. */
export function keyFileOf(form: FormData): File | undefined {
  const value = form.get('key');
  return value instanceof File ? value : undefined;
}
