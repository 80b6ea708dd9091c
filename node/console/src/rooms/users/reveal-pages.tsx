import {
  askAgain,
  Facts,
  Link,
  Pane,
  Refused,
  rolesText,
  setParams,
  UnsignedActPage,
  useNow,
  usePlace,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { Radio } from 'antd';
import { useState } from 'react';
import { ask } from '../../api.ts';
import { type RevealLine, type ShownAnswer, useReveals, useUser } from './answers.ts';
import { Identity } from './identity.tsx';
import type { UserActProps } from './impose-page.tsx';
import { APPROVERS, REVEALERS } from './roles.ts';

const PURPOSES = ['contact', 'complaint', 'sanction', 'legal-duty'] as const;

type Asked = ShownAnswer | RevealLine;

/** Asking who a user is: for a purpose, with a reason; an entry says so before he is shown. */
export function AskPage({ session, user }: UserActProps) {
  const say = useText();
  const { params } = usePlace();
  const answer = useUser(user);
  const purpose = PURPOSES.find((each) => each === params.get('purpose'));
  if (!REVEALERS.includes(session.role)) return <Refused roles={REVEALERS} />;
  return (
    <Pane answer={answer}>
      {({ identity }) => (
        <UnsignedActPage<Asked>
          title={say('users.reveal.title', { user })}
          changes={
            <>
              <p>{say('users.reveal.changes')}</p>
              <Facts
                items={[[say('users.identity'), <Identity key="i" of={identity ?? null} />]]}
              />
              <h3>{say('users.reveal.purpose')}</h3>
              <Radio.Group
                value={purpose}
                aria-label={say('users.reveal.purpose')}
                onChange={({ target }) => setParams({ purpose: String(target.value) })}
                options={PURPOSES.map((value) => ({
                  value,
                  label: say(`users.reveal.for.${value}`),
                }))}
              />
            </>
          }
          undo={say('users.reveal.undo')}
          expiry={say('users.reveal.expiry')}
          refusal={identity === null ? say('users.withheld') : undefined}
          pending={purpose === undefined ? say('users.reveal.choose') : undefined}
          asks={['reason']}
          label={say('users.reveal.ask')}
          carryOut={async ({ reason }) => {
            const path = `/v1/management/users/${user}/reveals`;
            const asked = await ask<Asked>({ path, json: { purpose, reason } });
            await askAgain('users', 'reveals');
            return asked;
          }}
          after={(asked) =>
            'identity' in asked ? (
              <Shown user={user} shown={asked} />
            ) : (
              <Waiting
                title={say('users.reveal.asked')}
                names={[rolesText(APPROVERS, say('kit.comma'))]}
              >
                <Link path="users">{say('users.reveal.list')}</Link>
              </Waiting>
            )
          }
        />
      )}
    </Pane>
  );
}

/** What was revealed, for as long as the node allows; then it is gone from the page. */
function Shown({ user, shown }: { readonly user: string; readonly shown: ShownAnswer }) {
  const say = useText();
  const { entry, identity, shown_ms: shownMs } = shown;
  const [until] = useState(() => Date.now() + shownMs);
  const left = Math.ceil((until - useNow()) / 1000);
  return (
    <div className="page-state done" role="status" data-state="shown">
      {left > 0 ? (
        <>
          <p>
            <b>
              <Identity of={identity} />
            </b>
          </p>
          <p>{say('kit.masked.shown', { seconds: left, entry })}</p>
        </>
      ) : (
        <p>{say('users.reveal.over', { entry })}</p>
      )}
      <Link path={`users/${user}`}>{say('users.back')}</Link>
    </div>
  );
}

/** The second officer allows another one's look; he sees why, and not who it is. */
export function ApprovalPage({ session, user, of }: UserActProps) {
  const say = useText();
  const answer = useReveals();
  if (!APPROVERS.includes(session.role)) return <Refused roles={APPROVERS} />;
  return (
    <Pane answer={answer}>
      {({ items }) => {
        const line = items.find(({ id }) => id === of);
        return (
          <UnsignedActPage
            title={say('users.reveal.allowTitle', { user })}
            changes={line === undefined ? say('users.reveal.gone') : <Request line={line} />}
            undo={say('users.reveal.allowUndo')}
            expiry={say('users.reveal.allowExpiry')}
            refusal={line === undefined ? say('users.reveal.gone') : undefined}
            label={say('users.reveal.allow')}
            carryOut={async () => {
              await ask({ path: `/v1/management/reveals/${of}/approval`, json: {} });
              await askAgain('users', 'reveals');
            }}
            after={() => (
              <Waiting title={say('users.reveal.isAllowed')} names={[line?.by ?? '']}>
                <Link path="users">{say('users.reveal.list')}</Link>
              </Waiting>
            )}
          />
        );
      }}
    </Pane>
  );
}

function Request({ line: { by, purpose, reason, user } }: { readonly line: RevealLine }) {
  const say = useText();
  return (
    <Facts
      items={[
        [say('users.reveal.by'), by],
        [say('users.id'), user],
        [say('users.reveal.purpose'), say(`users.reveal.for.${purpose}`)],
        [say('users.reveal.reason'), reason],
      ]}
    />
  );
}

/** Seeing, once, what the second officer allowed. */
export function OpeningPage({ session, user, of }: UserActProps) {
  const say = useText();
  if (!REVEALERS.includes(session.role)) return <Refused roles={REVEALERS} />;
  return (
    <UnsignedActPage
      title={say('users.reveal.title', { user })}
      changes={<p>{say('users.reveal.changes')}</p>}
      undo={say('users.reveal.undo')}
      expiry={say('users.reveal.expiry')}
      label={say('users.reveal.see')}
      carryOut={async () => {
        const path = `/v1/management/reveals/${of}/opening`;
        const shown = await ask<ShownAnswer>({ path, json: {} });
        await askAgain('users', 'reveals');
        return shown;
      }}
      after={(shown) => <Shown user={user} shown={shown} />}
    />
  );
}
