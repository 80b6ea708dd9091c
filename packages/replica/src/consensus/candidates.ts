import type { Proposal } from '@mingjing/consensus';
import { proposalStatementCodec, type SignedProposal } from '@mingjing/protocol';
import type { Candidate } from './candidate.ts';

/**
 * Candidates kept of one height. Every one carries its proposer's genuine signature, so more than
 * a few mean rounds that failed or a proposer that equivocates; the oldest undecided go first.
 */
const CANDIDATES_MAX = 32;

/** The blocks proposed at one height. */
export class Candidates {
  readonly #byValue = new Map<string, Candidate>();
  readonly #fed = new Set<string>();
  #own: { round: number; proposal: SignedProposal } | undefined;

  get(value: string): Candidate | undefined {
    return this.#byValue.get(value);
  }

  all(): IterableIterator<Candidate> {
    return this.#byValue.values();
  }

  add(candidate: Candidate): void {
    if (this.#byValue.has(candidate.value)) return;
    if (this.#byValue.size >= CANDIDATES_MAX) this.#dropOne();
    this.#byValue.set(candidate.value, candidate);
  }

  /** Notes a proposal that this node made; the core has counted it already. */
  proposed(proposal: Proposal, signed: SignedProposal): void {
    const candidate = this.#byValue.get(proposal.value);
    candidate?.proposals.set(proposal.round, signed);
    this.#fed.add(keyOf(proposal.value, proposal.round));
    this.#own = { round: proposal.round, proposal: signed };
  }

  /** The proposal of this node's latest turn, to send again. */
  latestProposal(): SignedProposal | undefined {
    return this.#own?.proposal;
  }

  /** Whether this proposal is new to the core; from now on it is not. */
  takeUnfed(candidate: Candidate, round: number): boolean {
    const key = keyOf(candidate.value, round);
    if (this.#fed.has(key)) return false;
    this.#fed.add(key);
    return true;
  }

  /** A signed proposal as the core takes it. */
  proposalOf(
    candidate: Candidate,
    round: number,
    signed: SignedProposal,
    proposer: number,
  ): Proposal {
    const { height, validRound } = proposalStatementCodec.decode(signed.statement);
    return { height, round, value: candidate.value, validRound: validRound - 1, proposer };
  }

  #dropOne(): void {
    for (const [value, { verdict }] of this.#byValue) {
      if (verdict === 'valid') continue;
      this.#byValue.delete(value);
      return;
    }
  }
}

function keyOf(value: string, round: number): string {
  return `${value}/${round}`;
}
