import {
  askAgain,
  Card,
  Hash,
  isHash,
  Pane,
  State,
  trustedGenesis,
  trustGenesis,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { node } from '../../api.ts';

/** The genesis hash against which this browser checks: got from elsewhere, not from the node. */
export function TrustedGenesis() {
  const say = useText();
  const [trusted, setTrusted] = useState(trustedGenesis);
  const [isBad, setBad] = useState(false);
  const status = useAnswer(['status'], () => node().status());
  const change = (hash: string | undefined) => {
    trustGenesis(hash);
    setTrusted(hash);
    void askAgain('retention');
    void askAgain('journal');
  };
  const trust = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const hash = String(new FormData(event.currentTarget).get('genesis')).trim().toLowerCase();
    setBad(!isHash(hash));
    if (isHash(hash)) change(hash);
  };
  return (
    <Card title={say('settings.genesis.title')}>
      <p>{say('settings.genesis.why')}</p>
      {trusted === undefined ? (
        <form className="filters" onSubmit={trust}>
          <label htmlFor="genesis">
            {say('settings.genesis.hash')}
            <Input id="genesis" name="genesis" className="wide" required autoComplete="off" />
          </label>
          <Button htmlType="submit">{say('settings.genesis.trust')}</Button>
          {isBad && (
            <p className="failed" role="alert">
              {say('settings.genesis.bad')}
            </p>
          )}
        </form>
      ) : (
        <Pane answer={status}>
          {({ genesis_hash: stated }) => (
            <p className="acts">
              <State kind={stated === trusted ? 'met' : 'failed'}>
                {say(stated === trusted ? 'settings.genesis.same' : 'settings.genesis.other')}
              </State>
              <Hash value={trusted} />
              <Button size="small" onClick={() => change(undefined)}>
                {say('settings.genesis.forget')}
              </Button>
            </p>
          )}
        </Pane>
      )}
    </Card>
  );
}
