import {
  askAgain,
  Choice,
  DataTable,
  Facts,
  Failed,
  Field,
  type OwnSession,
  Pane,
  State,
  Time,
  useAnswer,
  useText,
  useTyped,
} from '@mingjing/console-kit';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../api.ts';

const ACTIONS = ['acknowledge', 'note', 'resolve', 'false-alarm', 'refer'];
const HANDLING_MS = 5000;

interface Step {
  readonly action: string;
  readonly by: string;
  readonly at: number;
  readonly reason: string;
}

interface Handling {
  readonly deadline: number;
  readonly overdue: boolean;
  readonly escalations: readonly number[];
  readonly steps: readonly Step[];
  readonly disposed_at: number | null;
}

export interface DispositionProps {
  /** Of the alarm, such as `alarm-7`. */
  readonly id: string;
  readonly session: OwnSession;
}

/** By when an alarm is to be disposed of, what was done about it, and the next step. */
export function Disposition({ id, session }: DispositionProps) {
  const path = `/v1/desk/alarms/${id}`;
  const answer = useAnswer(['handling', id], () => ask<Handling>({ path }), HANDLING_MS);
  return (
    <Pane answer={answer}>
      {(handling) => (
        <div className="stack">
          <Deadline handling={handling} />
          {handling.steps.length > 0 && <Steps steps={handling.steps} />}
          {session.role === 'supervision-officer' && (
            <NextStep key={id} id={id} isDisposed={handling.disposed_at !== null} />
          )}
        </div>
      )}
    </Pane>
  );
}

function Deadline({ handling }: { readonly handling: Handling }) {
  const say = useText();
  const { deadline, disposed_at: disposed, escalations, overdue } = handling;
  const standing = overdue ? 'overdue' : 'waiting';
  return (
    <>
      <State kind={disposed === null ? (overdue ? 'failed' : 'due') : 'met'}>
        {say(`disposition.${disposed === null ? standing : 'disposed'}`)}
      </State>
      <Facts
        items={[
          [say('disposition.deadline'), <Time key="deadline" ms={deadline} />],
          [say('disposition.escalations'), String(escalations.length)],
        ]}
      />
    </>
  );
}

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const say = useText();
  return (
    <DataTable
      label={say('disposition.steps')}
      isCompact
      rows={steps}
      keyOf={({ action, at, by }) => `${at} ${by} ${action}`}
      columns={[
        {
          title: say('disposition.action'),
          cell: (each) => say(`disposition.actionOf.${each.action}`),
        },
        { title: say('disposition.by'), cell: ({ by }) => by },
        { title: say('disposition.at'), cell: ({ at }) => <Time ms={at} /> },
        { title: say('disposition.reason'), cell: ({ reason }) => reason },
      ]}
    />
  );
}

function NextStep({ id, isDisposed }: { readonly id: string; readonly isDisposed: boolean }) {
  const say = useText();
  const typed = useTyped({});
  const [fault, setFault] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const { action = '', reason = '' } = typed.values;
  const take = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const json = { action, reason: reason.trim() };
      await ask({ path: `/v1/desk/alarms/${id}/steps`, json });
      // What could be done before may be over by now.
      for (const name of ['action', 'reason']) typed.set(name, '');
      await Promise.all([askAgain('handling'), askAgain('alarms')]);
    } catch (error) {
      setFault(error);
    }
    setBusy(false);
  };
  return (
    <div className="stack">
      <Choice
        typed={typed}
        name="action"
        label={say('disposition.next')}
        values={isDisposed ? ['note'] : ACTIONS}
        textOf={(value) => say(`disposition.actionOf.${value}`)}
      />
      <Field
        typed={typed}
        name="reason"
        label={say('disposition.reason')}
        rows={2}
        maxLength={500}
      />
      <Button
        type="primary"
        disabled={action === '' || reason.trim() === ''}
        loading={isBusy}
        onClick={() => void take()}
      >
        {say('disposition.take')}
      </Button>
      {fault !== undefined && <Failed error={fault} unchanged={say('disposition.unchanged')} />}
    </div>
  );
}
