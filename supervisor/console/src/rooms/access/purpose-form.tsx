import { Choice, Field, useText, useTyped } from '@mingjing/console-kit';
import { Button } from 'antd';
import { NOTE_CHARS_MAX, PURPOSE_CODES, type Purpose } from '../../desk/reading.ts';

/** An order is read to carry it out: then the page itself says which one. */
const CODES = PURPOSE_CODES.filter((code) => code !== 'access-order');

/** What the reader says he reads for: before it is said, nothing is asked. */
export function PurposeForm({ onSaid }: { onSaid(purpose: Purpose): void }) {
  const say = useText();
  const typed = useTyped({ code: '', note: '' });
  const { code = '', note = '' } = typed.values;
  const isSaid = code !== '' && note.trim() !== '';
  return (
    <form
      className="filters purpose"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid) onSaid({ code, note: note.trim(), order: '' });
      }}
    >
      <Choice
        typed={typed}
        name="code"
        label={say('access.purpose.code')}
        values={CODES}
        textOf={(value) => say(`words.purpose.${value}`)}
      />
      <Field
        typed={typed}
        name="note"
        label={say('access.purpose.note')}
        maxLength={NOTE_CHARS_MAX}
      />
      <Button htmlType="submit" type="primary" disabled={!isSaid}>
        {say('access.purpose.say')}
      </Button>
    </form>
  );
}

export interface PurposeLineProps {
  readonly purpose: Purpose;
  onAgain(): void;
}

/** The purpose as the entry of each read has it. */
export function PurposeLine({ onAgain, purpose: { code, note } }: PurposeLineProps) {
  const say = useText();
  return (
    <p className="bar">
      {say('access.purpose.said', { code: say(`words.purpose.${code}`), note })}{' '}
      <Button size="small" onClick={onAgain}>
        {say('access.purpose.again')}
      </Button>
    </p>
  );
}
