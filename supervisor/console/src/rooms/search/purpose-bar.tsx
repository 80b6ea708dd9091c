import { useText } from '@mingjing/console-kit';
import { Button, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { isWhole, NOTE_CHARS_MAX, PURPOSE_CODES, type Purpose } from '../../desk/reading.ts';

export interface PurposeBarProps {
  /** What is read for now. */
  readonly said: Purpose;
  onSaid(purpose: Purpose): void;
}

/**
 * What the reader says he reads for: before it is said, nothing is asked. What he is still typing
 * is not said, since each read stands in the journal with its purpose.
 */
export function PurposeBar({ onSaid, said }: PurposeBarProps) {
  const say = useText();
  const [typed, setTyped] = useState(said);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isWhole(typed)) onSaid(typed);
  };
  return (
    <form className="filters purpose" aria-label={say('search.purpose')} onSubmit={submit}>
      <label htmlFor="purpose">
        {say('search.purpose')}
        <Select
          id="purpose"
          aria-label={say('search.purpose')}
          value={typed.code}
          popupMatchSelectWidth={false}
          onChange={(code: string) => setTyped({ ...typed, code })}
          options={PURPOSE_CODES.map((value) => ({
            value,
            label: say(`words.purpose.${value}`),
          }))}
        />
      </label>
      <label htmlFor="purpose-note">
        {say('search.note')}
        <Input
          id="purpose-note"
          value={typed.note}
          maxLength={NOTE_CHARS_MAX}
          onChange={({ target }) => setTyped({ ...typed, note: target.value })}
        />
      </label>
      {typed.code === 'access-order' && (
        <label htmlFor="purpose-order">
          {say('search.order')}
          <Input
            id="purpose-order"
            value={typed.order}
            maxLength={64}
            onChange={({ target }) => setTyped({ ...typed, order: target.value.trim() })}
          />
        </label>
      )}
      <Button htmlType="submit" disabled={!isWhole(typed) || isSame(typed, said)}>
        {say('search.say')}
      </Button>
      <p className="meta">{say(lineOf(typed, said))}</p>
    </form>
  );
}

function lineOf(typed: Purpose, said: Purpose): string {
  if (!isWhole(typed)) return 'search.sayFirst';
  return isSame(typed, said) ? 'search.recorded' : 'search.unsaid';
}

function isSame(one: Purpose, other: Purpose): boolean {
  return one.code === other.code && one.note === other.note && one.order === other.order;
}
