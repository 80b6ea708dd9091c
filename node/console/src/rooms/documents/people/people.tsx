import {
  Card,
  DataTable,
  Empty,
  Link,
  Masked,
  type OwnSession,
  Pane,
  SideDrawer,
  State,
  setParams,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { useCallback } from 'react';
import { ask } from '../../../api.ts';
import { type PeopleAnswer, type PersonLine, usePeople } from '../answers.ts';
import { Level } from '../level.tsx';
import { PERSON_REVEALERS, REGISTRARS } from '../roles.ts';
import { PersonDetails } from './person-details.tsx';

interface PeopleProps {
  readonly session: OwnSession;
}

/** Posts and who has them, and where people and chain do not say the same. */
export function People({ session }: PeopleProps) {
  return (
    <Pane answer={usePeople()}>
      {(found) => (
        <div className="stack">
          <Posts found={found} />
          <Registry session={session} found={found} />
          <Differences chain={found.chain} />
        </div>
      )}
    </Pane>
  );
}

interface FoundProps {
  readonly found: PeopleAnswer;
}

function Posts({ found: { people, posts } }: FoundProps) {
  const say = useText();
  const { language } = usePlace();
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return (
    <Card title={say('documents.posts')}>
      <DataTable
        label={say('documents.posts')}
        isCompact
        rows={posts}
        keyOf={({ post }) => post}
        columns={[
          { title: say('documents.post'), cell: ({ title }) => title[language] },
          {
            title: say('documents.holders'),
            cell: ({ holders }) => holders.map((id) => nameOf.get(id) ?? id).join(say('kit.comma')),
          },
          {
            title: say('documents.filled'),
            isNumber: true,
            cell: ({ holders, minimum }) => `${holders.length}/${minimum}`,
          },
          {
            title: say('documents.state'),
            cell: ({ faults, level }) => (
              <Level level={level} faults={[...new Set(faults.map(({ fault }) => fault))]} />
            ),
          },
          { title: say('documents.ends'), cell: ({ ends_on: day }) => day ?? '' },
        ]}
      />
    </Card>
  );
}

function Registry({ session, found: { people, posts } }: PeopleProps & FoundProps) {
  const say = useText();
  const { language, params } = usePlace();
  const open = params.get('open');
  const close = useCallback(() => setParams({ open: undefined }), []);
  const shown = people.find(({ id }) => id === open);
  const titleOf = new Map(posts.map(({ post, title }) => [post, title[language]]));
  const register = REGISTRARS.includes(session.role) && (
    <Link path="documents/people/new">{say('documents.register.open')}</Link>
  );
  return (
    <Card title={say('documents.section.people')} extra={register}>
      {people.length === 0 ? (
        <Empty
          what={say('documents.section.people')}
          why={say('documents.noPeople')}
          next={register || say('documents.register.who')}
        />
      ) : (
        <DataTable
          label={say('documents.section.people')}
          rows={people}
          keyOf={({ id }) => id}
          isOpen={({ id }) => id === open}
          onOpen={({ id }) => setParams({ open: id })}
          columns={[
            {
              title: say('documents.person'),
              cell: (each) => <Name session={session} of={each} />,
            },
            {
              title: say('documents.posts'),
              cell: (each) =>
                each.posts.map((post) => titleOf.get(post) ?? post).join(say('kit.comma')),
            },
            { title: say('documents.officer'), cell: ({ officer }) => officer ?? '' },
            { title: say('documents.phone'), cell: ({ phone }) => phone ?? '' },
            { title: say('documents.since'), cell: (each) => each.appointed_on },
            {
              title: say('documents.state'),
              cell: ({ appointed }) => (
                <State kind={appointed ? 'met' : 'unknown'}>
                  {say(appointed ? 'documents.appointed' : 'documents.left')}
                </State>
              ),
            },
          ]}
        />
      )}
      <SideDrawer title={shown?.name ?? ''} isOpen={open !== null} onClose={close}>
        <PersonDetails session={session} person={shown} />
      </SideDrawer>
    </Card>
  );
}

interface Shown {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly entry: string;
}

function Name({ session, of: { id, name } }: PeopleProps & { readonly of: PersonLine }) {
  const say = useText();
  if (!PERSON_REVEALERS.includes(session.role)) return name;
  const reveal = async (reason: string) => {
    const path = `/v1/management/people/${id}/reveal`;
    const shown = await ask<Shown>({ path, json: { reason } });
    const { email, entry, phone } = shown;
    return { value: [shown.name, phone, email].filter(Boolean).join(' · '), entry };
  };
  return <Masked masked={name} name={say('documents.personal')} reveal={reveal} />;
}

function Differences({ chain }: Pick<PeopleAnswer, 'chain'>) {
  const say = useText();
  const lines = [
    ...chain.unknown_officers.map(({ officer }) => say('documents.chain.unknown', { officer })),
    ...chain.missing_officers.map(({ officer }) => say('documents.chain.missing', { officer })),
    ...chain.other_roles.map(({ person, post }) => say('documents.chain.role', { person, post })),
    ...chain.shared_officers.map((officer) => say('documents.chain.shared', { officer })),
  ];
  return (
    <Card title={say('documents.chain.title')}>
      {lines.length === 0 ? (
        <State kind="met">{say('documents.chain.same')}</State>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>
              <State kind="failed">{line}</State>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
