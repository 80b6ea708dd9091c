import type { ValueId } from '../types.ts';

/**
 * Where a round stands. `new` is before the first round, `unstarted` between leaving one round and
 * entering the next, `commit` after the decision.
 */
export type RoundStep = 'new' | 'unstarted' | 'propose' | 'prevote' | 'precommit' | 'commit';

/** The variables of arXiv 1807.04938 lines 1-9; rounds are -1 and values `null` while unset. */
export interface RoundState {
  readonly height: number;
  readonly round: number;
  readonly step: RoundStep;
  readonly lockedRound: number;
  readonly lockedValue: ValueId | null;
  readonly validRound: number;
  readonly validValue: ValueId | null;
  readonly decision: { readonly round: number; readonly value: ValueId } | null;
}

/** The state before round 0 of a height (lines 1-9). */
export function createRoundState(height: number): RoundState {
  return {
    height,
    round: -1,
    step: 'new',
    lockedRound: -1,
    lockedValue: null,
    validRound: -1,
    validValue: null,
    decision: null,
  };
}
