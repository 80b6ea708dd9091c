import {
  type ActStatement,
  askAgain,
  Link,
  type OwnSession,
  Pane,
  Refused,
  setParams,
  UnsignedActPage,
  usePlace,
  useText,
  Waiting,
} from '@mingjing/console-kit';
import { Radio } from 'antd';
import { ask } from '../../../api.ts';
import type { RuleSetAnswer, RuleSetVersion } from '../answers.ts';
import { pathOf, type RuleSetProps, useRuleSet, VersionFacts } from './rule-set-details.tsx';

const DECIDERS = ['reviewer', 'security-admin'] as const;
const CHOICES = ['activate', 'reject'] as const;

/** Putting a tested version in force, or rejecting it: by another than who proposed it. */
export function DecideRuleSet({ session, id }: RuleSetProps) {
  const answer = useRuleSet(id);
  if (!DECIDERS.some((role) => role === session.role)) return <Refused roles={DECIDERS} />;
  return (
    <Pane answer={answer}>
      {(version) => <Decide session={session} id={id} version={version} />}
    </Pane>
  );
}

interface DecideProps extends RuleSetProps {
  readonly version: RuleSetAnswer;
}

function Decide({ session, id, version }: DecideProps) {
  const say = useText();
  const { params } = usePlace();
  const choice = CHOICES.find((name) => name === params.get('choice'));
  const decide = async ({ reason }: ActStatement) => {
    const json = { approve: choice === 'activate', reason };
    const decided = await ask<RuleSetVersion>({ path: `${pathOf(id)}/decision`, json });
    await askAgain('rules');
    return decided;
  };
  return (
    <UnsignedActPage
      title={say('content.rules.decideTitle', { id })}
      changes={
        <>
          <VersionFacts answer={version} />
          <Radio.Group
            aria-label={say('content.rules.decide')}
            value={choice ?? null}
            onChange={({ target }) => setParams({ choice: String(target.value) })}
            options={CHOICES.map((value) => ({ value, label: say(`content.choice.${value}`) }))}
          />
          {choice !== undefined && <p>{say(`content.chosen.${choice}`)}</p>}
        </>
      }
      undo={say('content.rules.decideUndo')}
      expiry={say('content.rules.decideExpiry')}
      refusal={refusalOf(session, version)}
      pending={choice === undefined ? say('content.reviews.choose') : undefined}
      asks={['reason']}
      label={say('content.rules.enterDecision')}
      carryOut={decide}
      after={({ state }) => (
        <Waiting
          title={say('content.rules.decided', { state: say(`content.versionState.${state}`) })}
          names={[]}
        >
          <Link path="content/rules" params={{ open: id }}>
            {say('content.rules.shown')}
          </Link>
        </Waiting>
      )}
    />
  );

  function refusalOf({ officer }: OwnSession, answer: RuleSetAnswer): string | undefined {
    if (answer.state !== 'proposed') return say('content.rules.isDecided');
    if (choice !== 'activate') return undefined;
    if (answer.proposed_by === officer) return say('content.rules.ownVersion');
    return answer.back_test === null ? say('content.rules.testFirst') : undefined;
  }
}
