import { type ActCode, actCodeOptions, actCodeText } from '../text/act-codes.ts';
import { Field, type FieldProps } from './fields.tsx';

export interface ActCodeFieldProps extends Pick<FieldProps, 'typed' | 'label' | 'note'> {
  readonly name: ActCode;
}

/** The field of a reason or legal basis: offers what the catalogue has, and says what one means. */
export function ActCodeField({ typed, name, label, note }: ActCodeFieldProps) {
  const code = Number(typed.values[name]);
  const meaning = code > 0 ? actCodeText(name, code) : note;
  return (
    <Field
      {...{ typed, name, label }}
      {...(meaning === undefined ? {} : { note: meaning })}
      offers={actCodeOptions(name).map((each) => ({ value: String(each.code), text: each.text }))}
    />
  );
}
