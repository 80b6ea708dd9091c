import { Choice, Field, shanghaiDay, useText, useTyped } from '@mingjing/console-kit';
import { useVersions } from '../answers.ts';
import { PersonActPage, type PersonActProps } from './person-act.tsx';

const TOPIC_CHARS_MAX = 120;
const LETTER_SLOT = 'appointment-letter';

const isDay = (text: string | undefined) => shanghaiDay(text ?? '') !== undefined;

/** A training that somebody had, and until when it counts. */
export function RecordTraining({ session, id }: PersonActProps) {
  const say = useText();
  const typed = useTyped({});
  const { topic = '', held, until } = typed.values;
  const isWhole = topic.trim() !== '' && isDay(held) && isDay(until);
  return (
    <PersonActPage
      {...{ session, id, act: 'training', route: 'trainings' }}
      expiry={isDay(until) ? (until ?? '') : say('documents.training.expiry')}
      pending={isWhole ? undefined : say('documents.training.lacks')}
      form={{ topic: topic.trim(), held_on: held, valid_until: until, proof: null }}
    >
      <Field
        typed={typed}
        name="topic"
        label={say('documents.training.topic')}
        maxLength={TOPIC_CHARS_MAX}
      />
      <Field
        typed={typed}
        name="held"
        label={say('documents.training.held')}
        note={say('documents.dayNote')}
      />
      <Field
        typed={typed}
        name="until"
        label={say('documents.training.until')}
        note={say('documents.dayNote')}
      />
    </PersonActPage>
  );
}

/** The letter by which somebody is appointed: a document that was handed in and attested. */
export function NameLetter({ session, id }: PersonActProps) {
  const say = useText();
  const typed = useTyped({});
  const letters = useVersions(LETTER_SLOT).data?.items ?? [];
  const standing = letters.filter(({ withdrawn }) => withdrawn === null);
  const { letter } = typed.values;
  const names = new Map(standing.map((each) => [each.id, `${each.file_name} ${each.issued_on}`]));
  return (
    <PersonActPage
      {...{ session, id, act: 'letter', route: 'letter' }}
      expiry={
        standing.find((each) => each.id === letter)?.expires_on ?? say('documents.handIn.day')
      }
      pending={letter === undefined ? say('documents.letter.lacks') : undefined}
      form={{ letter }}
    >
      <p>{say('documents.letter.becomes')}</p>
      <Choice
        typed={typed}
        name="letter"
        label={say('documents.people.letter')}
        values={[...names.keys()]}
        textOf={(value) => names.get(value) ?? value}
      />
    </PersonActPage>
  );
}

/** The end of an appointment: what was registered stays to be read. */
export function EndAppointment({ session, id }: PersonActProps) {
  const say = useText();
  const typed = useTyped({});
  const { left } = typed.values;
  return (
    <PersonActPage
      {...{ session, id, act: 'leave', route: 'leave' }}
      expiry={say('documents.leave.expiry')}
      pending={isDay(left) ? undefined : say('documents.leave.lacks')}
      form={{ left_on: left }}
    >
      <p>{say('documents.leave.becomes')}</p>
      <Field
        typed={typed}
        name="left"
        label={say('documents.people.leftOn')}
        note={say('documents.dayNote')}
      />
    </PersonActPage>
  );
}
