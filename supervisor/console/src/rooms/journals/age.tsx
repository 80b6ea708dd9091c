import { durationText, useNow, useText } from '@mingjing/console-kit';

/** How long ago, by this screen's clock. */
export function Age({ at }: { readonly at: number | null }) {
  const say = useText();
  const now = useNow();
  if (at === null) return <>—</>;
  return <span className="word">{say('journals.ago', { span: durationText(say, now - at) })}</span>;
}
