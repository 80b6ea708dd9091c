import { setParams, useText } from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import type { FormEvent } from 'react';
import { DAYS, DayFields } from './day-fields.tsx';

/** Filters in the address, in the order of the form. */
export const WORDS = [
  ...(['text', 'author', 'organisation', 'subject', 'record', 'content', 'category'] as const),
] as const;

export interface RecordFiltersProps {
  readonly params: URLSearchParams;
  onAsked(): void;
}

/** The fields of a search, filled from the address; what is typed asks nothing until it is sent. */
export function RecordFilters({ onAsked, params }: RecordFiltersProps) {
  const say = useText();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = [...WORDS, ...DAYS].map((name) => [name, String(form.get(name)).trim()] as const);
    const without = { cursor: undefined, open: undefined, trace: undefined };
    setParams({ ...Object.fromEntries(given), ...without });
    onAsked();
  };
  return (
    <form className="filters" onSubmit={submit} key={params.toString()}>
      {WORDS.map((name, index) => (
        <label key={name} htmlFor={name}>
          {say(`search.field.${name}`)}
          <Input
            id={name}
            name={name}
            defaultValue={params.get(name) ?? ''}
            {...(index === 0 ? { 'data-search': true } : {})}
            {...(name === 'category' ? { inputMode: 'numeric', pattern: '\\d{1,5}' } : {})}
          />
        </label>
      ))}
      <DayFields params={params} />
      <Button htmlType="submit">{say('search.find')}</Button>
    </form>
  );
}
