import {
  type Effect,
  type Proposal,
  type Recoverable,
  recoverable,
  type State,
  type ValueId,
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
import type { Candidate } from './candidate.ts';
import type { Candidates } from './candidates.ts';
import { valueBytes } from './proposal-intake.ts';
import { statementOf, type VoteBook } from './votes.ts';

type Signed = Map<Effect, SignedVote | SignedProposal>;

/**
 * Signs what the core wants to say, after all that a restart would need is durable: the core's
 * record with the votes behind its valid value and its round, the block of that value with its
 * bodies and attachments, and then in the signer's own file the step itself. In this order, so that
 * a restart knows whatever was signed: a core that counts a vote the signer will not give again
 * would wait for ever on its own account. Nothing leaves before.
 */
export class VoteSigning {
  readonly #chain: Chain;
  readonly #ports: ReplicaPorts;
  readonly #book: VoteBook;
  readonly #candidates: Candidates;
  readonly #written = new Set<string>();

  constructor(chain: Chain, ports: ReplicaPorts, book: VoteBook, candidates: Candidates) {
    this.#chain = chain;
    this.#ports = ports;
    this.#book = book;
    this.#candidates = candidates;
  }

  /**
   * Signatures for the effects that need one. An effect without is one the signer refused, or the
   * proposal of a block that is not here.
   */
  async sign(
    state: State,
    effects: readonly Effect[],
    polkaOf: (round: number) => Uint8Array,
  ): Promise<Signed> {
    const signed: Signed = new Map();
    const said = effects.filter(({ type }) => type === 'vote' || type === 'propose');
    if (said.length === 0) return signed;
    await this.#writeAhead(state);
    for (const effect of said) {
      const answer =
        effect.type === 'vote'
          ? await this.#signVote(effect.vote)
          : effect.type === 'propose'
            ? await this.#signProposal(effect.proposal, polkaOf)
            : undefined;
      if (answer === undefined) continue;
      signed.set(effect, answer);
      // A vote with another after it was not signed yet when the record was written, and once the
      // other is, the signer does not give it again: after a crash we alone would count it. A lock
      // could not be shown to anyone, and a nil prevote would be missing in the others' quorum.
      if (effect.type === 'vote' && effect !== said.at(-1)) await this.#writeAhead(state);
    }
    return signed;
  }

  /**
   * Signs votes of an earlier life whose signature was not kept: the signer knows the last. Each is
   * written before the next, or a second crash would lose what the first left.
   */
  async resign(state: State, votes: readonly Vote[]): Promise<void> {
    for (const vote of votes) {
      if (this.#book.signed(vote) !== undefined) continue;
      if ((await this.#signVote(vote)) !== undefined) await this.#writeAhead(state);
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
    // A precommit of an earlier life that others gave back binds to a block that a damaged record
    // lost with it: its turn is for those who have the block.
    if (candidate === undefined) return undefined;
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

  async #writeAhead(state: State): Promise<void> {
    const record = recoverable(state);
    const named = blocksNamed(record).map((value) => this.#candidates.get(value));
    const here = named.filter((block) => block?.executed !== undefined) as Candidate[];
    // What a damaged record lost may still lie in an older one.
    const isReplaced = here.length === named.length && this.#ports.wal.isLong();
    const blocks = isReplaced ? here : here.filter(({ value }) => !this.#written.has(value));
    for (const { attachmentsKept } of blocks) await attachmentsKept;
    const records = this.#records(record, blocks);
    if (isReplaced) {
      await this.#ports.wal.replace(records);
      this.#written.clear();
    } else {
      for (const bytes of records) await this.#ports.wal.append(bytes);
    }
    for (const { value } of blocks) this.#written.add(value);
  }

  /** The state once for each block, or once without one. */
  #records(record: Recoverable, blocks: readonly Candidate[]): Uint8Array[] {
    const votes = [...record.ownVotes, ...polkaVotes(record), ...record.way];
    const signatures = new Set(votes.flatMap((vote) => this.#book.signed(vote) ?? []));
    const said = {
      height: record.height,
      recoverable: new TextEncoder().encode(JSON.stringify(record)),
      votes: [...signatures],
    };
    return (blocks.length > 0 ? blocks : [undefined]).map((candidate) =>
      writeAheadRecordCodec.encode({
        ...said,
        header: candidate?.headerBytes ?? new Uint8Array(0),
        parentCertificate: candidate?.parentCertificate ?? new Uint8Array(0),
        transactions: candidate?.executed?.block.transactions ?? [],
      }),
    );
  }
}

/**
 * What is locked may be decided and what is valid may be proposed again, by this node alone. An
 * earlier value that it precommitted is not among them: it let go of that one for a later polka,
 * and had two thirds of the power committed that one there would be no such polka.
 */
function blocksNamed({ lockedValue, validValue }: Recoverable): ValueId[] {
  return [...new Set([lockedValue, validValue])].filter((value) => value !== null);
}

// Without them a lock would bind this node and convince nobody else.
function polkaVotes({ height, validPolka }: Recoverable): Vote[] {
  if (validPolka === null) return [];
  const { round, value, validators } = validPolka;
  return validators.map((validator) => ({ type: 'prevote', height, round, value, validator }));
}
