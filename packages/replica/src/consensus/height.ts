import {
  awaitedCommit,
  commit,
  createHeight,
  decisionOf,
  type Effect,
  heldVotes,
  type Input,
  lockedOf,
  MAX_ROUNDS_AHEAD,
  type Proposal,
  polka,
  prevotedOtherwise,
  roundOf,
  type State,
  step,
  type TimeoutType,
  type Vote,
  validOf,
} from '@mingjing/consensus';
import { assert } from '@mingjing/crypto';
import {
  type Certificate,
  CertificateType,
  certificateCodec,
  type Envelope,
  proposerOf,
  type SignedProposal,
  type SignedVote,
  validatorAt,
} from '@mingjing/protocol';
import type { Chain } from '../chain/chain.ts';
import type { ExecutedBlock } from '../chain/judge.ts';
import type { ReplicaPorts } from '../ports.ts';
import type { Candidate } from './candidate.ts';
import { Candidates } from './candidates.ts';
import { type Restored, restoredCore } from './restore.ts';
import { VoteSigning } from './signing.ts';
import { Timers } from './timers.ts';
import type { Turns } from './turns.ts';
import { VoteBook } from './votes.ts';

/** What a height tells its replica. */
export interface HeightEvents {
  /** Runs a task of this height in the replica's queue; dropped when the height is over. */
  later(task: () => Promise<void>): void;
  /** Builds a block; its candidate is complete and valid. */
  build(): Promise<Candidate>;
  send(envelope: Envelope): void;
  sendTo(nodeId: string, envelope: Envelope): void;
  /** `kept` names the attachments that are durable, as keys. */
  decided(
    executed: ExecutedBlock,
    certificate: Certificate,
    kept: ReadonlySet<string>,
  ): Promise<void>;
  /** A commit is known whose block is not here: block sync brings it. */
  blockMissing(): void;
  conflict(kind: 'votes' | 'proposals', first: unknown, second: unknown): void;
}

export interface HeightOptions {
  readonly chain: Chain;
  readonly ports: ReplicaPorts;
  /** Position in the set of this height, or undefined: follows only. */
  readonly self: number | undefined;
  readonly turns: Turns;
}

/** One height: the consensus core, and the carrying out of its effects in their order. */
export class Height {
  readonly height: number;
  readonly book: VoteBook;
  readonly candidates = new Candidates();
  readonly #options: HeightOptions;
  readonly #events: HeightEvents;
  readonly #timers: Timers;
  readonly #signing: VoteSigning;
  #core: State;
  #isStarted = false;
  #startedRound: number | undefined;
  // Round whose precommits are waited for.
  #waitsAfter: number | undefined;
  // Somebody signed two things of one round.
  #hasConflict = false;
  // Positions of validators that were brought the block of this round.
  readonly #brought = new Set<number>();
  #isOver = false;

