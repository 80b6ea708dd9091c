import { type PassphraseFault, passphraseFault } from '@mingjing/client';
import {
  Failed,
  type NewUserKey,
  newUserKey,
  PassphraseField,
  saveBytes,
  takePassphrase,
  useText,
} from '@mingjing/console-kit';
import { userIdOf } from '@mingjing/protocol';
import { Button } from 'antd';
import { useState } from 'react';

interface OwnKeyProps {
  readonly made: NewUserKey | undefined;
  onMade(key: NewUserKey): void;
}

const FIRST = 'passphrase';
const AGAIN = 'passphrase-again';

/** The key is made here and saved by the user under his passphrase: nobody else ever has it. */
export function OwnKey({ made, onMade }: OwnKeyProps) {
  const say = useText();
  return (
    <div className="stack">
      <p>{say('portal.register.key')}</p>
      <p>{say('portal.register.keyLost')}</p>
      {made === undefined ? <MakeKey onMade={onMade} /> : <SavedKey made={made} />}
    </div>
  );
}

function MakeKey({ onMade }: Pick<OwnKeyProps, 'onMade'>) {
  const say = useText();
  const [weakness, setWeakness] = useState<PassphraseFault | 'differ'>();
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const make = async (form: HTMLFormElement) => {
    const found = weaknessIn(form);
    setWeakness(found);
    setFault(undefined);
    if (found !== undefined) return;
    setBusy(true);
    takePassphrase(form, AGAIN);
    try {
      const key = await newUserKey(takePassphrase(form, FIRST));
      save(key);
      onMade(key);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <>
      <PassphraseField
        name={FIRST}
        label={say('portal.register.passphrase')}
        note={say('portal.register.passphraseNote')}
      />
      <PassphraseField name={AGAIN} label={say('portal.register.passphraseAgain')} />
      <p role="status">
        {weakness !== undefined && (
          <span className="said failed">{say(`portal.register.weak.${weakness}`)}</span>
        )}
      </p>
      <p>
        <Button
          loading={isBusy}
          onClick={({ currentTarget }) => {
            const form = currentTarget.closest('form');
            if (form !== null) void make(form);
          }}
        >
          {say('portal.register.make')}
        </Button>
      </p>
      {fault !== undefined && (
        <Failed error={fault} unchanged={say('portal.register.nothingKept')} />
      )}
    </>
  );
}

function SavedKey({ made }: { readonly made: NewUserKey }) {
  const say = useText();
  return (
    <>
      <p>
        <Button onClick={() => save(made)}>{say('portal.register.saveAgain')}</Button>
      </p>
      <p>
        <label htmlFor="saved">
          <input id="saved" type="checkbox" required /> {say('portal.register.saved')}
        </label>
      </p>
    </>
  );
}

function save({ file, publicKey }: NewUserKey): void {
  saveBytes(`${userIdOf(publicKey)}.json`, file);
}

/** Why no key is made under what was typed; it stays in its fields until it is used. */
function weaknessIn(form: HTMLFormElement): PassphraseFault | 'differ' | undefined {
  const typed = new FormData(form);
  const passphrase = String(typed.get(FIRST) ?? '');
  return passphraseFault(passphrase) ?? (passphrase === typed.get(AGAIN) ? undefined : 'differ');
}
