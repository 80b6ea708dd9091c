import { bytesToHex } from '@mingjing/crypto';
import type { ResultCode } from '@mingjing/execution';
import { verifyCertificate } from '@mingjing/proofs';
import {
  type Certificate,
  CertificateType,
  type Envelope,
  positionOf,
  type SignedProposal,
  type SignedVote,
  SMALL_ATTACHMENT_BYTES_MAX,
  validatorAt,
} from '@mingjing/protocol';
import { recordAuthors } from '../chain/authors.ts';
import type { Chain } from '../chain/chain.ts';
import { judgeBlock } from '../chain/judge.ts';
import { verifyWith } from '../chain/verify-with.ts';
import type { LargeAttachments } from '../mempool/large-attachments.ts';
import type { Pool, PoolEntry } from '../mempool/pool.ts';
import type { ReplicaPorts } from '../ports.ts';
import { Abstention } from './abstention.ts';
import { BodyCollector } from './body-collector.ts';
import { buildBlock } from './build.ts';
import { type Candidate, executedCandidate, keepAttachments } from './candidate.ts';
import { Height, type HeightEvents } from './height.ts';
import { Pacing } from './pacing.ts';
import {
  candidateOf,
  openProposal,
  PROPOSAL_BYTES_MAX,
  type ProposalContext,
  proposalBytes,
  proposalHeight,
} from './proposal-intake.ts';
import { restore } from './restore.ts';
import { Turns } from './turns.ts';
import { voteStatement } from './votes.ts';

/** Messages of one peer kept for the next height: what it holds of a few rounds of a full set. */
const EARLY_OF_PEER_MAX = 512;
/** Proposals among them: they are larger. */
const EARLY_PROPOSALS_MAX = 2;

export interface ParticipantParts {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly large: LargeAttachments;
  readonly ports: ReplicaPorts;
  readonly nodeId: string;
}

export interface ParticipantEvents {
  enqueue(task: () => Promise<void>): void;
  /** Runs a task that nobody waits for; what it throws stops the node. */
  beside(task: () => Promise<void>): void;
  send(envelope: Envelope): void;
  sendTo(nodeId: string, envelope: Envelope): void;
  decided: HeightEvents['decided'];
  blockMissing(): void;
  /** Left the pool for good; `code` when the state refused it. */
  dropped(entry: PoolEntry, code: ResultCode | undefined): void;
  conflict(kind: 'votes' | 'proposals', first: unknown, second: unknown): void;
  misbehaviour(peer: string, reason: string): void;
}

interface EarlyMessage {
  readonly peer: string;
  readonly isLarge: boolean;
  readonly task: () => Promise<void>;
}

/** A validator's part in consensus: the height under way, its candidates, and when to start. */
export class Participant {
  readonly #parts: ParticipantParts;
  readonly #events: ParticipantEvents;
  readonly #pacing: Pacing;
  readonly #abstention: Abstention;
  readonly #turns = new Turns();
  // What came for the next height while this one is being committed here.
  #early: EarlyMessage[] = [];
  #height: Height;
  // Until the write-ahead log was read nothing may be said: it may bind this node.
  #isRecovered = false;
  #isCompletionPlanned = false;

  constructor(parts: ParticipantParts, events: ParticipantEvents) {
    this.#parts = parts;
    this.#events = events;
    this.#pacing = new Pacing(parts, () => events.enqueue(() => this.#height.start()));
    this.#abstention = new Abstention(parts);
    this.#height = this.#newHeight();
  }

  get height(): Height {
    return this.#height;
  }

