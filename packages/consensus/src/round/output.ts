import type { TimeoutType, ValueId, VoteType } from '../types.ts';

/** What the round machine asks for; at most one per input. */
export type RoundOutput =
  /** Ask the host for a value, and give it until the propose timeout. */
  | { readonly type: 'requestValue'; readonly round: number }
  | {
      readonly type: 'propose';
      readonly round: number;
      readonly value: ValueId;
      readonly validRound: number;
    }
  | {
      readonly type: 'vote';
      readonly vote: VoteType;
      readonly round: number;
      readonly value: ValueId | null;
    }
  | { readonly type: 'scheduleTimeout'; readonly timeout: TimeoutType; readonly round: number }
  /** Leave this round; the driver answers with `newRound`. */
  | { readonly type: 'skipRound'; readonly round: number }
  | { readonly type: 'decide'; readonly round: number; readonly value: ValueId };
