import {
  askAgain,
  Facts,
  Link,
  type OwnSession,
  Pane,
  Refused,
  UnsignedActPage,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import { ask } from '../../../api.ts';
import { type PersonLine, usePeople } from '../answers.ts';
import { REGISTRARS } from '../roles.ts';

export interface PersonActProps {
  readonly session: OwnSession;
  readonly id: string;
}

interface PersonActPageProps extends PersonActProps {
  /** Name of the act in the catalogue, and its route below the person. */
  readonly act: 'training' | 'letter' | 'leave';
  readonly route: string;
  readonly expiry: string;
  readonly pending: string | undefined;
  /** What is sent. */
  readonly form: object;
  readonly children: ReactNode;
}

/** An act about one person of the registry; who he is stays hidden in part. */
export function PersonActPage(props: PersonActPageProps) {
  const { session, id } = props;
  const answer = usePeople();
  if (!REGISTRARS.includes(session.role)) return <Refused roles={REGISTRARS} />;
  return (
    <Pane answer={answer}>
      {({ people }) => <Act {...props} person={people.find((each) => each.id === id)} />}
    </Pane>
  );
}

interface ActProps extends PersonActPageProps {
  readonly person: PersonLine | undefined;
}

function Act({ act, children, expiry, form, id, pending, person, route }: ActProps) {
  const say = useText();
  const carryOut = async () => {
    await ask({ path: `/v1/management/people/${id}/${route}`, json: form });
    await askAgain('people');
  };
  return (
    <UnsignedActPage
      title={say(`documents.${act}.title`)}
      changes={
        <>
          <Facts items={[[say('documents.person'), person?.name ?? id]]} />
          {children}
        </>
      }
      undo={say(`documents.${act}.undo`)}
      expiry={expiry}
      refusal={person === undefined ? say('documents.people.unknown') : undefined}
      pending={pending}
      label={say(`documents.${act}.send`)}
      carryOut={carryOut}
      after={() => (
        <Waiting title={say(`documents.${act}.done`)} names={[]}>
          <Link path="documents/people" params={{ open: id }}>
            {say('documents.people.back')}
          </Link>
        </Waiting>
      )}
    />
  );
}
