import {
  DataTable,
  Empty,
  Facts,
  Link,
  type OwnSession,
  State,
  useText,
} from '@mingjing/console-kit';
import type { PersonLine } from '../answers.ts';
import { REGISTRARS } from '../roles.ts';

export interface PersonDetailsProps {
  readonly session: OwnSession;
  readonly person: PersonLine | undefined;
}

/** What is registered of somebody: letter, trainings, and the end of the appointment. */
export function PersonDetails({ session, person }: PersonDetailsProps) {
  const say = useText();
  if (person === undefined) {
    return <Empty what={say('documents.section.people')} why={say('documents.people.unknown')} />;
  }
  const { appointed, appointed_on: from, id, left_on: left, letter, name, trainings } = person;
  return (
    <div className="stack">
      {REGISTRARS.includes(session.role) && <Acts id={id} hasLeft={left !== null} />}
      <Facts
        items={[
          [say('documents.person'), name],
          [say('documents.since'), from],
          [
            say('documents.state'),
            <State key="state" kind={appointed ? 'met' : 'unknown'}>
              {say(appointed ? 'documents.appointed' : 'documents.left')}
            </State>,
          ],
          [say('documents.people.letter'), letter ?? say('documents.people.noLetter')],
          ...(left === null ? [] : [[say('documents.people.leftOn'), left] as const]),
        ]}
      />
      <h3>{say('documents.people.trainings')}</h3>
      {trainings.length === 0 ? (
        <p className="meta">{say('documents.people.noTraining')}</p>
      ) : (
        <DataTable
          label={say('documents.people.trainings')}
          isCompact
          rows={trainings}
          keyOf={({ held_on: held, topic }) => `${held}/${topic}`}
          columns={[
            { title: say('documents.training.topic'), cell: ({ topic }) => topic },
            { title: say('documents.training.held'), cell: (each) => each.held_on },
            { title: say('documents.training.until'), cell: (each) => each.valid_until },
          ]}
        />
      )}
    </div>
  );
}

function Acts({ id, hasLeft }: { readonly id: string; readonly hasLeft: boolean }) {
  const say = useText();
  const acts = hasLeft ? (['training'] as const) : (['training', 'letter', 'leave'] as const);
  return (
    <p className="acts">
      {acts.map((act) => (
        <Link key={act} path={`documents/people/${id}/${act}`}>
          {say(`documents.${act}.title`)}
        </Link>
      ))}
    </p>
  );
}
