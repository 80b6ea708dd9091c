import { assert } from '../invariant.ts';
import { createRoundState, type RoundState } from '../round/state.ts';
import type { HeightConfig, TimeoutType, ValueId } from '../types.ts';
import { createVoteKeeper, type VoteKeeper } from '../vote-keeper/vote-keeper.ts';
import { nothingSigned, type OwnRecord } from './own-record.ts';
import { isProposedValid, noProposals, type Proposals } from './proposals.ts';

/** Everything one height knows. Never mutated; read it through the queries of this package. */
export interface State {
  readonly config: HeightConfig;
  readonly isStarted: boolean;
  readonly round: RoundState;
  readonly keeper: VoteKeeper;
  readonly proposals: Proposals;
  readonly own: OwnRecord;
  /** Values that an earlier life found valid and whose blocks the host still holds. */
  readonly held: ReadonlySet<ValueId>;
  /** Timeouts asked for in the current round: the "for the first time" of lines 34 and 47. */
  readonly asked: ReadonlySet<TimeoutType>;
}

/**
 * A height that has not been started. What is fed before `start` is kept, and acted on then.
 *
 * @throws InvariantError when the configuration is not as `HeightConfig` says
 */
export function createHeight(config: HeightConfig): State {
  const { height, self, validators } = config;
  const keeper = createVoteKeeper(validators.powers);
  assert(Number.isSafeInteger(height) && height >= 0, 'height is a non-negative integer');
  assert(
    validators.powers.every((power) => Number.isSafeInteger(power) && power >= 0),
    'voting powers are non-negative integers',
  );
  assert(
    keeper.totalPower > 0 && Number.isSafeInteger(3 * keeper.totalPower),
    'three times the total power is a positive safe integer',
  );
  assert(
    self === undefined || validators.powers[self] !== undefined,
    'self is a validator of this height, or undefined',
  );
  return {
    config,
    isStarted: false,
    round: createRoundState(height),
    keeper,
    proposals: noProposals,
    own: nothingSigned,
    held: new Set(),
    asked: new Set(),
  };
}

/** Whether this value is known to be valid, by a proposal of this life or from an earlier one. */
export function isKnownValid({ proposals, held }: State, value: ValueId): boolean {
  return held.has(value) || isProposedValid(proposals, value);
}
