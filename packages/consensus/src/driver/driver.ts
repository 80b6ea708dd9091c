/** Many rounds of one height: joins proposals, votes, certificates, timeouts and values. */
import type { RoundStep } from '../round/state.ts';
import type { TimeoutType } from '../types.ts';
import type { Effect } from './effect.ts';
import type { Input } from './input.ts';
import { takeCertificate, takeProposal, takeVote } from './intake.ts';
import { lastSignedRound, maySign } from './own-record.ts';
import type { State } from './state.ts';
import { announceRound, apply, enterRound, settle, type Turn } from './turn.ts';

/** The next state and what the host has to do, in this order. */
export interface StepResult {
  readonly state: State;
  readonly effects: Effect[];
}

/**
 * Takes one input to completion. A pure function: `state` stays usable and the same arguments give
 * the same result. Never throws for what a peer sent: such input is ignored, with no effects.
 *
 * Source: arXiv 1807.04938, Algorithm 1; which choices were made where it leaves one is said in
 * `rules.ts` and in the package's README.
 */
export function step(state: State, input: Input): StepResult {
  const turn: Turn = { state, effects: [] };
  if (take(turn, input)) settle(turn);
  return { state: turn.state, effects: turn.effects };
}

/** Puts the input into the state; returns whether rules may newly hold. */
function take(turn: Turn, input: Input): boolean {
  switch (input.type) {
    case 'start':
      return start(turn);
    case 'proposal':
      return takeProposal(turn, input.proposal, input.validity);
    case 'vote':
      return takeVote(turn, input.vote);
    case 'certificate':
      return takeCertificate(turn, input);
    case 'valueReady':
      return takeValue(turn, input.round, input.value);
    case 'timeout':
      return takeTimeout(turn, input.timeout, input.round);
    default:
      return false;
  }
}

/** Enters round 0, or goes on where what we signed, or what was restored, says that we were. */
function start(turn: Turn): boolean {
  const { isStarted, own, round } = turn.state;
  if (isStarted) return false;
  const target = Math.max(0, round.round, lastSignedRound(own));
  const restored = round.round === target ? round.step : 'new';
  const step = resumedStep(turn.state, target, restored);
  turn.state = { ...turn.state, isStarted: true };
  if (step === 'propose') {
    turn.state = { ...turn.state, round: { ...round, round: -1, step: 'new' } };
    enterRound(turn, target);
  } else {
    announceRound(turn, target);
    turn.state = { ...turn.state, round: { ...round, round: target, step } };
  }
  return true;
}

/**
 * A decision that was not stored is made again from the precommits. Until they are here again, a
 * restored `commit` step is what was signed in its round: the decision may have come before our
 * votes of that round, or been of another one, and the others may need these votes to go on.
 */
function resumedStep(
  { own }: State,
  round: number,
  restored: RoundStep,
): 'propose' | 'prevote' | 'precommit' {
  if (restored === 'precommit' || !maySign(own, 'precommit', round)) return 'precommit';
  if (restored === 'prevote' || !maySign(own, 'prevote', round)) return 'prevote';
  return 'propose';
}

/** Line 18: only the proposer of the running round, and only once. */
function takeValue(turn: Turn, round: number, value: string): boolean {
  const { config, isStarted, own, round: current } = turn.state;
  if (!isStarted || round !== current.round || config.proposer(round) !== config.self) return false;
  if (!maySign(own, 'proposal', round) || current.validValue !== null) return false;
  apply(turn, { type: 'proposeValue', value });
  return true;
}

const timeoutInputs = {
  propose: 'timeoutPropose',
  prevote: 'timeoutPrevote',
  precommit: 'timeoutPrecommit',
} as const;

/** Lines 57-67; a timeout of another round or step is stale and changes nothing. */
function takeTimeout(turn: Turn, timeout: TimeoutType, round: number): boolean {
  const { isStarted, round: current } = turn.state;
  if (!isStarted || round !== current.round) return false;
  apply(turn, { type: timeoutInputs[timeout], round });
  return turn.state.round !== current;
}
