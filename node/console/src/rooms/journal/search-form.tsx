import { setParams, useText } from '@mingjing/console-kit';
import { SOURCE_NAMES } from '@mingjing/protocol';
import { Button, Input, Select } from 'antd';
import type { FormEvent } from 'react';

const WORDS = ['text', 'event', 'actor'] as const;
const DAYS = ['from', 'to'] as const;

/** The fields of a search, filled from the address. */
export function SearchForm({ params }: { readonly params: URLSearchParams }) {
  const say = useText();
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = [...WORDS, ...DAYS].map((name) => [name, String(form.get(name)).trim()] as const);
    setParams({ ...Object.fromEntries(given), cursor: undefined, open: undefined });
  };
  return (
    <form className="filters" onSubmit={search} key={params.toString()}>
      <label htmlFor="source">
        {say('journal.source')}
        <Select
          id="source"
          aria-label={say('journal.source')}
          value={params.get('source') ?? ''}
          popupMatchSelectWidth={false}
          onChange={(source: string) => setParams({ source, cursor: undefined, open: undefined })}
          options={['', ...SOURCE_NAMES].map((value) => ({
            value,
            label: value === '' ? say('journal.all') : say(`kit.source.${value}`),
          }))}
        />
      </label>
      {WORDS.map((name, index) => (
        <label key={name} htmlFor={name}>
          {say(`journal.${name}`)}
          <Input
            id={name}
            name={name}
            defaultValue={params.get(name) ?? ''}
            {...(index === 0 ? { 'data-search': true } : {})}
          />
        </label>
      ))}
      {DAYS.map((name) => (
        <label key={name} htmlFor={name}>
          {say(`journal.${name}`)}
          <Input
            id={name}
            name={name}
            defaultValue={params.get(name) ?? ''}
            placeholder={say('journal.day')}
            pattern="\d{4}-\d{2}-\d{2}"
          />
        </label>
      ))}
      <Button htmlType="submit">{say('journal.search')}</Button>
    </form>
  );
}
