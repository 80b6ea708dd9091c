import { Choice, Field, usePlace, useText, useTyped } from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { CaseAct } from './case-act.tsx';
import type { CaseProps } from './case-details.tsx';
import { WORKERS } from './case-roles.ts';

const KINDS = ['takedown', 'freeze', 'limit', 'warning', 'none'];
const ORDER = /^[0-9a-f]{64}$/;

/** Noting in a case what was done, with its order on the chain. */
export function NoteAction({ session, id }: CaseProps) {
  const say = useText();
  const { params } = usePlace();
  const typed = useTyped({ kind: params.get('kind') ?? '', order: params.get('order') ?? '' });
  const said = (name: string) => (typed.values[name] ?? '').trim();
  return (
    <CaseAct
      session={session}
      id={id}
      roles={WORKERS}
      title={say('content.cases.noteAction')}
      undo={say('content.cases.noUndo')}
      expiry={say('content.cases.untilClosed')}
      pending={pendingOf()}
      enterLabel={say('content.cases.enterAction')}
      carryOut={() =>
        ask({
          path: `/v1/cases/${id}/actions`,
          json: { kind: said('kind'), order_id: said('order'), note: said('note') },
        })
      }
    >
      <Choice
        typed={typed}
        name="kind"
        label={say('content.cases.action')}
        values={KINDS}
        textOf={(value) => say(`content.actionKind.${value}`)}
      />
      <Field
        typed={typed}
        name="order"
        label={say('content.orders.id')}
        note={say('content.cases.orderNote')}
      />
      <Field
        typed={typed}
        name="note"
        label={say('content.cases.note')}
        maxLength={2000}
        rows={2}
      />
    </CaseAct>
  );

  function pendingOf(): string | undefined {
    const needsOrder = said('kind') === 'takedown' || said('kind') === 'freeze';
    if (said('kind') === '') return say('content.cases.missing.action');
    const isOrder = ORDER.test(said('order')) || (said('order') === '' && !needsOrder);
    if (!isOrder) return say('content.cases.missing.order');
    return said('note') === '' ? say('content.cases.missing.note') : undefined;
  }
}
