import {
  askAgain,
  DataTable,
  Facts,
  faultText,
  Hash,
  Link,
  type OwnSession,
  Pane,
  Time,
  useAnswer,
  useInLanguage,
  useText,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../../api.ts';
import type { BackTest, RuleSetAnswer } from '../answers.ts';
import { Severity } from '../reviews/findings.tsx';
import { VersionState } from './version-state.tsx';

/** A back-test reads what its bounds allow. */
const TEST_MS = 120_000;

export interface RuleSetProps {
  readonly session: OwnSession;
  /** Name and version, as `banned.3`. */
  readonly id: string;
}

/** Where a version of a rule set is read. */
export function pathOf(id: string): string {
  const [name = '', version = ''] = id.split('.');
  return `/v1/screening/rule-sets/${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
}

export function useRuleSet(id: string) {
  return useAnswer(['rules', 'one', id], () => ask<RuleSetAnswer>({ path: pathOf(id) }));
}

/** A version with its rules, what it would do with texts that stand, and who decided. */
export function RuleSetDetails({ session, id }: RuleSetProps) {
  const say = useText();
  return (
    <Pane answer={useRuleSet(id)}>
      {(answer) => (
        <div className="stack">
          {answer.state === 'proposed' && session.role !== 'audit-admin' && (
            <VersionActs id={id} isTested={answer.back_test !== null} />
          )}
          <VersionFacts answer={answer} />
          <h3>{say('content.rules.rules')}</h3>
          <Rules answer={answer} />
        </div>
      )}
    </Pane>
  );
}

function VersionActs({ id, isTested }: { readonly id: string; readonly isTested: boolean }) {
  const say = useText();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const test = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await ask({ path: `${pathOf(id)}/back-test`, json: {}, extraMs: TEST_MS });
      await askAgain('rules');
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return (
    <>
      <p className="acts">
        <Button onClick={test} loading={isBusy}>
          {say(isTested ? 'content.rules.testAgain' : 'content.rules.test')}
        </Button>
        <Link path={`content/rules/${id}/decide`}>{say('content.rules.decide')}</Link>
      </p>
      {fault !== undefined && <p role="alert">{faultText(say, fault)}</p>}
    </>
  );
}

export function VersionFacts({ answer }: { readonly answer: RuleSetAnswer }) {
  const say = useText();
  const inLanguage = useInLanguage();
  const { back_test: test, decision, proposed_at: at, proposed_by: by, rule_set: set } = answer;
  return (
    <Facts
      items={[
        [say('content.rules.title'), inLanguage(set.title)],
        [say('content.rules.version'), `${set.id}.${set.version}`],
        [
          say('content.state'),
          answer.state === undefined ? (
            say('content.rules.builtIn')
          ) : (
            <VersionState key="state" state={answer.state} />
          ),
        ],
        ...(by === undefined ? [] : [[say('content.rules.proposedBy'), by] as const]),
        ...(at === undefined ? [] : [[say('content.at'), <Time key="at" ms={at} />] as const]),
        ...(answer.hash === undefined
          ? []
          : [[say('content.rules.hash'), <Hash key="hash" value={answer.hash} />] as const]),
        ...(test === undefined || test === null
          ? []
          : [[say('content.rules.tested'), <Tested key="test" test={test} />] as const]),
        ...(decision === undefined || decision === null
          ? []
          : [[say('content.rules.decidedBy'), `${decision.by}: ${decision.reason}`] as const]),
      ]}
    />
  );
}

function Tested({ test }: { readonly test: BackTest }) {
  const say = useText();
  const { flag, hold, newly_stopped: stopped, pass, records, refuse, texts, whole } = test;
  return (
    <>
      {say('content.rules.counts', { records, texts, pass, flag, hold, refuse })}{' '}
      <b>{say('content.rules.newlyStopped', { count: stopped })}</b>
      {!whole && <p className="meta">{say('content.rules.notWhole')}</p>}
    </>
  );
}

function Rules({ answer }: { readonly answer: RuleSetAnswer }) {
  const say = useText();
  const inLanguage = useInLanguage();
  return (
    <DataTable
      label={say('content.rules.rules')}
      isCompact
      rows={answer.rule_set.rules}
      keyOf={({ id }) => id}
      columns={[
        { title: say('content.rules.rule'), cell: ({ id }) => <code>{id}</code> },
        { title: say('content.rules.does'), cell: (each) => <Severity severity={each.severity} /> },
        { title: say('kit.act.reason'), cell: ({ reason }) => inLanguage(reason) },
      ]}
    />
  );
}
