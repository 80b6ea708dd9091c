import type { Proposal } from '@mingjing/consensus';
import { proposalStatementCodec, type SignedProposal } from '@mingjing/protocol';
import type { Candidate } from './candidate.ts';

/**
 * Candidates kept of one height. Every one carries its proposer's genuine signature, so more than
 * a few mean rounds that failed or a proposer that equivocates; the oldest go first.
 */
export const CANDIDATES_MAX = 32;
/** Blocks of one round: the core votes on the first, and keeps one that contradicts it. */
const CANDIDATES_OF_ROUND_MAX = 2;

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

  /** Whether another block may be kept as proposed in this round. */
  hasRoom(round: number): boolean {
    return this.#countOf(round) < CANDIDATES_OF_ROUND_MAX;
  }

  /** Whether no second block of this round is here. */
  isAlone(round: number): boolean {
    return this.#countOf(round) === 1;
  }

  /** Adds a candidate; `isNeeded` names those that must not be dropped for it. */
  add(candidate: Candidate, isNeeded: (value: string) => boolean): void {
    if (this.#byValue.has(candidate.value)) return;
    if (this.#byValue.size >= CANDIDATES_MAX) this.#dropOne(isNeeded);
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

  /**
   * The signed proposal of a block in a round, to pass on. Its signature is over the block id
   * alone: what else came with it is taken from the candidate, which was held against its header.
   */
  carried(value: string, round: number): SignedProposal | undefined {
    const candidate = this.#byValue.get(value);
    const signed = candidate?.proposals.get(round);
    if (candidate === undefined || signed === undefined) return undefined;
    const { statement, signature } = signed;
    const isNew = proposalStatementCodec.decode(statement).validRound === 0;
    // With a new value nobody looked at it.
    const polka = isNew ? new Uint8Array(0) : signed.polka;
    const { headerBytes: header, parentCertificate, hashes } = candidate;
    return {
      ...{ statement, signature, header, parentCertificate, polka },
      transactionHashes: [...hashes],
    };
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

  #countOf(round: number): number {
    let count = 0;
    for (const { proposals } of this.#byValue.values()) if (proposals.has(round)) count += 1;
    return count;
  }

  #dropOne(isNeeded: (value: string) => boolean): void {
    const free = [...this.#byValue.values()].filter(({ value }) => !isNeeded(value));
    const oldest = free.find(({ verdict }) => verdict !== 'valid') ?? free[0];
    if (oldest !== undefined) this.#byValue.delete(oldest.value);
  }
}

function keyOf(value: string, round: number): string {
  return `${value}/${round}`;
}
