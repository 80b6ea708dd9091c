import { useText } from '@mingjing/console-kit';
import { Input, Select } from 'antd';
import { isWhole, NOTE_CHARS_MAX, PURPOSE_CODES, type Purpose } from '../../desk/reading.ts';

export interface PurposeBarProps {
  readonly purpose: Purpose;
  onChange(purpose: Purpose): void;
}

/** What the reader says he reads for: before it is said, nothing is asked. */
export function PurposeBar({ onChange, purpose }: PurposeBarProps) {
  const say = useText();
  return (
    <fieldset className="filters purpose" aria-label={say('search.purpose')}>
      <label htmlFor="purpose">
        {say('search.purpose')}
        <Select
          id="purpose"
          aria-label={say('search.purpose')}
          value={purpose.code}
          popupMatchSelectWidth={false}
          onChange={(code: string) => onChange({ ...purpose, code })}
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
          value={purpose.note}
          maxLength={NOTE_CHARS_MAX}
          onChange={({ target }) => onChange({ ...purpose, note: target.value })}
        />
      </label>
      {purpose.code === 'access-order' && (
        <label htmlFor="purpose-order">
          {say('search.order')}
          <Input
            id="purpose-order"
            value={purpose.order}
            maxLength={64}
            onChange={({ target }) => onChange({ ...purpose, order: target.value.trim() })}
          />
        </label>
      )}
      <p className="meta">{say(isWhole(purpose) ? 'search.recorded' : 'search.sayFirst')}</p>
    </fieldset>
  );
}
