import { State, type StateKind, useText } from '@mingjing/console-kit';
import type { ReviewLine } from '../answers.ts';

const KINDS: Readonly<Record<string, StateKind>> = {
  waiting: 'due',
  'second-look': 'due',
  approved: 'met',
  confirmed: 'met',
  refused: 'failed',
  objected: 'failed',
};

export function ReviewState({ review: { state } }: { readonly review: ReviewLine }) {
  const say = useText();
  return <State kind={KINDS[state] ?? 'unknown'}>{say(`content.reviewState.${state}`)}</State>;
}

/** Whether a review waits for somebody. */
export function isOpenReview({ state }: ReviewLine): boolean {
  return state === 'waiting' || state === 'second-look';
}
