/** What must survive a crash of this height, and how to go on from it. */
import { assert } from '../invariant.ts';
import type { RoundStep } from '../round/state.ts';
import type { Certificate, HeightConfig, Proposal, ValueId, Vote } from '../types.ts';
import { quorumOf } from '../vote-keeper/vote-keeper.ts';
import { takeCertificate, takeVote } from './intake.ts';
import { wayToRound } from './queries.ts';
import { createHeight, type State } from './state.ts';
import type { Turn } from './turn.ts';

/** Plain JSON. */
export interface Recoverable {
  readonly height: number;
  readonly round: number;
  readonly step: RoundStep;
  readonly lockedRound: number;
  readonly lockedValue: ValueId | null;
  readonly validRound: number;
  readonly validValue: ValueId | null;
  readonly ownVotes: readonly Vote[];
  /** That of the highest round we proposed in. */
  readonly ownProposal: Proposal | null;
  /**
   * The polka of `validRound`. A lock whose polka can no longer be shown to others would bind us
   * without ever convincing them, and with a third of the power silent the height would not end.
   */
  readonly validPolka: Certificate | null;
  /**
   * What let us into `round`. Having signed there we cannot go back, and where those who told us
   * say nothing any more, the others could not follow: the height would not end.
   */
  readonly way: readonly Vote[];
}

/**
 * The part of a state that the host writes ahead: before it carries out the effects of a step that
 * contain `vote` or `propose`, this record of the new state must be on disk, with the signatures
 * of the votes in `validPolka` and `way` and the block of `validValue`. Other votes, certificates
 * and proposals are not in it; the host feeds again what it kept, or peers send it.
 */
export function recoverable(state: State): Recoverable {
  const { config, keeper, round, own } = state;
  return {
    height: config.height,
    round: round.round,
    step: round.step,
    lockedRound: round.lockedRound,
    lockedValue: round.lockedValue,
    validRound: round.validRound,
    validValue: round.validValue,
    ownVotes: own.votes,
    ownProposal: own.proposal ?? null,
    validPolka: quorumOf(keeper, 'prevote', round.validRound) ?? null,
    way: wayToRound(state),
  };
}

/**
 * The state after a crash, not started: feed what was kept, then `start`, which goes on in the
 * recorded round. Own votes, that polka and that way, fed as inputs, do the same for a host that
 * kept only those. An own proposal is only not contradicted; to have it voted on, feed it with its
 * block.
 *
 * `held` names the values whose blocks were written ahead and judged valid again. A commit of one
 * is decided (line 49) without its proposal: that was of the earlier life, and where all who
 * precommitted restarted, nobody has it any more to send.
 *
 * @throws InvariantError when the record is of another height or the configuration is unfit
 */
export function restoreHeight(
  config: HeightConfig,
  recovered: Recoverable,
  held: readonly ValueId[] = [],
): State {
  assert(recovered.height === config.height, 'the record is of this height');
  const { round, step, lockedRound, lockedValue, validRound, validValue } = recovered;
  const fresh = createHeight(config);
  const turn: Turn = { state: fresh, effects: [] };
  turn.state = {
    ...fresh,
    round: { ...fresh.round, round, step, lockedRound, lockedValue, validRound, validValue },
    own: { ...fresh.own, proposal: recovered.ownProposal ?? undefined },
    held: new Set(held),
  };
  for (const vote of [...recovered.ownVotes, ...recovered.way]) takeVote(turn, vote);
  if (recovered.validPolka !== null) takeCertificate(turn, recovered.validPolka);
  return turn.state;
}
