import type { SanctionAnswer } from '@mingjing/client';
import {
  ActPage,
  askAgain,
  Facts,
  Link,
  type OfficerKey,
  Pane,
  Refused,
  setParams,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { hexToBytes } from '@mingjing/crypto';
import type { Message, RoleName } from '@mingjing/protocol';
import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { carryOut } from '../../chain/act.ts';
import { Done } from '../../chain/done.tsx';
import { useUser } from './answers.ts';
import { CodeField, codeOf } from './code-field.tsx';
import type { UserActProps } from './impose-page.tsx';
import { DECIDERS, SANCTIONERS } from './roles.ts';
import { codesText, SanctionState } from './user-state.tsx';

/** Confirming a closing, as the second of two persons; then nothing undoes it. */
export function ConfirmPage(props: UserActProps) {
  const make = (sanctionId: Uint8Array): Message => ({
    ...{ type: 'sanctionConfirm', value: { sanctionId } },
  });
  return <ConductPage {...props} act="confirm" roles={SANCTIONERS} make={make} />;
}

/** Ending a sanction before its time, or taking a proposed closing back. */
export function LiftPage(props: UserActProps) {
  const say = useText();
  const { params } = usePlace();
  const reason = codeOf(params.get('reason'));
  const make = (sanctionId: Uint8Array): Message => ({
    ...{ type: 'sanctionLift', value: { sanctionId, reason: reason ?? 0 } },
  });
  return (
    <ConductPage
      {...props}
      act="lift"
      roles={SANCTIONERS}
      make={make}
      pending={reason === undefined ? say('users.lift.code') : undefined}
    >
      <CodeField name="reason" label={say('users.impose.reason')} />
    </ConductPage>
  );
}

/** The answer to an appeal. Nothing is chosen beforehand. */
export function DecidePage(props: UserActProps) {
  const say = useText();
  const { params } = usePlace();
  const [decision, reason] = [params.get('decision'), codeOf(params.get('reason'))];
  const isDecided = decision === 'uphold' || decision === 'overturn';
  const make = (sanctionId: Uint8Array): Message => {
    const value = { sanctionId, upheld: decision === 'uphold', reason: reason ?? 0 };
    return { type: 'sanctionDecide', value };
  };
  return (
    <ConductPage
      {...props}
      act="decide"
      roles={DECIDERS}
      make={make}
      pending={isDecided && reason !== undefined ? undefined : say('users.decide.choose')}
    >
      <Radio.Group
        value={decision}
        aria-label={say('users.decide.decision')}
        onChange={({ target }) => setParams({ decision: String(target.value) })}
        options={(['uphold', 'overturn'] as const).map((value) => ({
          value,
          label: say(`users.decide.${value}`),
        }))}
      />
      <CodeField name="reason" label={say('users.impose.reason')} />
    </ConductPage>
  );
}

interface ConductPageProps extends UserActProps {
  readonly act: 'confirm' | 'lift' | 'decide';
  readonly roles: readonly RoleName[];
  readonly make: (sanctionId: Uint8Array) => Message;
  readonly pending?: string | undefined;
  readonly children?: ReactNode;
}

/** What one further step does to a sanction that stands. */
function ConductPage(props: ConductPageProps) {
  const { session, user, of, act, roles, make, pending, children } = props;
  const say = useText();
  const answer = useUser(user);
  if (!roles.includes(session.role)) return <Refused roles={roles} />;
  const carry = async (key: OfficerKey) => {
    const done = await carryOut(key, make(hexToBytes(of) ?? new Uint8Array()));
    await askAgain('users');
    return done;
  };
  return (
    <Pane answer={answer}>
      {({ chain }) => {
        const sanction = chain?.sanctions.find(({ id }) => id === of);
        return (
          <ActPage
            title={say(`users.${act}.title`, { user })}
            changes={
              <>
                {sanction !== undefined && <Present sanction={sanction} />}
                <p className="said">{say(`users.${act}.changes`)}</p>
                {children}
              </>
            }
            undo={say(`users.${act}.undo`)}
            expiry={say('users.atOnce')}
            refusal={sanction === undefined ? say('users.noSanction') : undefined}
            pending={pending}
            signLabel={say(`users.${act}.sign`)}
            carryOut={carry}
            after={(done) => (
              <Done title={say(`users.${act}.done`)} done={done} names={[]}>
                <Link path={`users/${user}`}>{say('users.back')}</Link>
              </Done>
            )}
          />
        );
      }}
    </Pane>
  );
}

function Present({ sanction }: { readonly sanction: SanctionAnswer }) {
  const say = useText();
  const { expires_at: expires, grade, state, steps } = sanction;
  return (
    <Facts
      items={[
        [say('users.sanction'), say(`users.grades.${grade}`)],
        [say('users.state'), <SanctionState key="state" state={state} />],
        [say('users.code'), codesText(say, sanction)],
        [say('users.actor'), steps[0]?.actor],
        [
          say('users.expires'),
          expires === null ? say('users.impose.final') : <Time key="end" ms={expires} />,
        ],
      ]}
    />
  );
}
