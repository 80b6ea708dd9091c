import { State, Time, useText } from '@mingjing/console-kit';
import type { ComplaintLine } from './answers.ts';

/** Where a complaint stands; one that nobody answered in time says that first. */
export function ComplaintState({ of: { overdue, state } }: { readonly of: ComplaintLine }) {
  const say = useText();
  const word = say(`complaints.states.${state}`);
  if (overdue) return <State kind="failed">{say('complaints.overdue', { state: word })}</State>;
  const kind = state === 'closed' || state === 'answered' ? 'met' : 'due';
  return <State kind={kind}>{word}</State>;
}

/** Until when it has to be answered; a year that is not announced yet is named as such. */
export function Term({ of: { due_at: at, due_basis: basis } }: { readonly of: ComplaintLine }) {
  const say = useText();
  if (at === null) return <State kind="unknown">{say('complaints.noTerm')}</State>;
  return (
    <>
      <Time ms={at} />
      {basis === 'projected' && <small> {say('complaints.projected')}</small>}
    </>
  );
}
