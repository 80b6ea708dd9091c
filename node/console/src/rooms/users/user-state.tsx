import { actCodeText, type Say, State, type StateKind, useText } from '@mingjing/console-kit';

const VERIFICATION: Readonly<Record<string, StateKind>> = {
  verified: 'met',
  'format-ok': 'due',
  expired: 'due',
};
const STANDING: Readonly<Record<string, StateKind>> = {
  active: 'met',
  limited: 'due',
  suspended: 'failed',
};
const SEALING: Readonly<Record<string, StateKind>> = {
  sealed: 'met',
  waiting: 'due',
  full: 'failed',
};
const SANCTION: Readonly<Record<string, StateKind>> = { 'in-force': 'failed', proposed: 'due' };

/** How a user stands with verification. */
export function VerificationState({ state }: { readonly state: string }) {
  const say = useText();
  return (
    <State kind={VERIFICATION[state] ?? 'unknown'}>{say(`users.verification.${state}`)}</State>
  );
}

/** Whether who he is can be opened under an access order; null: nothing of him is here. */
export function SealingState({ state }: { readonly state: string | null }) {
  const say = useText();
  const known = state ?? 'erased';
  return <State kind={SEALING[known] ?? 'unknown'}>{say(`users.sealing.${known}`)}</State>;
}

/** What sanctions leave a user; null: the chain does not know him. */
export function StandingState({ standing }: { readonly standing: string | null }) {
  const say = useText();
  if (standing === null) return <State kind="unknown">{say('users.notOnChain')}</State>;
  return <State kind={STANDING[standing] ?? 'unknown'}>{say(`users.standing.${standing}`)}</State>;
}

export function SanctionState({ state }: { readonly state: string }) {
  const say = useText();
  return <State kind={SANCTION[state] ?? 'unknown'}>{say(`users.sanctionState.${state}`)}</State>;
}

/** Why and by which law, in words where the catalogue has some. */
export function codesText(say: Say, codes: { readonly reason: number; readonly basis: number }) {
  const [reason, basis] = [actCodeText('reason', codes.reason), actCodeText('basis', codes.basis)];
  return say('users.codes', { reason, basis });
}
