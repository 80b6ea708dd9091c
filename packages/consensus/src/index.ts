/**
 * Tendermint consensus (arXiv 1807.04938) as a pure library: no clock, no network, no storage, no
 * signatures. One `State` is one height; `step` takes one input to completion and returns the next
 * state and the effects that the host carries out in their order.
 *
 *     const validators = { powers: [1] };
 *     const state = createHeight({ height: 1, validators, self: 0, proposer: () => 0 });
 *     let result = step(state, { type: 'start' });          // roundStarted, requestValue, ...
 *     result = step(result.state, { type: 'valueReady', round: 0, value: 'c0ffee' });
 *     result.effects                                        // propose, vote, vote, decide
 */
export { type StepResult, step } from './driver/driver.ts';
export type { Effect } from './driver/effect.ts';
export type { Input } from './driver/input.ts';
export { maySign } from './driver/own-record.ts';
export {
  awaitedCommit,
  commit,
  decisionOf,
  heldVotes,
  lockedOf,
  ownVotes,
  polka,
  prevotedOtherwise,
  roundOf,
  stepOf,
  type ValueAtRound,
  validOf,
} from './driver/queries.ts';
export { type Recoverable, recoverable, restoreHeight } from './driver/recovery.ts';
export { createHeight, type State } from './driver/state.ts';
export { InvariantError } from './invariant.ts';
export {
  MAX_PROPOSALS_PER_ROUND,
  MAX_ROUND,
  MAX_ROUNDS_AHEAD,
} from './limits.ts';
export type { RoundInput } from './round/input.ts';
export type { RoundOutput } from './round/output.ts';
export { type RoundResult, stepRound } from './round/round.ts';
export { createRoundState, type RoundState, type RoundStep } from './round/state.ts';
export type {
  Certificate,
  Equivocation,
  HeightConfig,
  Proposal,
  TimeoutType,
  ValidatorIndex,
  ValidatorSet,
  Validity,
  ValueId,
  Vote,
  VoteType,
} from './types.ts';
export type { Threshold } from './vote-keeper/threshold.ts';
export {
  addVote,
  createVoteKeeper,
  hasAnyQuorum,
  hasQuorum,
  type KeeperResult,
  quorumOf,
  skipRound,
  type VoteKeeper,
} from './vote-keeper/vote-keeper.ts';
