import {
  DataTable,
  DrawerList,
  Left,
  Link,
  type OwnSession,
  State,
  setParams,
  Time,
  useAnswer,
  usePlace,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import type { Alarm, AlarmPage } from '../../live/answers.ts';
import { useStream } from '../../live/stream.ts';
import { SEVERITY_KINDS } from '../../words/severity.ts';
import { AlarmDetails } from './alarm-details.tsx';
import { AlarmState } from './alarm-state.tsx';

const LIMIT = 50;

export interface AlarmListProps {
  readonly session: OwnSession;
  readonly query: Readonly<Record<'state' | 'severity' | 'node', string | undefined>>;
  readonly cursor: string | undefined;
}

/** Alarms, the latest first; new ones come by themselves. */
export function AlarmList({ session, query, cursor }: AlarmListProps) {
  const say = useText();
  const { params } = usePlace();
  // Whatever the stream tells of alarms makes this list be read again.
  useStream();
  const { state, severity, node } = query;
  const answer = useAnswer(['alarms', 'list', state, severity, node, cursor], () =>
    ask<AlarmPage>({ path: '/v1/alarms', query: { ...query, cursor, limit: LIMIT } }),
  );
  const id = params.get('open') ?? '';
  return (
    <DrawerList
      answer={answer}
      title={say('alarms.title', { id: id.replace('alarm-', '') })}
      empty={{
        what: say('alarms.empty.what'),
        why: say('alarms.empty.why'),
        next: <Link path="alarms">{say('alarms.empty.all')}</Link>,
      }}
      list={(items, open) => <Alarms items={items} open={open} />}
      details={(opened) => <AlarmDetails id={opened} session={session} />}
    />
  );
}

interface AlarmsProps {
  readonly items: readonly Alarm[];
  readonly open: string | null;
}

function Alarms({ items, open }: AlarmsProps) {
  const say = useText();
  const hasDeadlines = items.some(({ due_at: at }) => typeof at === 'number');
  return (
    <DataTable
      label={say('alarms.label')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('alarms.number'), cell: ({ id }) => id.replace('alarm-', '') },
        {
          title: say('alarms.severity'),
          cell: ({ severity }) => (
            <State kind={SEVERITY_KINDS[severity]}>{say(`words.severity.${severity}`)}</State>
          ),
        },
        { title: say('alarms.rule'), cell: ({ rule }) => say(`words.rule.${rule}`) },
        {
          title: say('alarms.nodes'),
          cell: ({ nodes }) => nodes.join(say('kit.comma')) || say('words.nobody'),
        },
        { title: say('alarms.since'), cell: ({ since }) => <Time ms={since} /> },
        ...(hasDeadlines
          ? [
              {
                title: say('alarms.due'),
                cell: ({ due_at: at }: Alarm) =>
                  typeof at === 'number' ? <Left dueAt={at} /> : '',
              },
            ]
          : []),
        { title: say('alarms.state'), cell: (alarm) => <AlarmState alarm={alarm} /> },
      ]}
    />
  );
}
