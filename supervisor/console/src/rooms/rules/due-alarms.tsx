import {
  DataTable,
  DrawerList,
  type OwnSession,
  State,
  setParams,
  Time,
  useAnswer,
  useText,
} from '@mingjing/console-kit';
import { ask } from '../../api.ts';
import { Disposition } from '../../disposition/disposition.tsx';

const DUE_MS = 5000;

interface DueAlarm {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly since: number;
  readonly deadline: number;
  readonly overdue: boolean;
}

/** Open alarms by the time at which they are due, each with what was done about it. */
export function DueAlarms({ session }: { readonly session: OwnSession }) {
  const say = useText();
  const answer = useAnswer(['handling'], readDue, DUE_MS);
  return (
    <DrawerList
      answer={answer}
      empty={{
        what: say('rules.due.what'),
        why: say('rules.due.empty'),
        next: say('rules.due.next'),
      }}
      title={say('rules.due.title')}
      list={(items, open) => <Due items={items} open={open} />}
      details={(id) => (id === '' ? null : <Disposition id={id} session={session} />)}
    />
  );
}

async function readDue() {
  const path = '/v1/desk/alarms';
  const { items } = await ask<{ readonly items: readonly DueAlarm[] }>({ path });
  return { items, next_cursor: null };
}

function Due({
  items,
  open,
}: {
  readonly items: readonly DueAlarm[];
  readonly open: string | null;
}) {
  const say = useText();
  return (
    <DataTable
      label={say('rules.due.title')}
      rows={items}
      keyOf={({ id }) => id}
      isOpen={({ id }) => id === open}
      onOpen={({ id }) => setParams({ open: id })}
      columns={[
        { title: say('rules.due.id'), cell: ({ id }) => <code>{id}</code> },
        { title: say('rules.due.alarm'), cell: ({ rule }) => say(`words.rule.${rule}`) },
        { title: say('rules.severity'), cell: (each) => say(`words.severity.${each.severity}`) },
        { title: say('rules.due.since'), cell: ({ since }) => <Time ms={since} /> },
        {
          title: say('rules.due.deadline'),
          cell: ({ deadline, overdue }) => (
            <State kind={overdue ? 'failed' : 'due'}>
              <Time ms={deadline} />
            </State>
          ),
        },
      ]}
    />
  );
}
