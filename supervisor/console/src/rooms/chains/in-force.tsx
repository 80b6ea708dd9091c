import { State, useText } from '@mingjing/console-kit';
import { count } from '../../words/count.ts';

/** Whether a member is one still. */
export function InForce({ revokedHeight }: { readonly revokedHeight: number | null }) {
  const say = useText();
  if (revokedHeight === null) return <State kind="met">{say('chains.inForce')}</State>;
  return <State kind="unknown">{say('chains.revoked', { height: count(revokedHeight) })}</State>;
}
