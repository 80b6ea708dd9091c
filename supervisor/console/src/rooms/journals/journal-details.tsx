import { DataTable, Facts, Link, State, Time, useText } from '@mingjing/console-kit';
import { count } from '../../words/count.ts';
import { Age } from './age.tsx';
import type { JournalLog, NodeJournal } from './answers.ts';
import { daysKept, missing } from './journal-facts.ts';

export interface JournalDetailsProps {
  readonly journal: NodeJournal;
  /** Of the latest block, ms. */
  readonly time: number;
}

/** The logs of one node: what is held, what is missing, since when it is kept. */
export function JournalDetails({ journal, time }: JournalDetailsProps) {
  const say = useText();
  const { logs, organisation, role } = journal;
  return (
    <div className="stack">
      <Facts
        items={[
          [say('journals.organisation'), organisation],
          [say('journals.role'), say(`words.nodeRole.${role}`)],
        ]}
      />
      <Blamed journal={journal} />
      <DataTable
        label={say('journals.logs')}
        isCompact
        rows={logs}
        keyOf={({ source }) => source}
        columns={[
          {
            title: say('journals.log'),
            cell: ({ source }) => <span className="word">{say(`kit.source.${source}`)}</span>,
          },
          {
            title: say('journals.held'),
            isNumber: true,
            cell: ({ size, head_size: head }) => `${count(size)}/${count(head)}`,
          },
          { title: say('journals.gap'), cell: (log) => <Gap log={log} /> },
          {
            title: say('journals.anchored'),
            isNumber: true,
            cell: ({ anchored }) => (anchored === null ? '—' : count(anchored.size)),
          },
          {
            title: say('journals.kept'),
            isNumber: true,
            cell: (log) => `${daysKept(log, time)}/${log.period_days}`,
          },
          {
            title: say('journals.cosigned'),
            cell: ({ cosigned }) => <Age at={cosigned?.at ?? null} />,
          },
        ]}
      />
      <p className="meta">{say('journals.keptNote')}</p>
    </div>
  );
}

/** Indexes that the node signed for and that are not here. */
function Gap({ log }: { readonly log: JournalLog }) {
  const say = useText();
  const { size, head_size: head, is_whole: isWhole } = log;
  if (missing(log) > 0) return <State kind="failed">{`${count(size)}–${count(head - 1)}`}</State>;
  return (
    <State kind={isWhole ? 'met' : 'unknown'}>
      {say(isWhole ? 'journals.noGap' : 'journals.unheard')}
    </State>
  );
}

/** Open alarms by which the journal is not whole. */
function Blamed({ journal: { blame } }: Pick<JournalDetailsProps, 'journal'>) {
  const say = useText();
  if (blame.length === 0) return null;
  return (
    <ul className="plain">
      {blame.map(({ alarm, rule, since }) => (
        <li key={alarm} className="alarm-of">
          <State kind="failed">
            <Link path="alarms" params={{ open: alarm }}>
              {say(`words.rule.${rule}`)}
            </Link>
          </State>
          <Time ms={since} />
        </li>
      ))}
    </ul>
  );
}
