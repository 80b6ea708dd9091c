import {
  Card,
  Empty,
  Failed,
  faultOf,
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
import { type Holder, type Opened, openData } from './own-data.ts';

/** Why nothing is shown but the dates to whoever had his data erased. */
const ERASED: readonly string[] = ['data-restricted', 'data-shredded'];

/** What is kept of a user: he asks with his own key, and has no account. */
export default function DataPage({ operator }: PageProps) {
  const say = useText();
  const [opened, setOpened] = useState<Opened>();
  const [erased, setErased] = useState<Holder>();
  const isOffered = operator.data?.offers.includes('users') ?? true;
  const isAsked = opened !== undefined || erased !== undefined;
  return (
    <>
      <header className="page-head">
        <h1>{say('portal.data.name')}</h1>
        <span className="meta">{say('portal.data.about')}</span>
      </header>
      {!isOffered && <Empty what={say('portal.data.name')} why={say('portal.data.notHere')} />}
      {isOffered && !isAsked && <Ask onOpen={setOpened} onErased={setErased} />}
      {erased !== undefined && <Erasure holder={erased} />}
      {opened !== undefined && (
        <div className="columns">
          <Kept opened={opened} onChange={setOpened} />
          <Erasure holder={opened} />
        </div>
      )}
    </>
  );
}

interface AskProps {
  onOpen(opened: Opened): void;
  onErased(holder: Holder): void;
}

function Ask({ onOpen, onErased }: AskProps) {
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
      const holder = { user: String(form.get('user')).trim(), key: await readUserKey(given) };
      await openData(holder).then(onOpen, (error: unknown) => {
        if (!ERASED.includes(faultOf(error).code)) throw error;
        onErased(holder);
      });
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
          <Failed
            error={fault}
            unchanged={say('portal.data.nothingShown')}
            unknown={say('portal.data.nothingShown')}
          />
        </div>
      )}
    </Card>
  );
}
