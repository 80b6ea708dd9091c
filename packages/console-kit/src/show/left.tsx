import { useText } from '../text/texts.ts';
import { durationText } from './duration.ts';
import { useNow } from './now.ts';
import { State } from './state.tsx';

/** Less than that is due soon. */
const SOON_MS = 4 * 60 * 60 * 1000;

/** The time that is left until something is due, or for how long it has been overdue. */
export function Left({ dueAt }: { readonly dueAt: number }) {
  const say = useText();
  const left = dueAt - useNow();
  if (left <= 0) {
    return <State kind="failed">{say('kit.overdue', { span: durationText(say, -left) })}</State>;
  }
  const text = durationText(say, left);
  return left < SOON_MS ? <State kind="due">{text}</State> : <span className="left">{text}</span>;
}
