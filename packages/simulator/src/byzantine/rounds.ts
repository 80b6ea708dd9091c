import { ROUND_MAX, type VoteStatement, VoteType } from '@mingjing/protocol';
import { type Behaviour, outgoing } from './behaviour.ts';
import { OwnSignatures, proposed, reproposed, said, voteOf } from './forging.ts';

/** Distances to the round under way; 16 is how far the core keeps rounds in full. */
const DISTANCES = [-3, -2, -1, 1, 2, 15, 16, 17, 1000];
/** Share of its messages that it follows up with one of another round. */
const OFTEN = 0.3;

/**
 * Votes and proposes in rounds and heights that are over or have not come: validly signed, and
 * each of them worth no more than what the rules give it.
 */
export const strayRounds: Behaviour = (traitor) => {
  const { random } = traitor;
  const own = new OwnSignatures(traitor);
  const strayed = (round: number) =>
    random.chance(0.05) ? ROUND_MAX : Math.max(0, round + random.pick(DISTANCES));
  const stray = ({ type, height, round, blockId }: VoteStatement): VoteStatement => ({
    type: random.chance(0.5) ? type : random.pick([VoteType.prevote, VoteType.precommit]),
    height: Math.max(1, height + random.pick([-1, 0, 0, 0, 0, 1, 2])),
    round: strayed(round),
    blockId,
  });
  return {
    ports: outgoing((peer, envelope, send) => {
      send(peer, envelope);
      const { vote, proposal } = envelope;
      if (!random.chance(OFTEN)) return;
      if (vote && own.isOwnVote(vote)) {
        send(peer, { vote: voteOf(traitor, vote.validator, stray(said(vote))) });
      }
      if (proposal && own.isOwnProposal(proposal)) {
        const { round, validRound } = proposed(proposal);
        const statement = { round: strayed(round), validRound };
        send(peer, { proposal: reproposed(traitor, proposal, { statement }) });
      }
    }),
  };
};
