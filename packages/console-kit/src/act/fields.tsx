import { Input, Select } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { usePlace } from '../place/place.ts';
import { draftOf, formAt, offerDraft } from './drafts.ts';

/** What was typed into the fields of a page, by their names. */
export type Values = Readonly<Record<string, string>>;

export interface Typed {
  readonly values: Values;
  set(name: string, value: string): void;
}

/**
 * Fields of an act: what they hold decides what the page says will change. When the session ends
 * meanwhile, whoever typed finds it again after his login.
 */
export function useTyped(initial: Values): Typed {
  const form = formAt(usePlace(), Object.keys(initial).toSorted().join());
  const [values, setValues] = useState(() => ({ ...initial, ...draftOf(form) }));
  const latest = useRef(values);
  latest.current = values;
  useEffect(() => offerDraft(form, () => latest.current), [form]);
  const set = (name: string, value: string) => setValues((now) => ({ ...now, [name]: value }));
  return { values, set };
}

export interface FieldProps {
  readonly typed: Typed;
  readonly name: string;
  readonly label: string;
  readonly note?: string;
  readonly maxLength?: number;
  /** Lines that a text may take; one, unless it says so. */
  readonly rows?: number;
  /** What a line is offered, as values with what they mean; others are taken, too. */
  readonly offers?: readonly { readonly value: string; readonly text: string }[];
}

export function Field({ typed, name, label, note, maxLength = 120, rows, offers }: FieldProps) {
  const id = useId();
  const common = { id, name, maxLength, value: typed.values[name] ?? '' };
  const change = ({ target }: { readonly target: { readonly value: string } }) =>
    typed.set(name, target.value);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows === undefined ? (
        <Input {...common} {...(offers && { list: `${id}-offers` })} onChange={change} />
      ) : (
        <Input.TextArea {...common} rows={rows} onChange={change} />
      )}
      {offers !== undefined && (
        <datalist id={`${id}-offers`}>
          {offers.map(({ text, value }) => (
            <option key={value} value={value} label={text} />
          ))}
        </datalist>
      )}
      {note !== undefined && <small>{note}</small>}
    </div>
  );
}

export interface ChoiceProps {
  readonly typed: Typed;
  readonly name: string;
  readonly label: string;
  readonly values: readonly string[];
  textOf(value: string): string;
}

/** One of a few; nothing is chosen beforehand. */
export function Choice({ typed, name, label, values, textOf }: ChoiceProps) {
  const id = useId();
  const chosen = typed.values[name];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        aria-label={label}
        value={chosen === '' || chosen === undefined ? null : chosen}
        onChange={(value: string) => typed.set(name, value)}
        options={values.map((value) => ({ value, label: textOf(value) }))}
      />
    </div>
  );
}
