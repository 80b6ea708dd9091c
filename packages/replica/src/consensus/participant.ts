import { bytesToHex } from '@mingjing/crypto';
import { verifyCertificate } from '@mingjing/proofs';
import {
  type Certificate,
  CertificateType,
  type Envelope,
  positionOf,
  type SignedProposal,
  type SignedVote,
} from '@mingjing/protocol';
import { recordAuthors } from '../chain/authors.ts';
import type { Chain } from '../chain/chain.ts';
import { type ExecutedBlock, judgeBlock, verifyWith } from '../chain/judge.ts';
import type { LargeAttachments } from '../mempool/large-attachments.ts';
import type { Pool, PoolEntry } from '../mempool/pool.ts';
import type { ReplicaPorts } from '../ports.ts';
import { BodyCollector } from './body-collector.ts';
import { buildBlock } from './build.ts';
import type { Candidate } from './candidate.ts';
import { Height } from './height.ts';
import { Pacing } from './pacing.ts';
import {
  candidateOf,
  openProposal,
  type ProposalContext,
  proposalHeight,
} from './proposal-intake.ts';
import { restore } from './restore.ts';
import { voteStatement } from './votes.ts';

/** Messages kept for the next height: a round of a full set, some times over. */
const EARLY_MAX = 1024;

export interface ParticipantParts {
  readonly chain: Chain;
  readonly pool: Pool;
  readonly large: LargeAttachments;
  readonly ports: ReplicaPorts;
  readonly nodeId: string;
}

export interface ParticipantEvents {
  enqueue(task: () => Promise<void>): void;
  send(envelope: Envelope): void;
  decided(executed: ExecutedBlock, certificate: Certificate): Promise<void>;
  blockMissing(): void;
  /** Left the pool for good; `code` when the state refused it. */
  dropped(entry: PoolEntry, code: number | undefined): void;
  conflict(kind: 'votes' | 'proposals', first: unknown, second: unknown): void;
  misbehaviour(peer: string, reason: string): void;
}

/** A validator's part in consensus: the height under way, its candidates, and when to start. */
export class Participant {
  readonly #parts: ParticipantParts;
  readonly #events: ParticipantEvents;
  readonly #pacing: Pacing;
  // What came for the next height while this one is being committed here.
  #early: (() => Promise<void>)[] = [];
  #height: Height;

  constructor(parts: ParticipantParts, events: ParticipantEvents) {
    this.#parts = parts;
    this.#events = events;
    this.#pacing = new Pacing(parts, () => events.enqueue(() => this.#height.start()));
    this.#height = this.#newHeight();
  }

  get height(): Height {
    return this.#height;
  }

