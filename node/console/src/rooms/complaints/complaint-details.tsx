import {
  DataTable,
  Facts,
  Hash,
  Link,
  Masked,
  type OwnSession,
  Pane,
  Time,
  useText,
} from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import { ask } from '../../api.ts';
import { type ComplaintAnswer, useComplaint } from './answers.ts';
import { ComplaintState, Term } from './complaint-state.tsx';
import { HANDLERS } from './roles.ts';

export interface ComplaintProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Whose complaint it is: he handles it, and so does who answers for the people. */
export function isHandledBy({ assignee }: ComplaintAnswer, { officer, role }: OwnSession): boolean {
  return role === 'security-admin' || (HANDLERS.includes(role) && assignee === officer);
}

/** A complaint whole; what is personal in it is hidden until somebody says why he looks. */
export function ComplaintDetails({ session, id }: ComplaintProps) {
  const say = useText();
  return (
    <Pane answer={useComplaint(id)}>
      {(found) => (
        <div className="stack">
          <Acts session={session} found={found} />
          <Said session={session} found={found} />
          <h3>{say('complaints.events')}</h3>
          <Events events={found.events} />
        </div>
      )}
    </Pane>
  );
}

interface FoundProps {
  readonly session: OwnSession;
  readonly found: ComplaintAnswer;
}

function Acts({ session, found }: FoundProps) {
  const say = useText();
  const { answer, assignee, id, state } = found;
  if (state === 'closed') return null;
  const isOwn = isHandledBy(found, session);
  const mayTake = isOwn || (HANDLERS.includes(session.role) && assignee === null);
  return (
    <p className="acts">
      {mayTake && <Link path={`complaints/${id}/assign`}>{say('complaints.assign.open')}</Link>}
      {isOwn && answer === null && (
        <Link path={`complaints/${id}/answer`}>{say('complaints.answer.open')}</Link>
      )}
      {isOwn && answer !== null && (
        <Link path={`complaints/${id}/close`}>{say('complaints.close.open')}</Link>
      )}
    </p>
  );
}

function Said({ session, found }: FoundProps) {
  const say = useText();
  const { answer, assignee, category, contact, id, outcome, record_id: record, text } = found;
  const items: (readonly [string, ReactNode])[] = [
    [say('complaints.ticket'), <code key="id">{id}</code>],
    [say('complaints.category'), say(`complaints.categories.${category}`)],
    [say('complaints.state'), <ComplaintState key="state" of={found} />],
    [say('complaints.assignee'), assignee ?? say('complaints.nobody')],
    [say('complaints.received'), <Time key="received" ms={found.received_at} />],
    [say('complaints.due'), <Term key="due" of={found} />],
    [say('complaints.text'), text],
    [say('complaints.contact'), contact ?? say(`complaints.${missingContact(found)}`)],
  ];
  if (isHandledBy(found, session)) {
    items.push([say('complaints.whole'), <Whole key="whole" id={id} />]);
  }
  if (record !== null) items.push([say('complaints.record'), <Hash key="record" value={record} />]);
  if (answer !== null) items.push([say('complaints.answered'), `${answer.text} (${answer.by})`]);
  if (outcome !== null) {
    items.push([say('complaints.outcome'), say(`complaints.outcomes.${outcome}`)]);
  }
  return <Facts items={items} />;
}

/** A role that reaches nobody sees that there is a contact, and no more of it. */
function missingContact({ has_contact: isLeft }: FoundProps['found']): string {
  return isLeft ? 'contactHidden' : 'noContact';
}

interface Whole {
  readonly text: string;
  readonly contact: string | null;
  readonly entry: string;
}

/** Text and contact as they were sent, for a reason that is journalled. */
function Whole({ id }: { readonly id: string }) {
  const say = useText();
  const reveal = async (reason: string) => {
    const path = `/v1/management/complaints/${id}/reveal`;
    const { contact, entry, text } = await ask<Whole>({ path, json: { reason } });
    return { value: contact === null ? text : `${text} · ${contact}`, entry };
  };
  return <Masked masked="***" name={say('complaints.asSent')} reveal={reveal} />;
}

function Events({ events }: Pick<ComplaintAnswer, 'events'>) {
  const say = useText();
  if (events.length === 0) return <p className="meta">{say('complaints.noEvents')}</p>;
  return (
    <DataTable
      label={say('complaints.events')}
      isCompact
      rows={events}
      keyOf={({ kind, at }) => `${kind}/${at}`}
      columns={[
        {
          title: say('complaints.event'),
          cell: ({ kind }) => say(`complaints.eventNames.${kind}`),
        },
        { title: say('complaints.by'), cell: ({ by }) => by },
        { title: say('complaints.at'), cell: ({ at }) => <Time ms={at} /> },
      ]}
    />
  );
}
