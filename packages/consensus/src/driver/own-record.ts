/**
 * What we have signed at this height. A correct validator signs in ascending order of (round,
 * proposal < prevote < precommit); whatever would not be above the last is not signed, whatever
 * the other reasons for it, so no restart can make us say two things.
 */
import type { Proposal, Vote, VoteType } from '../types.ts';

export interface OwnRecord {
  /** Own votes in the order in which they became known, one per round and type. */
  readonly votes: readonly Vote[];
  /** Own proposal of the highest round. */
  readonly proposal: Proposal | undefined;
}

export const nothingSigned: OwnRecord = { votes: [], proposal: undefined };

type Signed = VoteType | 'proposal';

const rankOf: Readonly<Record<Signed, number>> = { proposal: 0, prevote: 1, precommit: 2 };

/** Highest round we signed anything in, -1 if none. */
export function lastSignedRound(own: OwnRecord): number {
  return own.votes.reduce((last, { round }) => Math.max(last, round), own.proposal?.round ?? -1);
}

/** Whether a new signature of this kind and round is above all that were given. */
export function maySign(own: OwnRecord, type: Signed, round: number): boolean {
  const isBelow = (otherType: Signed, otherRound: number): boolean =>
    otherRound < round || (otherRound === round && rankOf[otherType] < rankOf[type]);
  if (own.proposal !== undefined && !isBelow('proposal', own.proposal.round)) return false;
  return own.votes.every((vote) => isBelow(vote.type, vote.round));
}

/** Records an own vote, new or of an earlier life; the first per round and type stays. */
export function recordVote(own: OwnRecord, vote: Vote): OwnRecord {
  const isKnown = own.votes.some((kept) => kept.round === vote.round && kept.type === vote.type);
  return isKnown ? own : { ...own, votes: [...own.votes, vote] };
}

/** Records an own proposal if it is of a higher round than the one recorded. */
export function recordProposal(own: OwnRecord, proposal: Proposal): OwnRecord {
  if (own.proposal !== undefined && own.proposal.round >= proposal.round) return own;
  return { ...own, proposal };
}
