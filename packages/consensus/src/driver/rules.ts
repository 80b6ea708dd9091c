/**
 * Which `upon` rule of arXiv 1807.04938 holds now? The driver applies the answer to the round
 * machine and asks again until there is none. Every answer makes progress: it moves the step, the
 * round or the valid round, or asks for a timeout that had not been asked for.
 *
 * Order, where several hold: a decision first, then catching up, then what moves the step, last
 * the timeouts, which need not be asked for when the step has already moved on.
 */
import type { RoundInput } from '../round/input.ts';
import { hasAnyQuorum, hasQuorum, quorumOf, skipRound } from '../vote-keeper/vote-keeper.ts';
import { proposalsOf } from './proposals.ts';
import { isKnownValid, type State } from './state.ts';

type DriverRule = (state: State) => RoundInput | undefined;

/** The round input of the first rule that holds; `undefined` when there is nothing to do. */
export function nextRoundInput(state: State): RoundInput | undefined {
  if (!state.isStarted || state.round.step === 'commit') return undefined;
  for (const rule of rules) {
    const input = rule(state);
    if (input !== undefined) return input;
  }
  return undefined;
}

const rules: readonly DriverRule[] = [
  decide,
  skip,
  prevote,
  followPolka,
  precommitNil,
  prevoteTimeout,
  precommitTimeout,
];

/**
 * Line 49, any round. The paper asks for the proposal of that very round; a value id names one
 * block, so a valid proposal of it in another round shows the same and decides no later, and so
 * does a block that an earlier life found valid: nobody need propose it again.
 */
function decide(state: State): RoundInput | undefined {
  const { keeper } = state;
  for (const round of keeper.rounds.keys()) {
    const commit = quorumOf(keeper, 'precommit', round);
    if (commit !== undefined && isKnownValid(state, commit.value)) {
      return { type: 'proposalAndCommit', round, value: commit.value };
    }
  }
  return undefined;
}

/** Line 55. */
function skip({ keeper, round }: State): RoundInput | undefined {
  const target = skipRound(keeper, round.round);
  return target === undefined ? undefined : { type: 'roundSkip', round: target };
}

/**
 * Lines 22-33, on the first proposal of the round only. An invalid re-proposal gets its nil prevote
 * at once, whether or not the polka it names is here (line 28 would wait for it, or for the propose
 * timeout, only to prevote nil all the same).
 */
function prevote({ keeper, proposals, round }: State): RoundInput | undefined {
  const first = proposalsOf(proposals, round.round)[0];
  if (round.step !== 'propose' || first === undefined) return undefined;
  const { value, validRound } = first.proposal;
  if (validRound === -1) {
    return first.validity === 'valid' ? { type: 'proposal', value } : { type: 'proposalInvalid' };
  }
  const hasPolka = hasQuorum(keeper, 'prevote', validRound, value);
  if (first.validity === 'invalid') {
    return { type: hasPolka ? 'proposalAndPolkaInvalid' : 'proposalInvalid' };
  }
  return hasPolka ? { type: 'proposalAndPolkaPrevious', value, validRound } : undefined;
}

/** Line 36. "For the first time" is that the step is still prevote, or the valid round older. */
function followPolka({ keeper, proposals, round }: State): RoundInput | undefined {
  const isFirst =
    round.step === 'prevote' || (round.step === 'precommit' && round.validRound < round.round);
  if (!isFirst) return undefined;
  for (const { proposal, validity } of proposalsOf(proposals, round.round)) {
    if (validity !== 'invalid' && hasQuorum(keeper, 'prevote', round.round, proposal.value)) {
      return { type: 'proposalAndPolka', value: proposal.value };
    }
  }
  return undefined;
}

/** Line 44. */
function precommitNil({ keeper, round }: State): RoundInput | undefined {
  const holds = round.step === 'prevote' && hasQuorum(keeper, 'prevote', round.round, null);
  return holds ? { type: 'polkaNil' } : undefined;
}

/** Line 34. */
function prevoteTimeout({ keeper, round, asked }: State): RoundInput | undefined {
  if (round.step !== 'prevote' || asked.has('prevote')) return undefined;
  return hasAnyQuorum(keeper, 'prevote', round.round) ? { type: 'polkaAny' } : undefined;
}

/** Line 47. */
function precommitTimeout({ keeper, round, asked }: State): RoundInput | undefined {
  if (asked.has('precommit')) return undefined;
  return hasAnyQuorum(keeper, 'precommit', round.round) ? { type: 'precommitAny' } : undefined;
}
