import { Failed, type NewUserKey, newUserKey, saveBytes, useText } from '@mingjing/console-kit';
import { userIdOf } from '@mingjing/protocol';
import { Button } from 'antd';
import { useState } from 'react';

interface OwnKeyProps {
  readonly made: NewUserKey | undefined;
  onMade(key: NewUserKey): void;
}

/** The key is made here and saved by the user: nobody else ever has it. */
export function OwnKey({ made, onMade }: OwnKeyProps) {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const make = async () => {
    try {
      const key = made ?? (await newUserKey());
      saveBytes(`${userIdOf(key.publicKey)}.json`, key.file);
      onMade(key);
      setFault(undefined);
    } catch (error) {
      setFault(error);
    }
  };
  return (
    <div className="stack">
      <p>{say('portal.register.key')}</p>
      <p>
        <Button onClick={() => void make()}>
          {say(made === undefined ? 'portal.register.make' : 'portal.register.saveAgain')}
        </Button>
      </p>
      {made !== undefined && (
        <p>
          <label htmlFor="saved">
            <input id="saved" type="checkbox" required /> {say('portal.register.saved')}
          </label>
        </p>
      )}
      {fault !== undefined && (
        <Failed error={fault} unchanged={say('portal.register.nothingKept')} />
      )}
    </div>
  );
}
