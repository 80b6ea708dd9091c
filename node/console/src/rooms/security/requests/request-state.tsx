import { State, type StateKind, useText } from '@mingjing/console-kit';
import type { RequestLine } from '../answers.ts';

const KINDS: Readonly<Record<string, StateKind>> = {
  done: 'met',
  stopped: 'failed',
  refused: 'failed',
};

export function RequestState({ request: { state, stopped } }: { readonly request: RequestLine }) {
  const say = useText();
  return (
    <State kind={KINDS[state] ?? 'due'}>
      {say(`security.requestState.${state}`)}
      {stopped !== null && ` · ${say(`security.stopped.${stopped}`)}`}
    </State>
  );
}

/** Whether nothing is left to be done about a request. */
export function isEnded({ state }: RequestLine): boolean {
  return state in KINDS;
}