  /** Goes on where the write-ahead log says an earlier life stopped. */
  async recover(): Promise<void> {
    const restored = await restore(this.#parts.chain, this.#parts.ports);
    await this.#abstention.begin(restored?.recoverable);
    this.#height.end();
    const isResumed = restored !== undefined && this.#self() !== undefined;
    this.#height = this.#newHeight(isResumed ? restored : undefined);
    if (isResumed) {
      for (const vote of restored.votes) {
        const statement = voteStatement(vote);
        if (statement !== undefined) this.#height.book.open(vote, statement, statement.round);
      }
      await this.#height.restoreVotes(restored.recoverable.ownVotes);
      this.#pacing.urge();
    }
    this.#isRecovered = true;
    this.#pacing.newHeight(0);
  }

  /** A peer told its height when it connected. */
  async told(peer: string, height: number): Promise<void> {
    await this.#abstention.told(peer, height);
  }

  /** The chain moved on: the next height. */
  async advanced(transactions: number): Promise<void> {
    await this.#abstention.review();
    this.#height.end();
    this.#height = this.#newHeight();
    if (!this.#isRecovered) return;
    this.#pacing.newHeight(transactions);
    const early = this.#early;
    this.#early = [];
    for (const { task } of early) this.#events.enqueue(task);
  }

  /** Something may be worth a block now. */
  poolChanged(): void {
    if (!this.#isRecovered) return;
    this.#pacing.poolChanged();
    const isOpen = [...this.#height.candidates.all()].some(isUnjudged);
    if (!isOpen || this.#isCompletionPlanned) return;
    this.#isCompletionPlanned = true;
    this.#events.enqueue(async () => {
      this.#isCompletionPlanned = false;
      const height = this.#height;
      for (const candidate of [...height.candidates.all()].filter(isUnjudged)) {
        await this.#complete(height, candidate);
      }
    });
  }

  stop(): void {
    this.#pacing.stop();
    this.#height.end();
  }

  async proposal(peer: string, signed: SignedProposal): Promise<void> {
    const height = this.#height;
    const spokenOf = proposalHeight(signed);
    if (!this.#isRecovered) return;
    if (spokenOf === height.height + 1) {
      if (proposalBytes(signed) > PROPOSAL_BYTES_MAX) return;
      return this.#keepEarly({ peer, isLarge: true, task: () => this.proposal(peer, signed) });
    }
    if (spokenOf !== undefined && spokenOf !== height.height) return;
    const context = this.#context();
    const opened = openProposal(context, signed);
    if (!opened.ok) return this.#complain(peer, opened.reason);
    await height.start();
    const value = bytesToHex(opened.value.statement.blockId);
    const { round } = opened.value.statement;
    if (!height.takes(round, value)) return;
    let candidate = height.candidates.get(value);
    if (candidate === undefined) {
      const made = candidateOf(context, signed, peer);
      if (!made.ok) return this.#complain(peer, made.reason);
      candidate = made.value;
      height.addCandidate(candidate);
    }
    if (!candidate.proposals.has(round)) candidate.proposals.set(round, signed);
    if (opened.value.polka !== undefined) await height.adopt(opened.value.polka, value);
    await this.#complete(height, candidate, peer);
  }

  async vote(peer: string, signed: SignedVote): Promise<void> {
    const statement = voteStatement(signed);
    if (statement === undefined) return this.#complain(peer, 'vote-malformed');
    const height = this.#height;
    if (!this.#isRecovered) return;
    if (statement.height === height.height + 1) {
      return this.#keepEarly({ peer, isLarge: false, task: () => this.vote(peer, signed) });
    }
    if (statement.height !== height.height) return;
    const opened = height.book.open(signed, statement, height.round);
    if (!opened.ok) {
      if (opened.reason !== 'vote-known') this.#complain(peer, opened.reason);
      return;
    }
    if (opened.value.validator === this.#position()) await this.#abstention.ownVote(statement);
    await height.start();
    await height.feed({ type: 'vote', vote: opened.value });
  }

  async certificate(peer: string, certificate: Certificate): Promise<void> {
    const height = this.#height;
    if (!this.#isRecovered) return;
    if (certificate.height !== height.height || certificate.blockId.length !== 32) return;
    const isKnownType =
      certificate.type === CertificateType.polka || certificate.type === CertificateType.commit;
    if (!isKnownType) return this.#complain(peer, 'certificate-malformed');
    const value = bytesToHex(certificate.blockId);
    if (height.knows(certificate, value)) return;
    const { chainId, state } = this.#parts.chain;
    const verify = verifyWith(this.#parts.ports.verifier);
    const verdict = verifyCertificate({ chainId, set: state.validators, certificate, verify });
    if (!verdict.ok) return this.#complain(peer, `certificate-${verdict.reason}`);
    await height.start();
    await height.adopt(certificate, value);
  }

  #keepEarly(message: EarlyMessage): void {
    const ofPeer = this.#early.filter(({ peer }) => peer === message.peer);
    const isFull = message.isLarge
      ? ofPeer.filter(({ isLarge }) => isLarge).length >= EARLY_PROPOSALS_MAX
      : ofPeer.length >= EARLY_OF_PEER_MAX;
    if (!isFull) this.#early.push(message);
  }

  // Bodies, then attachments, then the verdict. Whatever is missing is asked for, and the task
  // comes back when it arrived; until then the proposal is incomplete, not invalid.
  async #complete(height: Height, candidate: Candidate, sender?: string): Promise<void> {
    if (height !== this.#height) return;
    if (candidate.verdict === undefined) {
      const collector = new BodyCollector(this.#parts, candidate, {
        arrived: () => this.#events.enqueue(() => this.#complete(height, candidate)),
        beside: (task) => this.#events.beside(task),
      });
      const bodies = collector.collect(sender);
      if (bodies === undefined) return;
      await this.#judge(candidate, bodies);
    }
    await height.judged(candidate);
  }

  async #judge(
    candidate: Candidate,
    transactions: Parameters<typeof judgeBlock>[1]['transactions'],
  ): Promise<void> {
    const { chain, ports } = this.#parts;
    const { header, headerBytes, parentCertificate } = candidate;
    const parts = { header, headerBytes, parentCertificate, transactions };
    const authors = await recordAuthors(ports.store, transactions);
    const verdict = await judgeBlock(chain, parts, authors, ports);
    candidate.verdict = verdict.ok ? 'valid' : 'invalid';
    if (verdict.ok) candidate.executed = verdict.value;
    else {
      candidate.refusal = verdict.reason;
      this.#complain(candidate.source ?? candidate.header.proposer, `block-${verdict.reason}`);
    }
  }

  async #build(): Promise<Candidate> {
    const { executed, entries, refused, stale } = await buildBlock(this.#parts);
    for (const { entry, code } of refused) this.#events.dropped(entry, code);
    for (const entry of stale) this.#events.dropped(entry, undefined);
    const candidate = executedCandidate(executed);
    const small = entries
      .flatMap(({ attachments }) => attachments)
      .filter(({ content }) => content.length <= SMALL_ATTACHMENT_BYTES_MAX);
    keepAttachments(candidate, small, this.#parts.ports.store);
    return candidate;
  }

  #newHeight(recovered?: ConstructorParameters<typeof Height>[2]): Height {
    const { chain, ports } = this.#parts;
    const options = { chain, ports, self: this.#self(), turns: this.#turns };
    const height: Height = new Height(
      options,
      {
        later: (task) =>
          this.#events.enqueue(async () => (height === this.#height ? task() : undefined)),
        build: () => this.#build(),
        send: (envelope) => this.#events.send(envelope),
        sendTo: (nodeId, envelope) => this.#events.sendTo(nodeId, envelope),
        decided: (executed, certificate, kept) => this.#events.decided(executed, certificate, kept),
        blockMissing: () => this.#events.blockMissing(),
        conflict: (kind, first, second) => this.#events.conflict(kind, first, second),
      },
      recovered,
    );
    return height;
  }

  /**
   * Position that this node votes from: none where it abstains, or does not hold the seat's key,
   * for it was rotated to another one; a revoked node's seat has no key at all.
   */
  #self(): number | undefined {
    const { chain, ports } = this.#parts;
    if (!this.#abstention.votesAt(chain.height + 1)) return undefined;
    const position = this.#position();
    const seat = position === undefined ? undefined : validatorAt(chain.state.validators, position);
    return seat && ports.signer?.holdsVoteKey(seat.voteKey) ? position : undefined;
  }

  #position(): number | undefined {
    return positionOf(this.#parts.chain.state.validators, this.#parts.nodeId);
  }

  #context(): ProposalContext {
    const { chain, ports } = this.#parts;
    return {
      chainId: chain.chainId,
      height: this.#height.height,
      validators: chain.state.validators,
      parameters: chain.state.parameters,
      verifier: ports.verifier,
    };
  }

  #complain(peer: string, reason: string): void {
    this.#events.misbehaviour(peer, reason);
  }
}

function isUnjudged({ verdict }: Candidate): boolean {
  return verdict === undefined;
}
