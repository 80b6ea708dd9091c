import { maySign, type Recoverable } from '@mingjing/consensus';
import { isQuorum, totalPower, type VoteStatement, VoteType } from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import type { ReplicaPorts, Signer } from '../ports.ts';

/**
 * Heights above the tip that a lost record may have signed in. Whoever signed at height V held
 * V - 1, so a quorum precommitted V - 1, so more than two thirds of the power held V - 2; any other
 * two thirds have a correct validator among them that does, and this node has caught up with it.
 */
const LOST_HEIGHTS = 2;

export interface AbstentionParts {
  readonly chain: Chain;
  readonly ports: Pick<ReplicaPorts, 'signer' | 'journal'>;
  readonly nodeId: string;
}

/**
 * The heights at which this node takes no part, because it may have signed there before and does
 * not know what: its record of signatures was lost, or its chain or write-ahead log is behind that
 * record. The chain goes on with the other validators; from the first height above them it votes.
 */
export class Abstention {
  readonly #parts: AbstentionParts;
  readonly #signer: Signer | undefined;
  /** First word of each peer since this start on how far it is. */
  readonly #heights = new Map<string, number>();

  constructor(parts: AbstentionParts) {
    this.#parts = parts;
    this.#signer = parts.ports.signer;
  }

  /** Whether the record of signatures was lost and it is not known yet where to vote again. */
  get isWaiting(): boolean {
    return this.#signer?.lastSigned() === 'unknown';
  }

  /** Whether this node takes part in deciding a height. */
  votesAt(height: number): boolean {
    const last = this.#signer?.lastSigned();
    if (last === undefined || last === 'unknown') return false;
    return height > last.height || (height === last.height && last.round !== 'all');
  }

  /**
   * Compares the record with what the home holds, at a start. What was signed is in the write-ahead
   * log before it is in the record. So a record that the log does not reach belongs to a chain that
   * was put back, or the log lost its end to damage that looks like a torn write, and with it
   * perhaps a lock. `log`: its last record of the height after the tip.
   */
  async begin(log: Recoverable | undefined): Promise<void> {
    const last = this.#signer?.lastSigned();
    if (last === undefined) return;
    const { height } = this.#parts.chain;
    if (last === 'unknown') return this.#note('sign-record-lost', height);
    if (last.round === 'all') return;
    const isBehind =
      last.height > height + 1 || (last.height === height + 1 && !reaches(log, last));
    if (isBehind) await this.#raise(last.height);
  }

  /** A peer told its height after this node started. */
  async told(peer: string, height: number): Promise<void> {
    if (!this.isWaiting) return;
    if (!this.#heights.has(peer)) this.#heights.set(peer, height);
    await this.review();
  }

  /** Ends the wait once this node is as far as validators of a quorum said they were. */
  async review(): Promise<void> {
    if (!this.isWaiting) return;
    const { chain, nodeId } = this.#parts;
    const set = chain.state.validators;
    const power = set.validators
      .filter((validator) => validator.nodeId !== nodeId)
      .filter((validator) => (this.#heights.get(validator.nodeId) ?? Infinity) <= chain.height)
      .reduce((sum, validator) => sum + validator.power, 0);
    if (isQuorum(power, totalPower(set))) await this.#raise(chain.height + LOST_HEIGHTS);
  }

  /**
   * A vote under this node's own key came from a peer. One later than all its record knows shows
   * that the record itself was put back: nothing more is signed at that height.
   */
  async ownVote({ height, round, type }: VoteStatement): Promise<void> {
    const last = this.#signer?.lastSigned();
    if (last === undefined || last === 'unknown' || last.height > height) return;
    const step = type === VoteType.prevote ? 1 : 2;
    if (last.height === height) {
      if (last.round === 'all' || last.round > round) return;
      if (last.round === round && last.step >= step) return;
    }
    await this.#raise(height);
  }

  async #raise(height: number): Promise<void> {
    await this.#signer?.raise(height);
    await this.#note('sign-record-raised', height);
  }

  #note(event: string, height: number): Promise<void> {
    const { chain, ports } = this.#parts;
    const object = String(height);
    const entry = { source: 'consensus', event, result: 'done', object } as const;
    return ports.journal.append({ ...entry, height: chain.height });
  }
}

/** Steps of the signer's order, as the core names them. */
const SAID = ['proposal', 'prevote', 'precommit'] as const;

/** Whether the log holds what was signed at a point of its height, or something later. */
function reaches(
  log: Recoverable | undefined,
  { round, step }: { readonly round: number; readonly step: 0 | 1 | 2 },
): boolean {
  if (log === undefined) return false;
  const own = { votes: log.ownVotes, proposal: log.ownProposal ?? undefined };
  return !maySign(own, SAID[step], round);
}
