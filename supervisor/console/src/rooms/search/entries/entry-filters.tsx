import { setParams, useText } from '@mingjing/console-kit';
import { Button, Input, Select } from 'antd';
import type { FormEvent } from 'react';
import { DAYS, DayFields } from '../day-fields.tsx';
import { ENTRY_WORDS, SOURCES } from './entry-query.ts';

export interface EntryFiltersProps {
  readonly params: URLSearchParams;
  onAsked(): void;
}

/** The fields of a search of entries; what is typed asks nothing until it is sent. */
export function EntryFilters({ onAsked, params }: EntryFiltersProps) {
  const say = useText();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const names = [...ENTRY_WORDS, ...DAYS];
    const given = names.map((name) => [name, String(form.get(name)).trim()] as const);
    setParams({ ...Object.fromEntries(given), cursor: undefined, open: undefined });
    onAsked();
  };
  const source = params.get('source') ?? '';
  return (
    <form className="filters" onSubmit={submit} key={params.toString()}>
      <label htmlFor="source">
        {say('search.entry.source')}
        <Select
          id="source"
          aria-label={say('search.entry.source')}
          value={source}
          popupMatchSelectWidth={false}
          onChange={(value: string) =>
            setParams({ source: value, cursor: undefined, open: undefined })
          }
          options={['', ...SOURCES].map((value) => ({
            value,
            label: value === '' ? say('search.entry.all') : say(`kit.source.${value}`),
          }))}
        />
      </label>
      {ENTRY_WORDS.map((name, index) => (
        <label key={name} htmlFor={name}>
          {say(`search.entry.${name}`)}
          <Input
            id={name}
            name={name}
            defaultValue={params.get(name) ?? ''}
            {...(index === 0 ? { 'data-search': true } : {})}
          />
        </label>
      ))}
      <DayFields params={params} />
      <Button htmlType="submit">{say('search.find')}</Button>
    </form>
  );
}
