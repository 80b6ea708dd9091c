import { keyId } from '@mingjing/crypto';
import { evidenceRefusal, type RegistryReader, type ResultCode } from '@mingjing/execution';
import {
  EvidenceKind,
  type Message,
  type MisbehaviourEvidence,
  type ParsedTransaction,
  proposalStatementCodec,
  proposerOf,
  type SignedProposal,
  type SignedVote,
  type Validator,
  validatorAt,
} from '@mingjing/protocol';
import type { Chain } from './chain/chain.ts';
import { proposalHeight } from './consensus/proposal-intake.ts';
import { voteStatement } from './consensus/votes.ts';
import type { Admitted } from './mempool/admission.ts';
import type { Pool, PoolEntry } from './mempool/pool.ts';

/** Reason of misbehaviour: two signatures that no correct validator gives. */
export const EQUIVOCATION = 'equivocation';

export interface EvidenceParts {
  /** A function, since it is made after these parts. */
  chain(): Chain;
  readonly pool: Pool;
  /** Signs a transaction with this node's statement key and submits it. */
  submit(message: Message): Promise<Admitted | undefined>;
  /** Left the pool for good: the state refuses it. */
  dropped(entry: PoolEntry, code: ResultCode): void;
  misbehaviour(nodeId: string, reason: typeof EQUIVOCATION): void;
}

/**
 * Reports validators that contradict themselves: to the edge always, to the chain while the state
 * needs evidence of them. Once for each validator and height, of whatever it said twice there.
 */
export class EvidenceReports {
  readonly #parts: EvidenceParts;
  #height = 0;
  // Validators reported at that height, by node id.
  readonly #reported = new Set<string>();

  constructor(parts: EvidenceParts) {
    this.#parts = parts;
  }

  /**
   * Two statements as they were signed, or undefined where a signature is not here any more. To be
   * called while their height is under way: who signed them is read from the set in force.
   */
  async report(kind: 'votes' | 'proposals', first: unknown, second: unknown): Promise<void> {
    if (!first || !second) return;
    const [a, b] = [first as SignedVote & SignedProposal, second as SignedVote & SignedProposal];
    const isVotes = kind === 'votes';
    const height = isVotes ? voteStatement(a)?.height : proposalHeight(a);
    const seat = isVotes ? this.#seat(a.validator) : this.#proposer(a);
    if (seat === undefined || height === undefined) return;
    if (!this.#isFirst(height, seat.nodeId)) return;
    this.#parts.misbehaviour(seat.nodeId, EQUIVOCATION);
    const value = { ...pairOf(a, b), voteKey: keyId(seat.voteKey), kind: EvidenceKind[kind] };
    const { chainId, state } = this.#parts.chain();
    if (evidenceRefusal(chainId, state.registry, value) !== undefined) return;
    const answer = await this.#parts.submit({ type: 'misbehaviourEvidence', value });
    // What else it said twice at this height may do instead.
    if (!answer?.ok && height === this.#height) this.#reported.delete(seat.nodeId);
  }

  /** No block took it in time, as when the chain stood still: evidence is worth another try. */
  async expired({ isLocal, transaction: { message } }: PoolEntry): Promise<void> {
    if (!isLocal || message.type !== 'misbehaviourEvidence') return;
    const { chainId, state } = this.#parts.chain();
    if (evidenceRefusal(chainId, state.registry, message.value) !== undefined) return;
    await this.#parts.submit(message);
  }

  /** A block recorded evidence: what waits for the same is not needed any more. */
  recorded(): void {
    const { chainId, state } = this.#parts.chain();
    for (const entry of [...this.#parts.pool.entries()]) {
      const code = neededNoMore(chainId, state.registry, entry.transaction);
      if (code !== undefined) this.#parts.dropped(entry, code);
    }
  }

  #isFirst(height: number, nodeId: string): boolean {
    if (height !== this.#height) this.#reported.clear();
    this.#height = height;
    if (this.#reported.has(nodeId)) return false;
    this.#reported.add(nodeId);
    return true;
  }

  #seat(position: number): Validator | undefined {
    return validatorAt(this.#parts.chain().state.validators, position);
  }

  #proposer(proposal: SignedProposal): Validator | undefined {
    const { height, round } = proposalStatementCodec.decode(proposal.statement);
    return this.#seat(proposerOf(this.#parts.chain().state.validators, height, round));
  }
}

/** Whether a transaction carries misbehaviour evidence. */
export function isEvidence({ message }: Pick<ParsedTransaction, 'message'>): boolean {
  return message.type === 'misbehaviourEvidence';
}

/** Code with which the state refuses evidence that it does not need; undefined for all else. */
export function neededNoMore(
  chainId: string,
  registry: RegistryReader,
  { message }: Pick<ParsedTransaction, 'message'>,
): ResultCode | undefined {
  if (message.type !== 'misbehaviourEvidence') return undefined;
  return evidenceRefusal(chainId, registry, message.value);
}

function pairOf(
  first: SignedVote | SignedProposal,
  second: SignedVote | SignedProposal,
): Omit<MisbehaviourEvidence, 'voteKey' | 'kind'> {
  return {
    first: first.statement,
    firstSignature: first.signature,
    second: second.statement,
    secondSignature: second.signature,
  };
}
