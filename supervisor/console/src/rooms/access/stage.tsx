import { State, type StateKind, useText } from '@mingjing/console-kit';
import type { Stage } from './stages.ts';

const KINDS: Readonly<Record<Stage, StateKind>> = {
  ...{ proposed: 'due', approved: 'due', answered: 'due', ready: 'due', opened: 'met' },
  ...{ garbage: 'failed', closed: 'unknown', expired: 'unknown' },
};

/** Where an order stands. */
export function StageState({ stage }: { readonly stage: Stage }) {
  const say = useText();
  return <State kind={KINDS[stage]}>{say(`access.stageOf.${stage}`)}</State>;
}
