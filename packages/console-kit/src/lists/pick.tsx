import { Select } from 'antd';
import { setParams, usePlace } from '../place/place.ts';
import { useText } from '../text/texts.ts';

export interface PickProps {
  /** Parameter of the address. */
  readonly name: string;
  readonly label: string;
  readonly values: readonly string[];
  textOf(value: string): string;
}

/** A filter that stands in the address; all, where it says nothing or what nobody knows. */
export function Pick({ name, label, values, textOf }: PickProps) {
  const say = useText();
  const value = usePicked(name, values) ?? '';
  return (
    <label htmlFor={name}>
      {label}
      <Select
        id={name}
        aria-label={label}
        value={value}
        popupMatchSelectWidth={false}
        onChange={(picked: string) =>
          setParams({ [name]: picked, cursor: undefined, after: undefined, open: undefined })
        }
        options={['', ...values].map((each) => ({
          value: each,
          label: each === '' ? say('kit.list.all') : textOf(each),
        }))}
      />
    </label>
  );
}

/** The value of a filter, if the address names a known one. */
export function usePicked(name: string, values: readonly string[]): string | undefined {
  const { params } = usePlace();
  return values.find((each) => each === params.get(name));
}
