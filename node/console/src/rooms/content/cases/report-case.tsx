import { Field, shanghaiMinute, shanghaiTime, useText, useTyped } from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import { CaseAct } from './case-act.tsx';
import type { CaseProps } from './case-details.tsx';
import { WORKERS } from './case-roles.ts';

/** Attesting that a case was reported: to whom, when, and what was given for it. */
export function ReportCase({ session, id }: CaseProps) {
  const say = useText();
  const typed = useTyped({ sent_at: shanghaiTime(Date.now()).slice(0, 16) });
  const said = (name: string) => (typed.values[name] ?? '').trim();
  const sentAt = shanghaiMinute(said('sent_at'));
  return (
    <CaseAct
      session={session}
      id={id}
      roles={WORKERS}
      title={say('content.cases.attestReport')}
      undo={say('content.cases.noUndo')}
      expiry={say('content.cases.reportOnce')}
      refusalOf={({ report }) => (report === null ? undefined : say('content.cases.isReported'))}
      pending={pendingOf()}
      enterLabel={say('content.cases.enterReport')}
      carryOut={() =>
        ask({
          path: `/v1/cases/${id}/report`,
          json: { to: said('to'), receipt: said('receipt'), sent_at: sentAt },
        })
      }
    >
      <Field typed={typed} name="to" label={say('content.cases.reportTo')} />
      <Field typed={typed} name="receipt" label={say('content.cases.receipt')} />
      <Field
        typed={typed}
        name="sent_at"
        label={say('content.cases.sentAt')}
        note={say('content.minuteNote')}
      />
    </CaseAct>
  );

  function pendingOf(): string | undefined {
    if (said('to') === '' || said('receipt') === '') return say('content.cases.missing.report');
    return sentAt === undefined ? say('content.cases.missing.sent_at') : undefined;
  }
}
