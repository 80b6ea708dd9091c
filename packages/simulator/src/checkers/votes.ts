import { bytesToHex } from '@mingjing/crypto';
import {
  isQuorum,
  positionOf,
  proposalStatementCodec,
  type SignedProposal,
  type SignedVote,
  signedStatement,
  Tag,
  totalPower,
  type Validator,
  VoteType,
  voteStatementCodec,
} from '@mingjing/protocol';
import type { Envelope, Verifier } from '@mingjing/replica';
import type { Checker, Speaker, Violate } from './checker.ts';
import type { History } from './history.ts';

interface Lock {
  readonly round: number;
  readonly value: string;
}

/**
 * What correct validators may not say, across all crashes: two different things at one height,
 * round and step; and, locked on a value, a prevote for another without a polka since
 * (arXiv 1807.04938, lines 22-31). What left a node counts, whether or not it arrived.
 */
export class VoteChecker implements Checker {
  readonly #history: History;
  readonly #verifier: Pick<Verifier, 'verify'>;
  readonly #violate: Violate;
  readonly #seen = new WeakSet<SignedVote | SignedProposal>();
  readonly #said = new Map<string, string>();
  readonly #prevoters = new Map<string, Set<number>>();
  readonly #locks = new Map<string, Lock[]>();

  constructor(history: History, verifier: Pick<Verifier, 'verify'>, violate: Violate) {
    this.#history = history;
    this.#verifier = verifier;
    this.#violate = violate;
  }

  sent(from: Speaker, { vote, proposal }: Envelope): void {
    // What a Byzantine node says binds nobody, and counts for the locks of those that hear it.
    if (from.isTraitor) this.#traitor(from.name, vote);
    else this.#correct(from.name, { vote, proposal });
  }

  #traitor(from: string, vote: SignedVote | undefined): void {
    if (!vote || this.#seen.has(vote)) return;
    this.#seen.add(vote);
    const parsed = voteStatementCodec.parse(vote.statement);
    if (!parsed.ok || parsed.value.type !== VoteType.prevote) return;
    const { height, round, blockId } = parsed.value;
    const set = this.#history.validators(height);
    if (set === undefined || positionOf(set, from) !== vote.validator) return;
    const { voteKey: publicKey } = set.validators[vote.validator] as Validator;
    const message = signedStatement(Tag.vote, this.#history.chainId, vote.statement);
    if (!this.#verifier.verify({ publicKey, message, signature: vote.signature })) return;
    this.#prevotersOf(height, round, bytesToHex(blockId)).add(vote.validator);
  }

  #correct(from: string, { vote, proposal }: Envelope): void {
    if (vote && !this.#seen.has(vote)) this.#vote(from, vote);
    if (proposal && !this.#seen.has(proposal)) this.#proposal(from, proposal);
  }

  #proposal(from: string, proposal: SignedProposal): void {
    this.#seen.add(proposal);
    const { height, round, blockId } = proposalStatementCodec.decode(proposal.statement);
    this.#say(from, `proposal ${height}/${round}`, bytesToHex(blockId));
  }

  #vote(from: string, vote: SignedVote): void {
    this.#seen.add(vote);
    const { type, height, round, blockId } = voteStatementCodec.decode(vote.statement);
    const set = this.#history.validators(height);
    // Votes of others travel through a node, too; they are judged where they come from.
    if (set === undefined || positionOf(set, from) !== vote.validator) return;
    const value = bytesToHex(blockId);
    const isPrevote = type === VoteType.prevote;
    const isNew = this.#say(
      from,
      `${isPrevote ? 'prevote' : 'precommit'} ${height}/${round}`,
      value,
    );
    if (!isNew || value === '') return;
    if (isPrevote) this.#prevote(from, { height, round, value, validator: vote.validator });
    else this.#locksOf(from, height).push({ round, value });
  }

  #prevote(
    from: string,
    vote: { height: number; round: number; value: string; validator: number },
  ): void {
    const { height, round, value, validator } = vote;
    this.#prevotersOf(height, round, value).add(validator);
    const lock = this.#locksOf(from, height)
      .filter((kept) => kept.round < round)
      .sort((a, b) => b.round - a.round)[0];
    if (lock === undefined || lock.value === value) return;
    for (let at = lock.round; at < round; at += 1) {
      if (this.#hasPolka(height, at, value)) return;
    }
    const before = `locked on ${lock.value} in ${lock.round}`;
    const detail = `${height}: prevote ${value} in ${round}, ${before}`;
    this.#violate('lock', from, detail);
  }

  #hasPolka(height: number, round: number, value: string): boolean {
    const set = this.#history.validators(height);
    if (set === undefined) return false;
    let power = 0;
    for (const position of this.#prevotersOf(height, round, value))
      power += set.validators[position]?.power ?? 0;
    return isQuorum(power, totalPower(set));
  }

  #say(from: string, what: string, value: string): boolean {
    const key = `${from} ${what}`;
    const before = this.#said.get(key);
    if (before === undefined) this.#said.set(key, value);
    else if (before !== value) {
      this.#violate('double-vote', from, `${what}: ${before || 'nil'} and ${value || 'nil'}`);
    }
    return before === undefined;
  }

  #prevotersOf(height: number, round: number, value: string): Set<number> {
    const key = `${height}/${round}/${value}`;
    const prevoters = this.#prevoters.get(key) ?? new Set();
    this.#prevoters.set(key, prevoters);
    return prevoters;
  }

  #locksOf(from: string, height: number): Lock[] {
    const key = `${from} ${height}`;
    const locks = this.#locks.get(key) ?? [];
    this.#locks.set(key, locks);
    return locks;
  }
}
