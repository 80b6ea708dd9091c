import type { SanctionAnswer, SanctionStepAnswer } from '@mingjing/client';
import {
  actCodeText,
  DataTable,
  Link,
  type OwnSession,
  Time,
  useText,
} from '@mingjing/console-kit';
import { DECIDERS, SANCTIONERS } from './roles.ts';
import { codesText, SanctionState } from './user-state.tsx';

export interface SanctionsProps {
  readonly session: OwnSession;
  readonly user: string;
  readonly sanctions: readonly SanctionAnswer[];
}

/** What a user had and has, latest first, each with all its steps. */
export function Sanctions({ session, user, sanctions }: SanctionsProps) {
  const say = useText();
  if (sanctions.length === 0) return <p className="meta">{say('users.noSanctions')}</p>;
  return (
    <div className="stack">
      {sanctions.map((sanction) => (
        <section key={sanction.id} aria-label={say(`users.grades.${sanction.grade}`)}>
          <p className="acts">
            <b>{say(`users.grades.${sanction.grade}`)}</b>
            <SanctionState state={sanction.state} />
            <span className="meta">{codesText(say, sanction)}</span>
            {sanction.expires_at !== null && (
              <span className="meta">
                {say('users.expires')} <Time ms={sanction.expires_at} />
              </span>
            )}
            <SanctionActs session={session} user={user} sanction={sanction} />
          </p>
          <Steps steps={sanction.steps} />
        </section>
      ))}
    </div>
  );
}

interface SanctionActsProps extends Omit<SanctionsProps, 'sanctions'> {
  readonly sanction: SanctionAnswer;
}

function SanctionActs({ session: { officer, role }, user, sanction }: SanctionActsProps) {
  const say = useText();
  const { appeal_open: isAppealed, id, state, steps } = sanction;
  const imposed = steps[0];
  const isSanctioner = SANCTIONERS.includes(role);
  const isOpen = state === 'in-force' || state === 'proposed';
  const mayConfirm = isSanctioner && state === 'proposed' && role !== imposed?.role && !isAppealed;
  const mayLift = isSanctioner && isOpen && !(sanction.grade === 'close' && state === 'in-force');
  const mayDecide = DECIDERS.includes(role) && isAppealed && officer !== imposed?.actor;
  return (
    <>
      {mayConfirm && <Link path={`users/${user}/confirm/${id}`}>{say('users.confirm.open')}</Link>}
      {mayLift && <Link path={`users/${user}/lift/${id}`}>{say('users.lift.open')}</Link>}
      {mayDecide && <Link path={`users/${user}/decide/${id}`}>{say('users.decide.open')}</Link>}
    </>
  );
}

function Steps({ steps }: { readonly steps: readonly SanctionStepAnswer[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('users.steps')}
      isCompact
      rows={steps}
      keyOf={({ transaction_id: id }) => id}
      columns={[
        { title: say('users.step'), cell: ({ step }) => say(`users.stepNames.${step}`) },
        { title: say('users.actor'), cell: ({ actor }) => actor },
        {
          title: say('users.stepReason'),
          cell: ({ reason }) => (reason === 0 ? '' : actCodeText('reason', reason)),
        },
        { title: say('users.time'), cell: ({ time }) => <Time ms={time} /> },
        { title: say('users.height'), isNumber: true, cell: ({ height }) => height },
      ]}
    />
  );
}
