import { Facts, Hash, State, Time, useText } from '@mingjing/console-kit';
import type { BackTest, RuleDetails } from './answers.ts';
import { RuleTable } from './rule-table.tsx';

/** A version with its rules and what its back-test found. */
export function RuleFacts({ version }: { readonly version: RuleDetails }) {
  const say = useText();
  const { back_test: test, hash, proposed_by: by, rules } = version;
  return (
    <div className="stack">
      <Facts
        items={[
          [say('rules.version'), String(version.version)],
          [say('rules.hash'), <Hash key="hash" value={hash} />],
          [say('rules.proposedBy'), by],
        ]}
      />
      <RuleTable rules={rules} test={test} />
      {test === null ? <p className="meta">{say('rules.notTested')}</p> : <TestFacts test={test} />}
    </div>
  );
}

function TestFacts({ test }: { readonly test: BackTest }) {
  const say = useText();
  const { from_height: from, to_height: to } = test;
  return (
    <>
      <Facts
        items={[
          [say('rules.testedBy'), test.by],
          [say('rules.testedAt'), <Time key="at" ms={test.at} />],
          [say('rules.heights'), `${from}–${to}`],
          [say('rules.publications'), String(test.publications)],
          [say('rules.texts'), say('rules.textsOf', { read: test.texts, unread: test.unread })],
          [say('rules.findings'), String(test.findings)],
          [say('rules.digest'), <Hash key="digest" value={test.digest} />],
        ]}
      />
      {!test.whole && <State kind="due">{say('rules.notWhole')}</State>}
      {test.named.length > 0 && (
        <ul className="plain">
          {test.named.map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
