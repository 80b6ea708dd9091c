import { DataTable, Facts, Hash, State, Time, useText } from '@mingjing/console-kit';
import type { BackTest, RuleDetails } from './answers.ts';

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
      <DataTable
        label={say('rules.rules')}
        isCompact
        rows={rules}
        keyOf={({ id }) => id}
        columns={[
          { title: say('rules.rule'), cell: ({ id }) => <code>{id}</code> },
          { title: say('rules.kind'), cell: ({ kind }) => say(`rules.kindOf.${kind}`) },
          { title: say('rules.severity'), cell: (each) => say(`words.severity.${each.severity}`) },
          {
            title: say('rules.findings'),
            isNumber: true,
            cell: ({ id }) => test?.by_rule[id] ?? say('rules.none'),
          },
        ]}
      />
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
