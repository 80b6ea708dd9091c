import {
  type ActCode,
  actCodeOptions,
  actCodeText,
  setParams,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Input } from 'antd';

const CODE_MAX = 65_535;

/** A code of the chain that stands in the address; undefined: none that the chain would take. */
export function codeOf(text: string | null): number | undefined {
  const code = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return code >= 1 && code <= CODE_MAX ? code : undefined;
}

export interface CodeFieldProps {
  readonly name: ActCode;
  readonly label: string;
}

/** The field of a reason or of a legal basis: offers the codes that have a text, takes any. */
export function CodeField({ name, label }: CodeFieldProps) {
  const say = useText();
  const { params } = usePlace();
  const code = codeOf(params.get(name));
  return (
    <div className="field said">
      <label htmlFor={name}>{label}</label>
      <Input
        id={name}
        inputMode="numeric"
        list={`${name}-codes`}
        value={params.get(name) ?? ''}
        placeholder={say('users.impose.codeForm')}
        onChange={({ target }) => setParams({ [name]: target.value.trim() })}
      />
      <datalist id={`${name}-codes`}>
        {actCodeOptions(name).map(({ code: each, text }) => (
          <option key={each} value={each} label={text} />
        ))}
      </datalist>
      {code !== undefined && <small>{actCodeText(name, code)}</small>}
    </div>
  );
}
