import {
  Card,
  Empty,
  Failed,
  KeyField,
  readUserKey,
  takeKey,
  useText,
} from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { PageProps } from '../frame/pages.ts';
import { Erasure } from './erasure.tsx';
import { Kept } from './kept.tsx';
import { type Opened, openData } from './own-data.ts';

/** What is kept of a user: he asks with his own key, and has no account. */
export default function DataPage({ operator }: PageProps) {
  const say = useText();
  const [opened, setOpened] = useState<Opened>();
  const isOffered = operator.data?.offers.includes('users') ?? true;
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.data.name')}</h1>
        <span className="meta">{say('portal.data.about')}</span>
      </header>
      {!isOffered && <Empty what={say('portal.data.name')} why={say('portal.data.notHere')} />}
      {isOffered && opened === undefined && <Ask onOpen={setOpened} />}
      {opened !== undefined && (
        <div className="columns">
          <Kept opened={opened} onChange={setOpened} />
          <Erasure holder={opened} />
        </div>
      )}
    </>
  );
}

function Ask({ onOpen }: { onOpen(opened: Opened): void }) {
  const say = useText();
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = takeKey(event.currentTarget);
    setBusy(true);
    setFault(undefined);
    try {
      const key = await readUserKey(given);
      onOpen(await openData({ user: String(form.get('user')).trim(), key }));
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <Card title={say('portal.data.ask')}>
      <form onSubmit={(event) => void ask(event)} noValidate>
        <label className="field" htmlFor="user">
          {say('portal.user.id')}
          <Input id="user" name="user" required autoComplete="off" maxLength={32} />
        </label>
        <KeyField />
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {say('portal.data.show')}
        </Button>
      </form>
      {fault !== undefined && (
        <div className="said">
          <Failed error={fault} unchanged={say('portal.data.nothingShown')} />
        </div>
      )}
    </Card>
  );
}
