import { durationText, State, useNow, useText } from '@mingjing/console-kit';

/** Less than that is due soon. */
const SOON_MS = 4 * 60 * 60 * 1000;

/** The time that is left until something is due, or for how long it has been overdue. */
export function Left({ dueAt }: { readonly dueAt: number }) {
  const say = useText();
  const left = dueAt - useNow();
  if (left <= 0) {
    return <State kind="failed">{say('frame.overdue', { span: durationText(say, -left) })}</State>;
  }
  return <State kind={left < SOON_MS ? 'due' : 'unknown'}>{durationText(say, left)}</State>;
}
