import { go, useText } from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';

/** What the one field takes, told apart by its form. */
const FORMS = [
  { pattern: /^[0-9a-f]{72}$/, param: 'open' },
  { pattern: /^[0-9a-f]{64}$/, param: 'tx' },
  { pattern: /^[a-z][a-z0-9-]{1,31}$/, param: 'user' },
] as const;

/** Finds a record, a transaction or a user by its id. */
export function SearchField() {
  const say = useText();
  const [isBad, setBad] = useState(false);
  const find = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get('id')).trim();
    // Hex is written in capitals by some; names of users never are.
    const form = FORMS.find(({ pattern }) => pattern.test(id.toLowerCase()));
    setBad(form === undefined);
    if (form !== undefined) go('records', { [form.param]: id.toLowerCase() });
  };
  return (
    <search>
      <form className="search" onSubmit={find}>
        <label htmlFor="find">{say('portal.search.label')}</label>
        <span className="search-row">
          <Input
            id="find"
            name="id"
            data-search
            required
            autoComplete="off"
            maxLength={80}
            aria-describedby={isBad ? 'find-fault' : undefined}
            aria-invalid={isBad}
            placeholder={say('portal.search.hint')}
          />
          <Button htmlType="submit" type="primary">
            {say('portal.search.find')}
          </Button>
        </span>
        {isBad && (
          <p className="failed" id="find-fault" role="alert">
            {say('portal.search.bad')}
          </p>
        )}
      </form>
    </search>
  );
}
