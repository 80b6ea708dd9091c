import {
  Card,
  Field,
  go,
  type OwnSession,
  Pane,
  State,
  Time,
  usePlace,
  useText,
  useTyped,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useDrills } from './answers.ts';
import { DrillCard } from './drill-card.tsx';
import type { DrillSubject, Drills } from './drill-line.ts';
import { RegistrationDrill } from './registration-drill.tsx';
import { SubjectRecords } from './subject-records.tsx';

/** Drills of officers' orders, step by step: they sign, the chain says how far it has come. */
export function DrillsPage({ session }: { readonly session: OwnSession }) {
  const subject = usePlace().params.get('subject') ?? undefined;
  return (
    <Pane answer={useDrills(subject)}>{(found) => <Board found={found} session={session} />}</Pane>
  );
}

interface BoardProps {
  readonly session: OwnSession;
  readonly found: Drills;
}

function Board({ session, found }: BoardProps) {
  const say = useText();
  const [record, setRecord] = useState<string>();
  const { drill_days: days, drills, subject, time } = found;
  const user = subject === null || subject.fault !== null ? undefined : subject.user;
  const name = `drill-${new Date(time).toISOString().slice(0, 10)}`;
  return (
    <div className="stack">
      <p>{say('inspection.drills.how', { days })}</p>
      <SubjectCard key={subject?.user ?? ''} found={found} />
      <div className="drill-cards">
        {drills.map((drill) => (
          <DrillCard
            key={drill.drill}
            session={session}
            drill={drill}
            user={user}
            record={record}
            name={name}
          />
        ))}
      </div>
      {user !== undefined && (
        <SubjectRecords user={user} chosen={record} onChoose={setRecord} key={`of-${user}`} />
      )}
      <RegistrationDrill found={found} />
      <p className="meta">
        {say('inspection.drills.asOf')} <Time ms={time} />
      </p>
    </div>
  );
}

/** Whom the drills touch: nobody but a user whom the chain marks as a test subject. */
function SubjectCard({ found: { offers, subject } }: { readonly found: Drills }) {
  const say = useText();
  const typed = useTyped({ subject: subject?.user ?? '' });
  const user = (typed.values['subject'] ?? '').trim();
  const choose = (event: FormEvent) => {
    event.preventDefault();
    if (/^[a-z][a-z0-9-]{1,31}$/.test(user)) go('inspection/drills', { subject: user });
  };
  return (
    <Card title={say('inspection.drills.subject')}>
      <form className="subject" onSubmit={choose}>
        <Field
          typed={typed}
          name="subject"
          label={say('inspection.drills.user')}
          maxLength={32}
          offers={offers.map((value) => ({ value, text: value }))}
        />
        <Button htmlType="submit">{say('inspection.drills.choose')}</Button>
      </form>
      {subject === null ? (
        <State kind="unknown">{say('inspection.drills.noSubject')}</State>
      ) : (
        <SubjectState subject={subject} />
      )}
    </Card>
  );
}

function SubjectState({ subject: { fault, standing, user, verification } }: SubjectProps) {
  const say = useText();
  return (
    <p className="acts">
      <State kind={fault === null ? 'met' : 'failed'}>
        {say(`inspection.subject.${fault ?? 'marked'}`, { user })}
      </State>
      {fault === null && (
        <span className="meta">
          {say(`users.verification.${verification}`)} · {say(`users.standing.${standing}`)}
        </span>
      )}
    </p>
  );
}

interface SubjectProps {
  readonly subject: DrillSubject;
}
