import {
  type Column,
  DataTable,
  Empty,
  findText,
  State,
  type StateKind,
  Time,
  useText,
} from '@mingjing/console-kit';
import type { StandingFinding } from '../answers.ts';

const KINDS: Readonly<Record<StandingFinding['level'], StateKind>> = {
  alarm: 'failed',
  warning: 'due',
  unknown: 'unknown',
};
/** A number of that size is a time in ms. */
const TIME_MIN = 1_000_000_000_000;

export interface FindingsProps {
  readonly findings: readonly StandingFinding[];
  readonly isJudged: boolean;
  /** All are about the same node, which the page names already. */
  readonly isOfOne?: boolean;
}

/** What stands: alarms before warnings, and what is not known is said to be so. */
export function Findings({ findings, isJudged, isOfOne = false }: FindingsProps) {
  const say = useText();
  if (findings.length === 0) {
    return (
      <Empty
        what={say('security.health.findings')}
        why={say(isJudged ? 'security.health.nothing' : 'security.health.notJudged')}
      />
    );
  }
  const order = Object.keys(KINDS);
  const sorted = findings.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  const subject: Column<StandingFinding> = {
    title: say('security.health.subject'),
    cell: (each) => each.subject,
  };
  return (
    <DataTable
      label={say('security.health.findings')}
      isCompact
      rows={sorted}
      keyOf={({ kind, subject }) => `${kind}/${subject}`}
      columns={[
        {
          title: say('security.health.level'),
          cell: ({ level }) => <State kind={KINDS[level]}>{say(`security.level.${level}`)}</State>,
        },
        {
          title: say('security.health.what'),
          cell: ({ kind }) => findText(`security.finding.${kind}`) ?? kind,
        },
        ...(isOfOne ? [] : [subject]),
        { title: say('security.health.details'), cell: (each) => <Details finding={each} /> },
        { title: say('security.health.since'), cell: ({ since }) => <Time ms={since} /> },
      ]}
    />
  );
}

function Details({ finding: { details } }: { readonly finding: StandingFinding }) {
  return details.map((each) => (
    <span className="part" key={each}>
      {typeof each === 'number' && each > TIME_MIN ? <Time ms={each} /> : each}
    </span>
  ));
}
