import { setParams, usePlace, useText } from '@mingjing/console-kit';
import { Input } from 'antd';

const CODE_MAX = 65_535;

/** A code of the chain that stands in the address; undefined: none that the chain would take. */
export function codeOf(text: string | null): number | undefined {
  const code = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return code >= 1 && code <= CODE_MAX ? code : undefined;
}

export interface CodeFieldProps {
  readonly name: string;
  readonly label: string;
}

/** The field of a reason or of a legal basis; the chain has their codes, no words. */
export function CodeField({ name, label }: CodeFieldProps) {
  const say = useText();
  const { params } = usePlace();
  return (
    <div className="field said">
      <label htmlFor={name}>{label}</label>
      <Input
        id={name}
        inputMode="numeric"
        value={params.get(name) ?? ''}
        placeholder={say('users.impose.codeForm')}
        onChange={({ target }) => setParams({ [name]: target.value.trim() })}
      />
    </div>
  );
}
