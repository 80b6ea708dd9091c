import type { SanctionAnswer, UserAnswer } from '@mingjing/client';
import {
  DataTable,
  Facts,
  Hash,
  Link,
  type OwnSession,
  Pane,
  Time,
  useText,
} from '@mingjing/console-kit';
import type { ReactNode } from 'react';
import { refusalText } from '../../chain/act.ts';
import { type ConsentAnswer, type ErasureAnswer, type UserFileAnswer, useUser } from './answers.ts';
import { Identity } from './identity.tsx';
import { REVEALERS, SANCTIONERS } from './roles.ts';
import { Sanctions } from './sanctions.tsx';
import { SealingState, StandingState, VerificationState } from './user-state.tsx';

export interface UserDetailsProps {
  readonly session: OwnSession;
  readonly id: string;
}

type Item = readonly [string, ReactNode];

/** One user whole: who he is as far as it may be shown, what he agreed to, what he had. */
export function UserDetails({ session, id }: UserDetailsProps) {
  const say = useText();
  return (
    <Pane answer={useUser(id)}>
      {(found) => (
        <div className="stack">
          <Acts session={session} found={found} />
          <Person found={found} />
          {found.chain !== null && <OnChain user={found.chain} />}
          <h3>{say('users.consents')}</h3>
          <Consents consents={found.consents} />
          <h3>{say('users.sanctions')}</h3>
          <Sanctions session={session} user={id} sanctions={sanctionsOf(found)} />
          <h3>{say('users.erasure')}</h3>
          <Erasure erasure={found.erasure} />
        </div>
      )}
    </Pane>
  );
}

function sanctionsOf({ chain }: UserFileAnswer): readonly SanctionAnswer[] {
  return chain?.sanctions ?? [];
}

function Acts({
  session,
  found,
}: {
  readonly session: OwnSession;
  readonly found: UserFileAnswer;
}) {
  const say = useText();
  const { chain, identity, user } = found;
  const mayReveal = REVEALERS.includes(session.role) && identity !== null && identity !== undefined;
  const maySanction =
    SANCTIONERS.includes(session.role) && chain !== null && chain.standing !== 'closed';
  if (!mayReveal && !maySanction) return null;
  return (
    <p className="acts">
      {mayReveal && <Link path={`users/${user}/reveal`}>{say('users.reveal.open')}</Link>}
      {maySanction && <Link path={`users/${user}/sanction`}>{say('users.impose.open')}</Link>}
    </p>
  );
}

function Person({ found }: { readonly found: UserFileAnswer }) {
  const say = useText();
  const { identity, registered_at: registered, user_type: type, verification } = found;
  const { sealing, user } = found;
  const items: Item[] = [[say('users.id'), <code key="id">{user}</code>]];
  if (type !== undefined) items.push([say('users.type'), say(`users.types.${type}`)]);
  if (identity !== undefined) {
    items.push([say('users.identity'), <Identity key="identity" of={identity} />]);
  }
  items.push([say('users.verified'), <VerificationState key="state" state={verification} />]);
  if (sealing !== undefined) {
    items.push([say('users.sealed'), <SealingState key="sealing" state={sealing} />]);
  }
  if (registered !== undefined) {
    items.push([say('users.registered'), <Time key="registered" ms={registered} />]);
  }
  return <Facts items={items} />;
}

function OnChain({ user }: { readonly user: UserAnswer }) {
  const say = useText();
  const { agreement_required: required, agreement_accepted: accepted, refusal } = user;
  const writes = user.may_write
    ? say('users.mayWrite')
    : say('users.mayNotWrite', { why: refusalText(refusal ?? '') });
  return (
    <Facts
      items={[
        [say('users.stands'), <StandingState key="standing" standing={user.standing} />],
        [say('users.writing'), writes],
        [say('users.until'), <Time key="until" ms={user.verified_until} />],
        [
          say('users.agreement.title'),
          required === null
            ? say('users.agreement.none')
            : say('users.agreement.of', { accepted, required }),
        ],
        [say('users.key'), <Hash key="key" value={user.key_id} />],
        [say('users.height'), user.registered_height],
      ]}
    />
  );
}

function Consents({ consents }: { readonly consents: readonly ConsentAnswer[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('users.consents')}
      isCompact
      rows={consents}
      keyOf={({ purpose }) => purpose}
      columns={[
        { title: say('users.purpose'), cell: (each) => say(`users.purposes.${each.purpose}`) },
        {
          title: say('users.consent'),
          cell: ({ given, since }) =>
            say(given ? 'users.given' : since === null ? 'users.notGiven' : 'users.withdrawn'),
        },
        {
          title: say('users.since'),
          cell: ({ since }) => (since === null ? '' : <Time ms={since} />),
        },
      ]}
    />
  );
}

/** Both dates of an erasure; of one that nobody asked for, what the second would be. */
function Erasure({ erasure }: { readonly erasure: ErasureAnswer }) {
  const say = useText();
  const { if_asked_now: now, restricted_at: restricted, shred_at: shred, state } = erasure;
  const items: Item[] = [[say('users.state'), say(`users.erasures.${state}`)]];
  if (restricted !== null)
    items.push([say('users.restrictedAt'), <Time key="a" ms={restricted} />]);
  if (shred !== null) items.push([say('users.shredAt'), <Time key="b" ms={shred} />]);
  if (now !== null) items.push([say('users.shredIf'), <Time key="c" ms={now.shred_at} />]);
  return <Facts items={items} />;
}
