import type { RetentionFacts } from '@mingjing/proofs';
import { Empty } from '../states/page-states.tsx';
import { useText } from '../text/texts.ts';
import { daysKept, sourceName } from '../trust/retention.ts';
import { DataTable } from './data-table.tsx';
import { State } from './state.tsx';
import { Time } from './time.tsx';

export interface RetainedLogsProps {
  readonly facts: RetentionFacts;
}

/** The logs of a retention certificate: since when each is kept, and what stands behind that. */
export function RetainedLogs({ facts }: RetainedLogsProps) {
  const say = useText();
  if (facts.logs.length === 0) {
    return <Empty what={say('kit.retention.title')} why={say('kit.retention.none')} />;
  }
  return (
    <DataTable
      label={say('kit.retention.title')}
      isCompact
      rows={facts.logs}
      keyOf={sourceName}
      columns={[
        { title: say('kit.retention.source'), cell: (log) => say(`kit.source.${sourceName(log)}`) },
        { title: say('kit.retention.size'), isNumber: true, cell: ({ size }) => size },
        {
          title: say('kit.retention.days'),
          isNumber: true,
          cell: (log) => `${daysKept(log, facts.time)}/${log.periodDays}`,
        },
        {
          title: say('kit.retention.period'),
          cell: ({ isPeriodFull, periodFullAt }) => (
            <State kind={isPeriodFull ? 'met' : periodFullAt === undefined ? 'unknown' : 'due'}>
              {isPeriodFull && say('kit.retention.full')}
              {!isPeriodFull && periodFullAt === undefined && say('kit.retention.unanchored')}
              {!isPeriodFull && periodFullAt !== undefined && (
                <>
                  {say('kit.retention.fullAt')} <Time ms={periodFullAt} />
                </>
              )}
            </State>
          ),
        },
        {
          title: say('kit.retention.anchored'),
          isNumber: true,
          cell: ({ anchored, size }) => `${anchored?.size ?? 0}/${size}`,
        },
        {
          title: say('kit.retention.cosigned'),
          isNumber: true,
          cell: ({ cosignatures }) => cosignatures.length,
        },
        {
          title: say('kit.retention.copies'),
          isNumber: true,
          cell: ({ copies }) => copies.length,
        },
      ]}
    />
  );
}
