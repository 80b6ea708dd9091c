import { State, useText } from '@mingjing/console-kit';
import type { ChainVerdict } from './chain-verdict.ts';

/** The word of a chain as states are always shown. */
export function ChainState({ verdict }: { readonly verdict: ChainVerdict }) {
  const say = useText();
  return <State kind={verdict.kind}>{say(verdict.word)}</State>;
}
