import type { RecordAnswer } from '@mingjing/client';
import { shortHash, useText } from '@mingjing/console-kit';
import { Checkbox } from 'antd';

export interface AttachmentChoiceProps {
  readonly record: RecordAnswer;
  /** Commitments, in hex. */
  readonly chosen: readonly string[];
  onChoose(commitments: readonly string[]): void;
}

/** Which attachments go; none chosen: the record whole, with all its versions. */
export function AttachmentChoice({ record, chosen, onChoose }: AttachmentChoiceProps) {
  const say = useText();
  return (
    <fieldset>
      <legend>{say('content.orders.onlyThese')}</legend>
      <Checkbox.Group
        className="stacked"
        value={[...chosen]}
        onChange={(values) => onChoose(values.map(String))}
        options={record.attachments.map(({ commitment, role, size_bytes: size }) => ({
          value: commitment,
          label: say('content.orders.attachment', {
            ...{ role: say(`content.attachment.${role}`), size, hash: shortHash(commitment) },
          }),
        }))}
      />
      <p className="meta">
        {chosen.length === 0
          ? say('content.orders.wholeRecord')
          : say('content.orders.someOf', {
              ...{ count: chosen.length, all: record.attachments.length },
            })}
      </p>
    </fieldset>
  );
}
