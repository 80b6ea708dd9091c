import {
  Card,
  DataTable,
  Empty,
  Pane,
  ProofBadge,
  State,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import type { RetentionFacts } from '@mingjing/proofs';
import { daysKept, judgedCertificate, sourceName } from '../../chain/retention.ts';

const CERTIFICATE_MS = 10 * 60_000;

/** The retention certificate: for every log since when it is kept, and what stands behind that. */
export function Retention() {
  const say = useText();
  const answer = useAnswer(['retention'], judgedCertificate, CERTIFICATE_MS);
  return (
    <Card
      title={say('journal.retention.title')}
      extra={answer.data !== undefined && <ProofBadge proof={answer.data.proof} />}
    >
      <Pane answer={answer}>
        {({ facts }) =>
          facts === undefined ? (
            <p className="failed">{say('journal.retention.refused')}</p>
          ) : (
            <Logs facts={facts} />
          )
        }
      </Pane>
    </Card>
  );
}

function Logs({ facts }: { readonly facts: RetentionFacts }) {
  const say = useText();
  if (facts.logs.length === 0) {
    return <Empty what={say('journal.retention.title')} why={say('journal.retention.none')} />;
  }
  return (
    <DataTable
      label={say('journal.retention.title')}
      isCompact
      rows={facts.logs}
      keyOf={sourceName}
      columns={[
        { title: say('journal.source'), cell: (log) => say(`kit.source.${sourceName(log)}`) },
        { title: say('journal.retention.size'), isNumber: true, cell: ({ size }) => size },
        {
          title: say('journal.retention.days'),
          isNumber: true,
          cell: (log) => `${daysKept(log, facts.time)}/${log.periodDays}`,
        },
        {
          title: say('journal.retention.period'),
          cell: ({ isPeriodFull, periodFullAt }) => (
            <State kind={isPeriodFull ? 'met' : periodFullAt === undefined ? 'unknown' : 'due'}>
              {isPeriodFull && say('journal.retention.full')}
              {!isPeriodFull && periodFullAt === undefined && say('journal.retention.unanchored')}
              {!isPeriodFull && periodFullAt !== undefined && (
                <>
                  {say('journal.retention.fullAt')} <Time ms={periodFullAt} />
                </>
              )}
            </State>
          ),
        },
        {
          title: say('journal.retention.anchored'),
          isNumber: true,
          cell: ({ anchored, size }) => `${anchored?.size ?? 0}/${size}`,
        },
        {
          title: say('journal.retention.cosigned'),
          isNumber: true,
          cell: ({ cosignatures }) => cosignatures.length,
        },
        {
          title: say('journal.retention.copies'),
          isNumber: true,
          cell: ({ copies }) => copies.length,
        },
      ]}
    />
  );
}
