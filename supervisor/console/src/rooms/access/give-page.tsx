import type { AccessSubject } from '@mingjing/client';
import {
  ActCodeField,
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
import { hexToBytes } from '@mingjing/crypto';
import { isNotice } from '@mingjing/protocol';
import { useState } from 'react';
import { ceremonyIn, give, type HeldCeremony, type OrderWords, timesOf } from './access-acts.ts';
import type { PlaceProps } from './place-props.ts';

const CODE_MAX = 0xffff;
/** The chain takes no order for longer than a year. */
const DAYS_MAX = 365;

/** Giving an order about a private record or an identity; another officer approves it. */
export function GivePage({ purpose }: PlaceProps) {
  const say = useText();
  const typed = useTyped({});
  const [held, setHeld] = useState<HeldCeremony>();
  const [fault, setFault] = useState<unknown>();
  const words = wordsOf(typed.values);
  const now = useNow();
  const isWhole = words !== undefined && held !== undefined;
  const take = async (file: File | undefined) => {
    setHeld(undefined);
    setFault(undefined);
    await ceremonyIn(file).then(setHeld, setFault);
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
          {field('subject', 'subjectNote')}
          <ActCodeField
            {...{ typed, name: 'basis' }}
            label={say('access.basis')}
            note={say('access.basisNote')}
          />
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
          {held !== undefined && <Readers readers={held.readers} />}
        </>
      }
      undo={say('access.giveUndo')}
      expiry={
        words === undefined ? say('access.giveExpiry') : <Until days={words.days} now={now} />
      }
      pending={isWhole ? undefined : say('access.fillIn')}
      signLabel={say('access.sign')}
      carryOut={async (key) => {
        const posted = await give(key, words as OrderWords, held as HeldCeremony, purpose);
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

function Readers({ readers }: { readonly readers: HeldCeremony['readers'] }) {
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
  const [subject, notice] = [subjectIn(said('subject').toLowerCase()), said('notice')];
  if (subject === undefined || !isNotice(notice)) return undefined;
  if (basis === undefined || days === undefined) return undefined;
  return { subject, notice, basis, days };
}

/** A record by its id, or a user by name. */
function subjectIn(text: string): AccessSubject | undefined {
  const [, user] = /^user\/([a-z][a-z0-9-]{1,31})$/.exec(text) ?? [];
  if (user !== undefined) return { recordId: new Uint8Array(0), userId: user };
  const recordId = /^[0-9a-f]{72}$/.test(text) ? hexToBytes(text) : undefined;
  return recordId && { recordId, userId: '' };
}

function numberIn(text: string, most: number): number | undefined {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : undefined;
}
