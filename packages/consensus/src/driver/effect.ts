import type { Proposal, TimeoutType, ValidatorIndex, ValueId, Vote } from '../types.ts';

/** What one height asks of its host. The order in a list is meaning: carry them out one by one. */
export type Effect =
  /** We propose this round and have no valid value: build a block, answer with `valueReady`. */
  | { readonly type: 'requestValue'; readonly round: number }
  /** Write ahead, sign, broadcast; with `validRound` >= 0 add the polka certificate of it. */
  | { readonly type: 'propose'; readonly proposal: Proposal }
  /** Execute and write ahead, sign, broadcast. The vote is already counted here. */
  | { readonly type: 'vote'; readonly vote: Vote }
  /** Timers of earlier rounds and steps need no cancelling: when they fire, they are ignored. */
  | { readonly type: 'scheduleTimeout'; readonly timeout: TimeoutType; readonly round: number }
  | { readonly type: 'roundStarted'; readonly round: number; readonly proposer: ValidatorIndex }
  /**
   * Two different votes or proposals of one validator, once per round, type and validator (once
   * more if the round was beyond `MAX_ROUNDS_AHEAD` when it was first seen).
   */
  | {
      readonly type: 'evidence';
      readonly first: Vote | Proposal;
      readonly second: Vote | Proposal;
    }
  /** Quorum of precommits for a value that is known to be valid. At most once per height. */
  | { readonly type: 'decide'; readonly round: number; readonly value: ValueId };
