import type { AccessTerms } from '@mingjing/client';
import {
  ActPage,
  askAgain,
  Facts,
  Failed,
  Field,
  FileField,
  Link,
  Time,
  useNow,
  useText,
  useTyped,
  type Values,
  Waiting,
} from '@mingjing/console-kit';
import { isNotice } from '@mingjing/protocol';
import { useState } from 'react';
import { give, type OrderWords, readersIn, timesOf } from './access-acts.ts';
import type { PlaceProps } from './place-props.ts';

const CODE_MAX = 0xffff;
/** The chain takes no order for longer than a year. */
const DAYS_MAX = 365;

/** Giving an order about a private record; another officer approves it. */
export function GivePage({ purpose }: PlaceProps) {
  const say = useText();
  const typed = useTyped({});
  const [readers, setReaders] = useState<AccessTerms['readers']>();
  const [fault, setFault] = useState<unknown>();
  const words = wordsOf(typed.values);
  const now = useNow();
  const isWhole = words !== undefined && readers !== undefined;
  const take = async (file: File | undefined) => {
    setReaders(undefined);
    setFault(undefined);
    await readersIn(file).then(setReaders, setFault);
  };
  const field = (name: string, note: string) => (
    <Field typed={typed} name={name} label={say(`access.${name}`)} note={say(`access.${note}`)} />
  );
  return (
    <ActPage
      title={say('access.give')}
      changes={
        <>
          <p>{say('access.giveBecomes')}</p>
          {field('record', 'recordNote')}
          {field('basis', 'basisNote')}
          {field('notice', 'noticeNote')}
          {field('days', 'daysNote')}
          <FileField
            name="ceremony"
            label={say('access.ceremony')}
            note={say('access.ceremonyNote')}
            accept=".ceremony,application/octet-stream"
            onFile={(file) => void take(file)}
          />
          {fault !== undefined && <Failed error={fault} />}
          {readers !== undefined && <Readers readers={readers} />}
        </>
      }
      undo={say('access.giveUndo')}
      expiry={
        words === undefined ? say('access.giveExpiry') : <Until days={words.days} now={now} />
      }
      pending={isWhole ? undefined : say('access.fillIn')}
      signLabel={say('access.sign')}
      carryOut={async (key) => {
        const posted = await give(key, words as OrderWords, readers ?? [], purpose);
        await askAgain('access');
        return posted;
      }}
      after={({ id }) => (
        <Waiting title={say('access.given')} names={[say('access.otherOfficer')]}>
          <Link path={`access/${id}`}>{say('access.follow')}</Link>
        </Waiting>
      )}
    />
  );
}

function Readers({ readers }: { readonly readers: AccessTerms['readers'] }) {
  const say = useText();
  const names = readers.map(({ officer }) => officer).join(say('kit.comma'));
  return <Facts items={[[say('access.readers'), names]]} />;
}

function Until({ days, now }: { readonly days: number; readonly now: number }) {
  const say = useText();
  const { deadline, expiresAt } = timesOf(days, now);
  return (
    <>
      {say('access.deadline')} <Time ms={deadline} /> · {say('access.expires')}{' '}
      <Time ms={expiresAt} />
    </>
  );
}

function wordsOf(values: Values): OrderWords | undefined {
  const said = (name: string) => (values[name] ?? '').trim();
  const [basis, days] = [numberIn(said('basis'), CODE_MAX), numberIn(said('days'), DAYS_MAX)];
  const [record, notice] = [said('record').toLowerCase(), said('notice')];
  const isNamed = /^[0-9a-f]{72}$/.test(record) && isNotice(notice);
  if (!isNamed || basis === undefined || days === undefined) return undefined;
  return { record, notice, basis, days };
}

function numberIn(text: string, most: number): number | undefined {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : undefined;
}