  /** Goes on where the write-ahead log says an earlier life stopped. */
  async recover(): Promise<void> {
    const restored = await restore(this.#parts.chain, this.#parts.ports);
    if (restored !== undefined && this.#self() !== undefined) {
      this.#height.end();
      this.#height = this.#newHeight(restored.recoverable);
      for (const vote of restored.votes) {
        const statement = voteStatement(vote);
        if (statement !== undefined) this.#height.book.open(vote, statement);
      }
      if (restored.candidate !== undefined) this.#height.candidates.add(restored.candidate);
      await this.#height.restoreVotes(restored.recoverable.ownVotes);
      this.#pacing.urge();
    }
    this.#pacing.newHeight(0);
  }

  /** The chain moved on: the next height. */
  advanced(transactions: number): void {
    this.#height.end();
    this.#height = this.#newHeight();
    this.#pacing.newHeight(transactions);
    const early = this.#early;
    this.#early = [];
    for (const task of early) this.#events.enqueue(task);
  }

  /** Something may be worth a block now. */
  poolChanged(): void {
    this.#pacing.poolChanged();
    for (const candidate of this.#height.candidates.all()) {
      if (candidate.verdict === undefined) {
        this.#events.enqueue(() => this.#complete(this.#height, candidate));
      }
    }
  }

  stop(): void {
    this.#pacing.stop();
    this.#height.end();
  }

  async proposal(peer: string, signed: SignedProposal): Promise<void> {
    const height = this.#height;
    const spokenOf = proposalHeight(signed);
    if (this.#keepsEarly(spokenOf, () => this.proposal(peer, signed))) return;
    if (spokenOf !== undefined && spokenOf !== height.height) return;
    const context = this.#context();
    const opened = openProposal(context, signed);
    if (!opened.ok) return this.#complain(peer, opened.reason);
    await height.start();
    const value = bytesToHex(opened.value.statement.blockId);
    let candidate = height.candidates.get(value);
    if (candidate === undefined) {
      const made = candidateOf(context, signed, peer);
      if (!made.ok) return this.#complain(peer, made.reason);
      candidate = made.value;
      height.candidates.add(candidate);
    }
    candidate.proposals.set(opened.value.statement.round, signed);
    if (opened.value.polka !== undefined) await height.adopt(opened.value.polka, value);
    await this.#complete(height, candidate);
  }

  async vote(peer: string, signed: SignedVote): Promise<void> {
    const statement = voteStatement(signed);
    if (statement === undefined) return this.#complain(peer, 'vote-malformed');
    const height = this.#height;
    if (this.#keepsEarly(statement.height, () => this.vote(peer, signed))) return;
    if (statement.height !== height.height) return;
    const opened = height.book.open(signed, statement);
    if (!opened.ok) {
      if (opened.reason !== 'vote-known') this.#complain(peer, opened.reason);
      return;
    }
    await height.start();
    await height.feed({ type: 'vote', vote: opened.value });
  }

  async certificate(peer: string, certificate: Certificate): Promise<void> {
    const height = this.#height;
    if (this.#keepsEarly(certificate.height, () => this.certificate(peer, certificate))) return;
    if (certificate.height !== height.height || certificate.blockId.length !== 32) return;
    const isKnownType =
      certificate.type === CertificateType.polka || certificate.type === CertificateType.commit;
    if (!isKnownType) return this.#complain(peer, 'certificate-malformed');
    const { chainId, state } = this.#parts.chain;
    const verify = verifyWith(this.#parts.ports.verifier);
    const verdict = verifyCertificate({ chainId, set: state.validators, certificate, verify });
    if (!verdict.ok) return this.#complain(peer, `certificate-${verdict.reason}`);
    await height.start();
    await height.adopt(certificate, bytesToHex(certificate.blockId));
  }

  #keepsEarly(height: number | undefined, task: () => Promise<void>): boolean {
    if (height !== this.#height.height + 1) return false;
    if (this.#early.length < EARLY_MAX) this.#early.push(task);
    return true;
  }

  // Bodies, then attachments, then the verdict. Whatever is missing is asked for, and the task
  // comes back when it arrived; until then the proposal is incomplete, not invalid.
  async #complete(height: Height, candidate: Candidate): Promise<void> {
    if (height !== this.#height) return;
    if (candidate.verdict === undefined) {
      const collector = new BodyCollector(this.#parts, candidate, {
        arrived: () => this.#events.enqueue(() => this.#complete(height, candidate)),
      });
      const bodies = collector.collect();
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
    const small = entries.flatMap(({ attachments }) => attachments);
    return {
      value: bytesToHex(executed.id),
      header: executed.header,
      headerBytes: executed.headerBytes,
      parentCertificate: executed.block.parentCertificate,
      hashes: executed.transactions.map(({ hash }) => hash),
      bodies: new Map(),
      source: undefined,
      proposals: new Map(),
      executed,
      verdict: 'valid',
      refusal: undefined,
      attachmentsKept:
        small.length === 0 ? undefined : this.#parts.ports.store.putAttachments(small),
      isAsking: false,
    };
  }

  #newHeight(recovered?: ConstructorParameters<typeof Height>[2]): Height {
    const { chain, ports } = this.#parts;
    const options = { chain, ports, self: this.#self() };
    const height: Height = new Height(
      options,
      {
        later: (task) =>
          this.#events.enqueue(async () => (height === this.#height ? task() : undefined)),
        build: () => this.#build(),
        send: (envelope) => this.#events.send(envelope),
        decided: (executed, certificate) => this.#events.decided(executed, certificate),
        blockMissing: () => this.#events.blockMissing(),
        conflict: (kind, first, second) => this.#events.conflict(kind, first, second),
      },
      recovered,
    );
    return height;
  }

  /** Position that this node votes from: none without a key, or when its node is revoked. */
  #self(): number | undefined {
    const { chain, ports, nodeId } = this.#parts;
    if (ports.signer === undefined) return undefined;
    if (chain.state.registry.get('node', nodeId)?.revokedHeight !== 0) return undefined;
    return positionOf(chain.state.validators, nodeId);
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
