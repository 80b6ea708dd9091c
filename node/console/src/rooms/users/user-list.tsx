import {
  Card,
  DataTable,
  Empty,
  go,
  type OwnSession,
  Pane,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import { type FormEvent, useCallback } from 'react';
import { ask } from '../../api.ts';
import type { UserLine, UserPageAnswer } from './answers.ts';
import { Coverage } from './coverage.tsx';
import { Identity } from './identity.tsx';
import { RevealList } from './reveal-list.tsx';
import { UserDetails } from './user-details.tsx';
import { SealingState, StandingState, VerificationState } from './user-state.tsx';

const USERS_MS = 15_000;
const LIMIT = 20;

export interface UserListProps {
  readonly session: OwnSession;
  /** The user whose details are open; empty: none. */
  readonly openId: string;
}

/** How all users stand together, what waits, and each of them. */
export function UserList({ session, openId }: UserListProps) {
  const say = useText();
  const { params } = usePlace();
  const after = params.get('after') ?? undefined;
  const close = useCallback(() => go('users', { after }), [after]);
  return (
    <>
      <header className="page-head">
        <h1>{say('users.heading')}</h1>
      </header>
      <div className="stack">
        <Coverage session={session} />
        <RevealList session={session} />
        <Registered after={after} openId={openId} />
      </div>
      <SideDrawer title={openId} isOpen={openId !== ''} onClose={close}>
        <UserDetails session={session} id={openId} />
      </SideDrawer>
    </>
  );
}

interface RegisteredProps {
  readonly after: string | undefined;
  readonly openId: string;
}

function Registered({ after, openId }: RegisteredProps) {
  const say = useText();
  const answer = useAnswer(
    ['users', 'list', after],
    () =>
      ask<UserPageAnswer>({
        path: '/v1/management/users',
        query: { limit: LIMIT, cursor: after },
      }),
    USERS_MS,
  );
  return (
    <Card title={say('users.list.title')}>
      <FindUser />
      <Pane answer={answer}>
        {({ items, next_cursor: next }) =>
          items.length === 0 ? (
            <Empty
              what={say('users.list.title')}
              why={say('users.list.none')}
              next={say('users.list.next')}
            />
          ) : (
            <div className="stack">
              <Lines items={items} openId={openId} after={after} />
              {next !== null && (
                <p className="acts">
                  <Button onClick={() => setParams({ after: next })}>
                    {say('users.list.more')}
                  </Button>
                </p>
              )}
            </div>
          )
        }
      </Pane>
    </Card>
  );
}

/** Opens one user by his id, also one who did not register at this node. */
function FindUser() {
  const say = useText();
  const find = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get('user')).trim();
    if (id !== '') go(`users/${encodeURIComponent(id)}`);
  };
  return (
    <form className="filters" onSubmit={find}>
      <label htmlFor="user">
        {say('users.find.id')}
        <Input id="user" name="user" pattern="[a-z][a-z0-9\-]{1,31}" required data-search />
      </label>
      <Button htmlType="submit">{say('users.find.open')}</Button>
    </form>
  );
}

interface LinesProps extends RegisteredProps {
  readonly items: readonly UserLine[];
}

function Lines({ items, openId, after }: LinesProps) {
  const say = useText();
  return (
    <DataTable
      label={say('users.list.title')}
      rows={items}
      keyOf={({ user }) => user}
      isOpen={({ user }) => user === openId}
      onOpen={({ user }) => go(`users/${user}`, { after })}
      columns={[
        { title: say('users.id'), cell: ({ user }) => <code>{user}</code> },
        { title: say('users.type'), cell: (each) => say(`users.types.${each.user_type}`) },
        { title: say('users.identity'), cell: ({ identity }) => <Identity of={identity} /> },
        {
          title: say('users.verified'),
          cell: ({ verification }) => <VerificationState state={verification} />,
        },
        {
          title: say('users.stands'),
          cell: ({ standing }) => <StandingState standing={standing} />,
        },
        {
          title: say('users.sealed'),
          cell: ({ sealing }) => <SealingState state={sealing} />,
        },
        { title: say('users.erasure'), cell: ({ erasure }) => say(`users.erasures.${erasure}`) },
        { title: say('users.registered'), cell: (each) => <Time ms={each.registered_at} /> },
      ]}
    />
  );
}
