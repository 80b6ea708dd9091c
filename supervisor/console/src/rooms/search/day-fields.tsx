import { useText } from '@mingjing/console-kit';
import { Input } from 'antd';

export const DAYS = ['from', 'to'] as const;

/** From which day and until which is looked, filled from the address. */
export function DayFields({ params }: { readonly params: URLSearchParams }) {
  const say = useText();
  return DAYS.map((name) => (
    <label key={name} htmlFor={name}>
      {say(`search.field.${name}`)}
      <Input
        id={name}
        name={name}
        defaultValue={params.get(name) ?? ''}
        placeholder={say('search.day')}
        pattern="\d{4}-\d{2}-\d{2}"
      />
    </label>
  ));
}
