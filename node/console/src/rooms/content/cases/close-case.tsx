import { Choice, Field, useText, useTyped } from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { CaseAnswer } from '../answers.ts';
import { CaseAct } from './case-act.tsx';
import type { CaseProps } from './case-details.tsx';
import { CLOSERS } from './case-roles.ts';

const OUTCOMES = ['handled', 'unfounded'];

/** Closing a case that another person opened: handled and reported, or unfounded. */
export function CloseCase({ session, id }: CaseProps) {
  const say = useText();
  const typed = useTyped({ outcome: '' });
  const said = (name: string) => (typed.values[name] ?? '').trim();
  const refusalOf = ({ actions, opened_by: openedBy, report }: CaseAnswer) => {
    if (openedBy === session.officer) return say('content.cases.ownCase');
    if (said('outcome') !== 'handled') return undefined;
    if (report === null) return say('content.cases.notReported');
    return actions.length === 0 ? say('content.cases.nothingDone') : undefined;
  };
  return (
    <CaseAct
      session={session}
      id={id}
      roles={CLOSERS}
      title={say('content.cases.close')}
      undo={say('content.cases.closeUndo')}
      expiry={say('content.cases.closeExpiry')}
      refusalOf={refusalOf}
      pending={
        said('outcome') === '' || said('reason') === ''
          ? say('content.cases.missing.closing')
          : undefined
      }
      enterLabel={say('content.cases.enterClose')}
      carryOut={() =>
        ask({
          path: `/v1/cases/${id}/closing`,
          json: { outcome: said('outcome'), reason: said('reason') },
        })
      }
    >
      <Choice
        typed={typed}
        name="outcome"
        label={say('content.cases.outcome')}
        values={OUTCOMES}
        textOf={(value) => say(`content.outcome.${value}`)}
      />
      <Field typed={typed} name="reason" label={say('kit.act.reason')} maxLength={2000} rows={2} />
    </CaseAct>
  );
}
