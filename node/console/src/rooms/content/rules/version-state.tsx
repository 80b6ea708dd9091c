import { State, type StateKind, useText } from '@mingjing/console-kit';

const KINDS: Readonly<Record<string, StateKind>> = {
  proposed: 'due',
  active: 'met',
  rejected: 'failed',
};

/** How a version of a rule set stands. */
export function VersionState({ state }: { readonly state: string }) {
  const say = useText();
  return <State kind={KINDS[state] ?? 'unknown'}>{say(`content.versionState.${state}`)}</State>;
}
