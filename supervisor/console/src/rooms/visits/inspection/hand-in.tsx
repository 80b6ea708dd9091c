import { askAgain, FileField, faultText, useText } from '@mingjing/console-kit';
import { useState } from 'react';
import { ask } from '../../../api.ts';
import { INSPECTIONS } from './answers.ts';

export interface HandInProps {
  readonly id: string;
  readonly phrase: string;
}

/** The operator's record: made in the room with the same phrase, checked here before it counts. */
export function HandIn({ id, phrase }: HandInProps) {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const [isTaken, setTaken] = useState(false);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setTaken(false);
    setFault(undefined);
    try {
      const body = new Uint8Array(await file.arrayBuffer());
      await ask({ path: `${INSPECTIONS}/${id}/operator-record`, body });
      await askAgain('inspections');
      setTaken(true);
    } catch (error) {
      setFault(error);
    }
  };
  const command = `mingjing inspect --phrase "${phrase}" --bundle FILE --home DIR`;
  return (
    <section>
      <p>{say('visits.handInHow')}</p>
      <code className="command">{command}</code>
      <FileField
        name="record"
        label={say('visits.handIn')}
        note={say('visits.handInNote')}
        accept=".inspection,.bundle,application/octet-stream"
        onFile={take}
      />
      {isTaken && <p role="status">{say('visits.handedIn')}</p>}
      {fault !== undefined && (
        <p className="bar failed" role="alert">
          {faultText(say, fault)}
        </p>
      )}
    </section>
  );
}
