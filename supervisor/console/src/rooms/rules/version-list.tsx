import {
  DataTable,
  Empty,
  Link,
  Pane,
  State,
  type StateKind,
  Time,
  useText,
} from '@mingjing/console-kit';
import { type RuleVersion, useRules } from './answers.ts';

const KINDS: Readonly<Record<RuleVersion['state'], StateKind>> = {
  ...{ proposed: 'due', active: 'met', rejected: 'failed', replaced: 'unknown' },
};

export function VersionList() {
  const say = useText();
  return (
    <>
      <p className="acts section-acts">
        <Link path="rules/versions/new">{say('rules.propose')}</Link>
      </p>
      <Pane answer={useRules()}>
        {({ items, judged_height: height }) =>
          items.length === 0 ? (
            <Empty what={say('rules.what')} why={say('rules.empty')} next={say('rules.next')} />
          ) : (
            <div className="stack">
              <p className="meta">{say('rules.judged', { height })}</p>
              <Versions items={items} />
            </div>
          )
        }
      </Pane>
    </>
  );
}

function Versions({ items }: { readonly items: readonly RuleVersion[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('rules.heading')}
      rows={items}
      keyOf={({ version }) => String(version)}
      columns={[
        { title: say('rules.version'), isNumber: true, cell: ({ version }) => version },
        { title: say('rules.count'), isNumber: true, cell: (each) => each.rule_count },
        {
          title: say('rules.state'),
          cell: ({ active_from: from, state }) => (
            <State kind={KINDS[state]}>
              {say(`rules.stateOf.${state}`, { height: from ?? 0 })}
            </State>
          ),
        },
        { title: say('rules.proposedBy'), cell: (each) => each.proposed_by },
        { title: say('rules.proposedAt'), cell: (each) => <Time ms={each.proposed_at} /> },
        {
          title: say('rules.backTest'),
          cell: ({ back_test: test }) =>
            test === null
              ? say('rules.notTested')
              : say('rules.found', { found: test.findings, of: test.publications }),
        },
        {
          title: say('rules.decidedBy'),
          cell: ({ decision }) => decision?.by ?? say('rules.none'),
        },
        { title: say('rules.act'), isScreenOnly: true, cell: (each) => <VersionActs of={each} /> },
      ]}
    />
  );
}

function VersionActs({ of: { state, version } }: { readonly of: RuleVersion }) {
  const say = useText();
  return (
    <span className="acts">
      <Link path={`rules/versions/${version}/test`}>{say('rules.open')}</Link>
      {state === 'proposed' && (
        <Link path={`rules/versions/${version}/decide`}>{say('rules.decide')}</Link>
      )}
    </span>
  );
}
