/** The proposals of one height, by round. The first of a round is the one that is voted on. */
import { MAX_PROPOSALS_PER_ROUND, MAX_ROUNDS_AHEAD } from '../limits.ts';
import type { Equivocation, Proposal, ValidatorIndex, Validity, ValueId } from '../types.ts';

/** A proposal with the host's judgement of its block. */
export interface Candidate {
  readonly proposal: Proposal;
  readonly validity: Validity;
}

/** Proposals within `MAX_ROUNDS_AHEAD`; of those beyond, the highest round of each proposer. */
export interface Proposals {
  readonly byRound: ReadonlyMap<number, readonly Candidate[]>;
  readonly far: ReadonlyMap<ValidatorIndex, Candidate>;
}

export const noProposals: Proposals = { byRound: new Map(), far: new Map() };

/** The proposals after one more, and the contradiction it revealed. */
export interface ProposalsResult {
  readonly proposals: Proposals;
  readonly evidence: Equivocation<Proposal> | undefined;
}

/**
 * Keeps a proposal of the right proposer. A repeated one changes nothing (the first judgement
 * stands), one that contradicts the first is kept beside it and is evidence, further ones are
 * dropped unless a quorum stands behind their value (`isBacked`: at most one polka and one commit,
 * so the bound holds). A contradiction in a far round is dropped too.
 */
export function addProposal(
  proposals: Proposals,
  candidate: Candidate,
  currentRound: number,
  isBacked = false,
): ProposalsResult {
  const { round, proposer } = candidate.proposal;
  if (round > currentRound + MAX_ROUNDS_AHEAD) {
    const last = proposals.far.get(proposer);
    if (last !== undefined && last.proposal.round >= round) return unchanged(proposals);
    const far = new Map(proposals.far).set(proposer, candidate);
    return { proposals: { ...proposals, far }, evidence: undefined };
  }
  const kept = proposals.byRound.get(round) ?? [];
  const isRepeated = kept.some(({ proposal }) => isSame(proposal, candidate.proposal));
  const isFull = kept.length >= MAX_PROPOSALS_PER_ROUND;
  if (isRepeated || (isFull && !isBacked)) return unchanged(proposals);
  const byRound = new Map(proposals.byRound).set(round, [...kept, candidate]);
  const first = kept[0]?.proposal;
  const isNews = first !== undefined && !isFull;
  const evidence = isNews ? { first, second: candidate.proposal } : undefined;
  return { proposals: { ...proposals, byRound }, evidence };
}

/** Moves far proposals that a new current round has brought within reach to the others. */
export function advanceProposals(proposals: Proposals, currentRound: number): Proposals {
  let next = proposals;
  for (const [proposer, candidate] of proposals.far) {
    if (candidate.proposal.round > currentRound + MAX_ROUNDS_AHEAD) continue;
    const far = new Map(next.far);
    far.delete(proposer);
    next = addProposal({ ...next, far }, candidate, currentRound).proposals;
  }
  return next;
}

/** The proposals of a round, the first first. */
export function proposalsOf(proposals: Proposals, round: number): readonly Candidate[] {
  return proposals.byRound.get(round) ?? [];
}

/** Whether any proposal of this height showed this value to be valid. */
export function isProposedValid(proposals: Proposals, value: ValueId): boolean {
  for (const candidates of proposals.byRound.values()) {
    if (candidates.some((kept) => kept.proposal.value === value && kept.validity !== 'invalid')) {
      return true;
    }
  }
  return false;
}

function unchanged(proposals: Proposals): ProposalsResult {
  return { proposals, evidence: undefined };
}

function isSame(a: Proposal, b: Proposal): boolean {
  return a.value === b.value && a.validRound === b.validRound;
}
