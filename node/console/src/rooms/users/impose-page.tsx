import { type SanctionGradeName, sanctionMessage } from '@mingjing/client';
import {
  ActPage,
  askAgain,
  Facts,
  Link,
  type OfficerKey,
  type OwnSession,
  Pane,
  Refused,
  setParams,
  shanghaiDay,
  Time,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { Input, Radio } from 'antd';
import { carryOut } from '../../chain/act.ts';
import { Done } from '../../chain/done.tsx';
import { type UserFileAnswer, useUser } from './answers.ts';
import { CodeField, codeOf } from './code-field.tsx';
import { SANCTIONERS } from './roles.ts';
import { StandingState } from './user-state.tsx';

const GRADES = ['warn', 'limit', 'suspend', 'close'] as const;
/** What a sanction makes of a standing that nothing else has lowered. */
const THEN: Readonly<Record<SanctionGradeName, string>> = {
  ...{ warn: 'active', limit: 'limited', suspend: 'suspended', close: 'active' },
};
/** The gravest holds. */
const ORDER = ['active', 'limited', 'suspended', 'closed'];
const DAY_MS = 24 * 60 * 60 * 1000;

export interface UserActProps {
  readonly session: OwnSession;
  readonly user: string;
  /** The sanction or reveal that it is about. */
  readonly of: string;
}

/** A sanction on a user: its grade, two codes, and its end. Nothing is chosen beforehand. */
export function ImposePage({ session, user }: UserActProps) {
  const answer = useUser(user);
  if (!SANCTIONERS.includes(session.role)) return <Refused roles={SANCTIONERS} />;
  return <Pane answer={answer}>{(found) => <Impose found={found} />}</Pane>;
}

function Impose({ found }: { readonly found: UserFileAnswer }) {
  const say = useText();
  const { params } = usePlace();
  const { chain, user } = found;
  const grade = GRADES.find((each) => each === params.get('grade'));
  const [reason, basis] = [codeOf(params.get('reason')), codeOf(params.get('basis'))];
  const day = shanghaiDay(params.get('until') ?? '');
  // To the end of the day that is named.
  const expiresAt = grade === 'close' ? 0 : (day ?? 0) + DAY_MS;
  const impose = async (key: OfficerKey) => {
    const said = { reason: reason ?? 0, basis: basis ?? 0, expiresAt };
    const done = await carryOut(key, sanctionMessage(user, grade as SanctionGradeName, said));
    await askAgain('users');
    return done;
  };
  return (
    <ActPage
      title={say('users.impose.title', { user })}
      changes={
        <>
          <GradeField grade={grade} />
          {grade !== undefined && chain !== null && (
            <Then standing={chain.standing} grade={grade} />
          )}
          <CodeField name="reason" label={say('users.impose.reason')} />
          <CodeField name="basis" label={say('users.impose.basis')} />
          {grade !== 'close' && <UntilField />}
        </>
      }
      undo={say(grade === 'close' ? 'users.impose.undoClose' : 'users.impose.undo')}
      expiry={expiryOf()}
      refusal={chain === null ? say('users.notOnChain') : undefined}
      pending={pendingOf()}
      signLabel={say('users.impose.sign')}
      carryOut={impose}
      after={(done) => (
        <Done
          title={say(grade === 'close' ? 'users.impose.proposed' : 'users.impose.done')}
          done={done}
          names={grade === 'close' ? [say('users.impose.second')] : []}
        >
          <Link path={`users/${user}`}>{say('users.back')}</Link>
        </Done>
      )}
    />
  );

  function pendingOf(): string | undefined {
    if (grade === undefined) return say('users.impose.choose');
    if (reason === undefined || basis === undefined) return say('users.impose.codes');
    if (grade === 'close') return undefined;
    if (day === undefined) return say('users.impose.day');
    return expiresAt > Date.now() ? undefined : say('users.impose.past');
  }

  function expiryOf() {
    if (grade === 'close') return say('users.impose.final');
    return day === undefined ? say('users.impose.day') : <Time ms={expiresAt} />;
  }
}

function GradeField({ grade }: { readonly grade: string | undefined }) {
  const say = useText();
  return (
    <>
      <h3>{say('users.impose.grade')}</h3>
      <Radio.Group
        value={grade}
        aria-label={say('users.impose.grade')}
        onChange={({ target }) => setParams({ grade: String(target.value) })}
        options={GRADES.map((value) => ({ value, label: say(`users.grades.${value}`) }))}
      />
    </>
  );
}

function Then({
  standing,
  grade,
}: {
  readonly standing: string;
  readonly grade: SanctionGradeName;
}) {
  const say = useText();
  const then = ORDER[Math.max(ORDER.indexOf(standing), ORDER.indexOf(THEN[grade]))];
  return (
    <div className="said">
      <Facts
        items={[
          [say('users.impose.now'), <StandingState key="now" standing={standing} />],
          [say('users.impose.then'), <StandingState key="then" standing={then ?? standing} />],
          [say('users.impose.effect'), say(`users.effects.${grade}`)],
        ]}
      />
    </div>
  );
}

function UntilField() {
  const say = useText();
  const { params } = usePlace();
  return (
    <div className="field said">
      <label htmlFor="until">{say('users.impose.until')}</label>
      <Input
        id="until"
        value={params.get('until') ?? ''}
        placeholder={say('users.impose.dayForm')}
        onChange={({ target }) => setParams({ until: target.value.trim() })}
      />
    </div>
  );
}
