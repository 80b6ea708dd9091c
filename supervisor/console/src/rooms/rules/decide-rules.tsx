import {
  ActPage,
  askAgain,
  Choice,
  Link,
  type OfficerKey,
  type OwnSession,
  Pane,
  useText,
  useTyped,
  Waiting,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { stated } from '../../desk/stated.ts';
import { type RuleDetails, useRuleVersion } from './answers.ts';
import { RuleFacts } from './rule-facts.tsx';

export interface DecideRulesProps {
  readonly session: OwnSession;
  readonly id: string;
}

/** Letting a version in, or rejecting it: by another officer than its author, signed by him. */
export function DecideRules({ session, id }: DecideRulesProps) {
  return (
    <Pane answer={useRuleVersion(id)}>
      {(found) => <Decide session={session} version={found} />}
    </Pane>
  );
}

function Decide({
  session,
  version,
}: {
  readonly session: OwnSession;
  readonly version: RuleDetails;
}) {
  const say = useText();
  const typed = useTyped({});
  const choice = typed.values['choice'];
  const decide = async (key: OfficerKey, { reason }: { readonly reason: string }) => {
    const approve = choice === 'approve';
    const facts = [
      ['version', String(version.version)],
      ['sha256', version.hash],
      ['approve', String(approve)],
    ] as const;
    const signature = await stated(key, session.officer, 'watch-activation', facts);
    const path = `/v1/desk/rules/${version.version}/decision`;
    await ask({ path, json: { approve, reason, signature } });
    await askAgain('rules');
  };
  return (
    <ActPage
      title={say('rules.decide')}
      changes={
        <>
          <p>{say('rules.decideBecomes')}</p>
          <RuleFacts version={version} />
          <Choice
            typed={typed}
            name="choice"
            label={say('rules.choice')}
            values={['approve', 'reject']}
            textOf={(value) => say(`rules.choiceOf.${value}`)}
          />
        </>
      }
      asks={['reason']}
      undo={say('rules.decideUndo')}
      expiry={say('rules.decideExpiry')}
      refusal={refusalOf()}
      pending={choice === undefined ? say('rules.choose') : undefined}
      signLabel={say('rules.sign')}
      carryOut={decide}
      after={() => (
        <Waiting title={say('rules.done')} names={[]}>
          <Link path="rules">{say('rules.back')}</Link>
        </Waiting>
      )}
    />
  );

  function refusalOf(): string | undefined {
    if (version.state !== 'proposed') return say('rules.decided');
    if (choice !== 'approve') return undefined;
    if (version.proposed_by === session.officer) return say('rules.samePerson');
    return version.back_test === null ? say('rules.testFirst') : undefined;
  }
}
