import {
  type Effect,
  type Proposal,
  recoverable,
  type State,
  type Vote,
} from '@mingjing/consensus';
import { assert } from '@mingjing/crypto';
import {
  proposalSignable,
  type SignedProposal,
  type SignedVote,
  voteSignable,
  writeAheadRecordCodec,
} from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import type { ReplicaPorts } from '../ports.ts';
import type { Candidates } from './candidates.ts';
import { valueBytes } from './proposal-intake.ts';
import { statementOf, type VoteBook } from './votes.ts';

type Signed = Map<Effect, SignedVote | SignedProposal>;

/**
 * Signs what the core wants to say, after all that a restart would need is durable: the core's
 * record, before a precommit also the block with its bodies and attachments, and in the signer's
 * own file the step itself. Nothing leaves before.
 */
export class VoteSigning {
  readonly #chain: Chain;
  readonly #ports: ReplicaPorts;
  readonly #book: VoteBook;
  readonly #candidates: Candidates;

  constructor(chain: Chain, ports: ReplicaPorts, book: VoteBook, candidates: Candidates) {
    this.#chain = chain;
    this.#ports = ports;
    this.#book = book;
    this.#candidates = candidates;
  }

  /** Signatures for the effects that need one; an effect without is one the signer refused. */
  async sign(
    state: State,
    effects: readonly Effect[],
    polkaOf: (round: number) => Uint8Array,
  ): Promise<Signed> {
    const signed: Signed = new Map();
    const said = effects.filter(({ type }) => type === 'vote' || type === 'propose');
    if (said.length === 0) return signed;
    const tasks = said.map(async (effect) => {
      const answer =
        effect.type === 'vote'
          ? await this.#signVote(effect.vote)
          : effect.type === 'propose'
            ? await this.#signProposal(effect.proposal, polkaOf)
            : undefined;
      if (answer !== undefined) signed.set(effect, answer);
    });
    await Promise.all([this.#writeAhead(state, said), ...tasks]);
    return signed;
  }

  /** Signs votes of an earlier life whose signature was not kept: the signer knows the last. */
  async resign(votes: readonly Vote[]): Promise<void> {
    for (const vote of votes) {
      if (this.#book.signed(vote) === undefined) await this.#signVote(vote);
    }
  }

  async #signVote(vote: Vote): Promise<SignedVote | undefined> {
    const { signer } = this.#ports;
    assert(signer !== undefined, 'only a node with a vote key votes');
    const asked = statementOf(vote);
    const { statement, signing } = voteSignable(this.#chain.chainId, asked);
    const signature = await signer.signVote(asked, signing);
    if (signature === undefined) return undefined;
    const signed = { statement, validator: vote.validator, signature };
    this.#book.keep(vote, signed);
    return signed;
  }

  async #signProposal(
    proposal: Proposal,
    polkaOf: (round: number) => Uint8Array,
  ): Promise<SignedProposal | undefined> {
    const { signer } = this.#ports;
    assert(signer !== undefined, 'only a node with a vote key proposes');
    const candidate = this.#candidates.get(proposal.value);
    assert(candidate !== undefined, 'what is proposed is here');
    const { height, round, validRound } = proposal;
    const blockId = valueBytes(proposal.value);
    const said = { height, round, validRound: validRound + 1, blockId };
    const { statement, signing } = proposalSignable(this.#chain.chainId, said);
    const signature = await signer.signProposal({ height, round, blockId }, signing);
    if (signature === undefined) return undefined;
    return {
      statement,
      signature,
      header: candidate.headerBytes,
      parentCertificate: candidate.parentCertificate,
      transactionHashes: [...candidate.hashes],
      polka: polkaOf(validRound),
    };
  }

  async #writeAhead(state: State, said: readonly Effect[]): Promise<void> {
    const record = recoverable(state);
    const precommit = said.find(
      (effect) =>
        effect.type === 'vote' && effect.vote.type === 'precommit' && effect.vote.value !== null,
    );
    const value = precommit?.type === 'vote' ? precommit.vote.value : null;
    const candidate = value === null ? undefined : this.#candidates.get(value);
    await candidate?.attachmentsKept;
    await this.#ports.wal.append(
      writeAheadRecordCodec.encode({
        height: record.height,
        recoverable: new TextEncoder().encode(JSON.stringify(record)),
        header: candidate?.headerBytes ?? new Uint8Array(0),
        parentCertificate: candidate?.parentCertificate ?? new Uint8Array(0),
        transactions: candidate?.executed?.block.transactions ?? [],
        votes: record.ownVotes.flatMap((vote) => this.#book.signed(vote) ?? []),
      }),
    );
  }
}
