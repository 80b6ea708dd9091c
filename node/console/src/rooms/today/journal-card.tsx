import type { StatusAnswer } from '@mingjing/client';
import {
  type Answer,
  Card,
  daysKept,
  Facts,
  type JudgedCertificate,
  Link,
  Pane,
  ProofBadge,
  State,
  type StateKind,
  sourceName,
  Time,
  useText,
} from '@mingjing/console-kit';
import type { RetentionFacts } from '@mingjing/proofs';

export interface JournalCardProps {
  readonly status: Answer<StatusAnswer>;
  readonly certificate: Answer<JudgedCertificate>;
}

/** Days for which the journal is kept, by the certificate that this browser checked. */
export function JournalCard({ status, certificate }: JournalCardProps) {
  const say = useText();
  return (
    <Card
      title={say('today.journal.title')}
      extra={<Link path="journal">{say('today.journal.open')}</Link>}
    >
      <Pane answer={certificate}>
        {({ facts, proof }) => (
          <div className="stack">
            <div>
              <ProofBadge proof={proof} />
            </div>
            {facts !== undefined && <Kept facts={facts} />}
          </div>
        )}
      </Pane>
      {status.data !== undefined && <Space status={status.data} />}
    </Card>
  );
}

function Kept({ facts }: { readonly facts: RetentionFacts }) {
  const say = useText();
  const [first] = [...facts.logs].sort((a, b) => daysKept(a, facts.time) - daysKept(b, facts.time));
  if (first === undefined) return <p>{say('today.journal.noLogs')}</p>;
  const ends = facts.logs.flatMap(({ periodFullAt }) => periodFullAt ?? []);
  const isFull = facts.logs.every(({ isPeriodFull }) => isPeriodFull);
  const unanchored = facts.logs
    .filter(({ anchored }) => anchored === undefined)
    .map((log) => say(`kit.source.${sourceName(log)}`));
  return (
    <>
      <p className="figure">
        {daysKept(first, facts.time)}/{first.periodDays}{' '}
        <span className="unit">{say('today.journal.days')}</span>
      </p>
      <Facts
        items={[
          [
            say('today.journal.period'),
            <State key="period" kind={isFull ? 'met' : 'due'}>
              {say(isFull ? 'today.journal.full' : 'today.journal.young')}
            </State>,
          ],
          ...(isFull || ends.length === 0
            ? []
            : [[say('today.journal.fullAt'), <Time key="full" ms={Math.max(...ends)} />] as const]),
          ...(unanchored.length === 0
            ? []
            : [[say('today.journal.unanchored'), unanchored.join(say('kit.comma'))] as const]),
        ]}
      />
    </>
  );
}

const LEVELS: Readonly<Record<string, StateKind>> = {
  ample: 'met',
  low: 'due',
  critical: 'failed',
};

function Space({ status }: { readonly status: StatusAnswer }) {
  const say = useText();
  const level = status.journal_space?.level ?? 'unknown';
  const days = status.journal_space?.days_left;
  return (
    <Facts
      items={[
        [
          say('today.journal.room'),
          <State key="room" kind={LEVELS[level] ?? 'unknown'}>
            {say(`today.journal.level.${level}`)}
            {typeof days === 'number' && ` · ${say('today.journal.daysLeft', { days })}`}
          </State>,
        ],
      ]}
    />
  );
}