  constructor(options: HeightOptions, events: HeightEvents, restored?: Restored) {
    const { chain, ports, self } = options;
    const { validators } = chain.state;
    this.height = chain.height + 1;
    this.#options = options;
    this.#events = events;
    const config = {
      height: this.height,
      validators: { powers: validators.validators.map(({ power }) => power) },
      self,
      proposer: (round: number) => proposerOf(validators, this.height, round),
    };
    this.#core = restored ? restoredCore(config, restored) : createHeight(config);
    for (const candidate of restored?.candidates ?? []) this.addCandidate(candidate);
    this.book = new VoteBook(chain.chainId, validators, ports.verifier);
    this.#signing = new VoteSigning(chain, ports, this.book, this.candidates);
    this.#timers = new Timers(ports.clock, chain.state.parameters, {
      fired: (timeout, round) => {
        events.later(async () => {
          await this.feed({ type: 'timeout', timeout, round });
          this.resend();
        });
      },
      stalled: () => events.later(async () => this.resend()),
    });
  }

  get #validators(): number {
    return this.#options.chain.state.validators.validators.length;
  }

  get isStarted(): boolean {
    return this.#isStarted;
  }

  get round(): number {
    return roundOf(this.#core);
  }

  /** Whether the quorum that a certificate shows is counted here already, with its signatures. */
  knows({ type, round }: Certificate, value: string): boolean {
    const isPolka = type === CertificateType.polka;
    const found = isPolka ? polka(this.#core, round) : commit(this.#core, round);
    return found?.value === value && this.book.certificate(this.height, found) !== undefined;
  }

  /** Whether a commit is known whose block is not here. */
  get lacksBlock(): boolean {
    return awaitedCommit(this.#core) !== undefined;
  }

  /**
   * Whether a proposed block is worth keeping: its round is within the core's reach, and not more
   * were proposed in it than the core looks at, unless a quorum spoke for this one.
   */
  takes(round: number, value: string): boolean {
    if (round > this.round + MAX_ROUNDS_AHEAD) return false;
    if (this.candidates.get(value) !== undefined || this.candidates.hasRoom(round)) return true;
    return polka(this.#core, round)?.value === value || this.#isNeeded(value);
  }

  /** Keeps a candidate, and all that the core may still propose or decide. */
  addCandidate(candidate: Candidate): void {
    this.candidates.add(candidate, (value) => this.#isNeeded(value));
  }

  /** Enters round 0, or after a restart the round it was in. */
  async start(): Promise<void> {
    if (this.#isStarted || this.#isOver) return;
    this.#isStarted = true;
    this.#timers.start();
    await this.feed({ type: 'start' });
  }

  /** Signatures of its own that a restart found in the write-ahead log. */
  async restoreVotes(votes: readonly Vote[]): Promise<void> {
    await this.#signing.resign(this.#core, votes);
  }

  /** Gives the core an input and carries its effects out; nothing happens once it is over. */
  async feed(first: Input): Promise<void> {
    const inputs = [first];
    for (let input = inputs.shift(); input !== undefined; input = inputs.shift()) {
      if (this.#isOver) return;
      const { state, effects } = step(this.#core, input);
      this.#core = state;
      const signed = await this.#signing.sign(state, effects, (round) => this.#polkaOf(round));
      for (const effect of effects) await this.#perform(effect, signed, inputs);
    }
    if (first.type === 'vote') this.#skipWait();
    if (this.#isOver) return;
    this.#bringBlock();
    if (this.lacksBlock) this.#events.blockMissing();
  }

  /** Feeds a candidate's verdict for every round it was proposed in. */
  async judged(candidate: Candidate): Promise<void> {
    for (const [round, signed] of candidate.proposals) {
      if (!this.candidates.takeUnfed(candidate, round)) continue;
      const proposal = this.candidates.proposalOf(
        candidate,
        round,
        signed,
        this.#proposerOf(round),
      );
      const validity = this.#validity(candidate, proposal);
      if (validity === 'valid' && round < this.round && this.candidates.isAlone(round)) {
        this.#options.turns.late(this.#nameOf(this.#proposerOf(round)));
      }
      await this.feed({ type: 'proposal', proposal, validity });
    }
  }

  /** A verified certificate counts as its votes. */
  async adopt(certificate: Certificate, value: string): Promise<void> {
    this.book.adopt(certificate);
    await this.feed({
      type: 'certificate',
      kind: certificate.type === CertificateType.polka ? 'polka' : 'commit',
      round: certificate.round,
      value,
      validators: certificate.signatures.map(({ validator }) => validator),
    });
  }

  /** All that a peer needs to be where this node is: own proposal, votes, best certificates. */
  held(): Envelope[] {
    if (!this.#isStarted) return [];
    const envelopes: Envelope[] = [];
    const proposal = this.candidates.latestProposal();
    if (proposal !== undefined) envelopes.push({ proposal });
    for (const vote of heldVotes(this.#core)) {
      const signed = this.book.signed(vote);
      if (signed !== undefined) envelopes.push({ vote: signed });
    }
    return envelopes;
  }

  resend(): void {
    for (const envelope of this.held()) this.#events.send(envelope);
  }

  /** Ends the height: no timer fires and no input counts any more. */
  end(): void {
    this.#isOver = true;
    this.#timers.stop();
  }

  async #perform(
    effect: Effect,
    signed: ReadonlyMap<Effect, SignedVote | SignedProposal>,
    inputs: Input[],
  ): Promise<void> {
    switch (effect.type) {
      case 'requestValue': {
        const candidate = await this.#events.build();
        this.addCandidate(candidate);
        inputs.push({ type: 'valueReady', round: effect.round, value: candidate.value });
        return;
      }
      case 'propose': {
        const proposal = signed.get(effect) as SignedProposal | undefined;
        if (proposal === undefined) return;
        this.candidates.proposed(effect.proposal, proposal);
        this.#events.send({ proposal });
        return;
      }
      case 'vote': {
        const vote = signed.get(effect) as SignedVote | undefined;
        if (vote === undefined) return;
        this.#events.send({ vote });
        if (effect.vote.type === 'precommit' && effect.vote.value !== null) this.#showPolka();
        return;
      }
      case 'scheduleTimeout':
        this.#schedule(effect.timeout, effect.round);
        return;
      case 'evidence':
        this.#hasConflict = true;
        this.#conflict(effect.first, effect.second);
        return;
      case 'decide':
        await this.#decide(effect.round, effect.value);
        return;
      case 'roundStarted':
        this.#roundStarted(effect.round);
        return;
    }
  }

  // Whoever says different things to different validators gives a polka to one of them alone, which
  // locks while the others wait: with its reason the others can follow in this very round.
  #showPolka(): void {
    if (!this.#hasConflict && this.round === 0) return;
    const found = polka(this.#core, this.round);
    const certificate = found && this.book.certificate(this.height, found);
    if (certificate !== undefined) this.#events.send({ certificate });
  }

  // Who prevoted another block heard another proposal of this round. It can follow the polka in
  // time only if somebody brings it this one; its proposer will not.
  #bringBlock(): void {
    const found = polka(this.#core, this.round);
    if (found === undefined) return;
    const { round, value } = found;
    const informed = [this.#options.self, this.#proposerOf(round)];
    const misled = prevotedOtherwise(this.#core, round, value).filter(
      (position) => !informed.includes(position) && !this.#brought.has(position),
    );
    if (misled.length === 0) return;
    const proposal = this.candidates.carried(value, round);
    const certificate = this.book.certificate(this.height, found);
    if (proposal === undefined || certificate === undefined) return;
    for (const position of misled) {
      this.#brought.add(position);
      // The polka first: it makes room for the block where two others are kept.
      this.#events.sendTo(this.#nameOf(position), { certificate });
      this.#events.sendTo(this.#nameOf(position), { proposal });
    }
  }

  #schedule(timeout: TimeoutType, round: number): void {
    const share = this.#options.turns.share(this.#nameOf(this.#proposerOf(round)));
    this.#timers.schedule(timeout, round, share);
    if (timeout !== 'precommit') return;
    this.#waitsAfter = round;
    this.#skipWait();
  }

  // Once a quorum precommitted nil, nothing is decided in this round: there is nothing to wait for.
  // When everybody's turn failed, no proposer is at fault: rounds without a wait would only spin.
  #skipWait(): void {
    const round = this.#waitsAfter;
    if (round === undefined || round >= this.#validators) return;
    if (!this.book.hasNilQuorum(round)) return;
    this.#waitsAfter = undefined;
    this.#timers.skip('precommit', round);
  }

  #roundStarted(round: number): void {
    const last = this.#startedRound;
    this.#startedRound = round;
    this.#brought.clear();
    if (last !== undefined && last < round) {
      this.#options.turns.failed(this.#nameOf(this.#proposerOf(last)));
    }
  }

  #nameOf(position: number): string {
    return validatorAt(this.#options.chain.state.validators, position)?.nodeId ?? '';
  }

  async #decide(round: number, value: string): Promise<void> {
    const candidate = this.candidates.get(value);
    const executed = candidate?.executed;
    const found = commit(this.#core, round);
    assert(found !== undefined, 'a decision has a quorum of precommits');
    const certificate = this.book.certificate(this.height, found);
    // The block may have been dropped for newer ones, and our own precommit may count without a
    // signature, where the signer refused to give one.
    if (candidate === undefined || executed === undefined || certificate === undefined) {
      this.#events.blockMissing();
      return;
    }
    // A contradictory precommit may have made it a quorum here alone.
    if (this.#hasConflict) this.#events.send({ certificate });
    await candidate.attachmentsKept;
    this.end();
    this.#options.turns.succeeded(this.#nameOf(this.#proposerOf(round)));
    await this.#events.decided(executed, certificate, candidate.kept);
  }

  #validity(candidate: Candidate, proposal: Proposal): 'valid' | 'invalid' | 'untimely' {
    if (candidate.verdict !== 'valid') return 'invalid';
    const { ports, chain } = this.#options;
    const offset = candidate.header.time - ports.clock.now();
    const isTimely = Math.abs(offset) <= chain.state.parameters.clockBoundMs;
    return isTimely || proposal.validRound >= 0 ? 'valid' : 'untimely';
  }

  #polkaOf(round: number): Uint8Array {
    const found = round < 0 ? undefined : polka(this.#core, round);
    const certificate = found && this.book.certificate(this.height, found);
    return certificate ? certificateCodec.encode(certificate) : new Uint8Array(0);
  }

  #isNeeded(value: string): boolean {
    const core = this.#core;
    const needed = [lockedOf(core), validOf(core), awaitedCommit(core), decisionOf(core)];
    return needed.some((kept) => kept?.value === value);
  }

  #proposerOf(round: number): number {
    return proposerOf(this.#options.chain.state.validators, this.height, round);
  }

  #conflict(first: Vote | Proposal, second: Vote | Proposal): void {
    if ('proposer' in first && 'proposer' in second) {
      const signed = [first, second].map((p) =>
        this.candidates.get(p.value)?.proposals.get(p.round),
      );
      this.#events.conflict('proposals', signed[0], signed[1]);
    } else if ('validator' in first && 'validator' in second) {
      this.#events.conflict('votes', this.book.signed(first), this.book.signed(second));
    }
  }
}
