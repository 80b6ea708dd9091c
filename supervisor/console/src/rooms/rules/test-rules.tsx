import { askAgain, Link, Pane, UnsignedActPage, useText, Waiting } from '@mingjing/console-kit';
import { backTest, useRuleVersion } from './answers.ts';
import { RuleFacts } from './rule-facts.tsx';

/** A version, and running its back-test over the history that is here. */
export function TestRules({ id }: { readonly id: string }) {
  const say = useText();
  const test = async () => {
    await backTest(id);
    await askAgain('rules');
  };
  return (
    <Pane answer={useRuleVersion(id)}>
      {(version) => (
        <UnsignedActPage
          title={say('rules.test')}
          changes={<RuleFacts version={version} />}
          undo={say('rules.testUndo')}
          expiry={say('rules.testExpiry')}
          refusal={version.state === 'proposed' ? undefined : say('rules.decided')}
          label={say('rules.test')}
          carryOut={test}
          after={() => (
            <Waiting title={say('rules.tested')} names={[say('rules.anyOfficer')]}>
              <Link path={`rules/versions/${id}/decide`}>{say('rules.decide')}</Link>
            </Waiting>
          )}
        />
      )}
    </Pane>
  );
}
