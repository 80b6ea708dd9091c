import {
  Card,
  DataTable,
  Empty,
  go,
  type OwnSession,
  Pane,
  Pick,
  SideDrawer,
  setParams,
  Time,
  useAnswer,
  usePicked,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Button, Input } from 'antd';
import type { FormEvent } from 'react';
import { ask } from '../../api.ts';
import type { UserLine, UserPageAnswer } from './answers.ts';
import { Coverage } from './coverage.tsx';
import { Identity } from './identity.tsx';
import { RevealList } from './reveal-list.tsx';
import { UserDetails } from './user-details.tsx';
import { SealingState, StandingState, VerificationState } from './user-state.tsx';

const USERS_MS = 15_000;
const LIMIT = 20;
const VERIFICATIONS = ['none', 'format-ok', 'verified', 'expired'];
const STANDINGS = ['active', 'limited', 'suspended', 'closed'];

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
  const verification = usePicked('verification', VERIFICATIONS);
  const standing = usePicked('standing', STANDINGS);
  const filter = { after, verification, standing };
  const close = () => go('users', filter);
  return (
    <>
      <header className="page-head">
        <h1>{say('users.heading')}</h1>
      </header>
      <div className="stack">
        <Coverage session={session} />
        <RevealList session={session} />
        <Registered filter={filter} openId={openId} />
      </div>
      <SideDrawer title={openId} isOpen={openId !== ''} onClose={close}>
        <UserDetails session={session} id={openId} />
      </SideDrawer>
    </>
  );
}

interface RegisteredProps {
  readonly filter: {
    readonly after: string | undefined;
    readonly verification: string | undefined;
    readonly standing: string | undefined;
  };
  readonly openId: string;
}

function Registered({ filter, openId }: RegisteredProps) {
  const say = useText();
  const { after, standing, verification } = filter;
  const isAll = standing === undefined && verification === undefined;
  const answer = useAnswer(
    ['users', 'list', after, verification, standing],
    () =>
      ask<UserPageAnswer>({
        path: '/v1/management/users',
        query: { limit: LIMIT, cursor: after, verification, standing },
      }),
    USERS_MS,
  );
  return (
    <Card title={say('users.list.title')}>
      <FindUser />
      <div className="filters">
        <Pick
          name="verification"
          label={say('users.verified')}
          values={VERIFICATIONS}
          textOf={(value) => say(`users.verification.${value}`)}
        />
        <Pick
          name="standing"
          label={say('users.stands')}
          values={STANDINGS}
          textOf={(value) => say(`users.standing.${value}`)}
        />
      </div>
      <Pane answer={answer}>
        {({ items, next_cursor: next }) => (
          <div className="stack">
            {items.length === 0 ? (
              <Empty
                what={say('users.list.title')}
                why={say(isAll ? 'users.list.none' : 'users.list.noneFitting')}
                next={isAll ? say('users.list.next') : undefined}
              />
            ) : (
              <Lines items={items} openId={openId} filter={filter} />
            )}
            {next !== null && (
              <p className="acts">
                <Button onClick={() => setParams({ after: next })}>{say('users.list.more')}</Button>
              </p>
            )}
          </div>
        )}
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

function Lines({ items, openId, filter }: LinesProps) {
  const say = useText();
  return (
    <DataTable
      label={say('users.list.title')}
      rows={items}
      keyOf={({ user }) => user}
      isOpen={({ user }) => user === openId}
      onOpen={({ user }) => go(`users/${user}`, filter)}
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
