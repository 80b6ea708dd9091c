/**
 * One call of `step` in progress: the state so far and the effects so far. A turn lives inside
 * that call only; what it replaces is its own `state` field, never anything inside a state.
 */
import { assert } from '../invariant.ts';
import { MAX_TRANSITIONS_PER_INPUT } from '../limits.ts';
import type { RoundInput } from '../round/input.ts';
import type { RoundOutput } from '../round/output.ts';
import { stepRound } from '../round/round.ts';
import type { Proposal, TimeoutType, ValueId, Vote, VoteType } from '../types.ts';
import { addVote, advanceRound } from '../vote-keeper/vote-keeper.ts';
import type { Effect } from './effect.ts';
import { maySign, recordProposal, recordVote } from './own-record.ts';
import { addProposal, advanceProposals } from './proposals.ts';
import { nextRoundInput } from './rules.ts';
import type { State } from './state.ts';

export interface Turn {
  state: State;
  readonly effects: Effect[];
}

/** Applies rules until none holds, so that what we say ourselves counts at once. */
export function settle(turn: Turn): void {
  for (let count = 0; ; count += 1) {
    const input = nextRoundInput(turn.state);
    if (input === undefined) return;
    assert(count < MAX_TRANSITIONS_PER_INPUT, 'every rule makes progress');
    apply(turn, input);
  }
}

/**
 * Gives the round machine one input and carries out what it asks for. After the decision the paper
 * goes to the next height (line 52), so nothing is asked of this one any more.
 */
export function apply(turn: Turn, input: RoundInput): void {
  if (turn.state.round.step === 'commit') return;
  const { state: round, output } = stepRound(turn.state.round, input);
  turn.state = { ...turn.state, round };
  if (output !== undefined) carryOut(turn, output);
}

/** Enters a round (lines 11-21); one that we may no longer propose in, we enter like the others. */
export function enterRound(turn: Turn, round: number): void {
  announceRound(turn, round);
  const { config, own } = turn.state;
  const proposer = config.proposer(round) === config.self && maySign(own, 'proposal', round);
  apply(turn, { type: 'newRound', round, proposer });
}

/** Makes a round the current one for all that is kept, before the round machine acts in it. */
export function announceRound(turn: Turn, round: number): void {
  const { state } = turn;
  turn.state = {
    ...state,
    keeper: advanceRound(state.keeper, round),
    proposals: advanceProposals(state.proposals, round),
    asked: new Set(),
  };
  turn.effects.push({ type: 'roundStarted', round, proposer: state.config.proposer(round) });
}

function carryOut(turn: Turn, output: RoundOutput): void {
  switch (output.type) {
    case 'requestValue':
      turn.effects.push({ type: 'requestValue', round: output.round });
      askTimeout(turn, 'propose', output.round);
      break;
    case 'propose':
      castProposal(turn, output.round, output.value, output.validRound);
      // Our own re-proposal may lack its polka here after a restart, so it needs the timeout too.
      askTimeout(turn, 'propose', output.round);
      break;
    case 'vote':
      castVote(turn, output.vote, output.round, output.value);
      break;
    case 'scheduleTimeout':
      askTimeout(turn, output.timeout, output.round);
      break;
    case 'skipRound':
      enterRound(turn, output.round);
      break;
    case 'decide':
      turn.effects.push({ type: 'decide', round: output.round, value: output.value });
      break;
  }
}

function askTimeout(turn: Turn, timeout: TimeoutType, round: number): void {
  const { asked } = turn.state;
  if (asked.has(timeout)) return;
  turn.state = { ...turn.state, asked: new Set(asked).add(timeout) };
  turn.effects.push({ type: 'scheduleTimeout', timeout, round });
}

function castVote(turn: Turn, type: VoteType, round: number, value: ValueId | null): void {
  const { config, keeper, own } = turn.state;
  if (config.self === undefined || !maySign(own, type, round)) return;
  const vote: Vote = { type, height: config.height, round, value, validator: config.self };
  const added = addVote(keeper, vote, round);
  assert(added.evidence === undefined, 'we never contradict ourselves');
  turn.state = { ...turn.state, keeper: added.keeper, own: recordVote(own, vote) };
  turn.effects.push({ type: 'vote', vote });
}

function castProposal(turn: Turn, round: number, value: ValueId, validRound: number): void {
  const { config, own, proposals } = turn.state;
  if (config.self === undefined || !maySign(own, 'proposal', round)) return;
  const proposal: Proposal = {
    height: config.height,
    round,
    value,
    validRound,
    proposer: config.self,
  };
  const added = addProposal(proposals, { proposal, validity: 'valid' }, round);
  assert(added.evidence === undefined, 'we never contradict ourselves');
  turn.state = {
    ...turn.state,
    proposals: added.proposals,
    own: recordProposal(own, proposal),
  };
  turn.effects.push({ type: 'propose', proposal });
}
