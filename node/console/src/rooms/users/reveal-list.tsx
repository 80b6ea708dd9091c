import { Card, DataTable, Link, type OwnSession, Pane, Time, useText } from '@mingjing/console-kit';
import { type RevealLine, useReveals } from './answers.ts';
import { APPROVERS, REVEALERS } from './roles.ts';

interface RevealListProps {
  readonly session: OwnSession;
}

/** Looks at resident ID numbers that wait for a second officer, or that he allowed. */
export function RevealList({ session }: RevealListProps) {
  const isPart = [...REVEALERS, ...APPROVERS].includes(session.role);
  return isPart ? <Waiting session={session} /> : null;
}

function Waiting({ session }: RevealListProps) {
  const say = useText();
  return (
    <Card title={say('users.reveal.waiting')}>
      <Pane answer={useReveals()}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="meta">{say('users.reveal.none')}</p>
          ) : (
            <DataTable
              label={say('users.reveal.waiting')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { title: say('users.id'), cell: ({ user }) => <code>{user}</code> },
                { title: say('users.reveal.by'), cell: ({ by }) => by },
                {
                  title: say('users.reveal.purpose'),
                  cell: ({ purpose }) => say(`users.reveal.for.${purpose}`),
                },
                { title: say('users.reveal.reason'), cell: ({ reason }) => reason ?? '***' },
                { title: say('users.reveal.until'), cell: (each) => <Time ms={each.expires_at} /> },
                {
                  title: say('users.reveal.act'),
                  isScreenOnly: true,
                  cell: (each) => <RevealAct session={session} line={each} />,
                },
              ]}
            />
          )
        }
      </Pane>
    </Card>
  );
}

interface RevealActProps extends RevealListProps {
  readonly line: RevealLine;
}

function RevealAct({ session: { officer, role }, line }: RevealActProps) {
  const say = useText();
  const { approved_by: approver, by, id, role: asking, user } = line;
  if (by === officer && approver !== null) {
    return <Link path={`users/${user}/opening/${id}`}>{say('users.reveal.see')}</Link>;
  }
  if (by !== officer && approver === null && APPROVERS.includes(role) && role !== asking) {
    return <Link path={`users/${user}/approve/${id}`}>{say('users.reveal.allow')}</Link>;
  }
  const key = approver === null ? 'users.reveal.waits' : 'users.reveal.allowed';
  return <span className="meta">{say(key)}</span>;
}
