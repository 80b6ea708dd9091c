/**
 * Several correct nodes and a hostile last one, on a network that delivers in any order. Carries
 * effects out as a host does: what is signed is recorded first, then sent to all; what was sent can
 * be asked for again after a restart. Nothing here is timed: timers fire when the schedule says so.
 */
import { expect } from 'vitest';
import {
  commit,
  createHeight,
  decisionOf,
  type Effect,
  type HeightConfig,
  heldVotes,
  type Input,
  type Proposal,
  polka,
  type Recoverable,
  recoverable,
  restoreHeight,
  type State,
  step,
} from '../src/index.ts';
import { HEIGHT } from './scenario.ts';

type Crash = 'before the record' | 'after the record';

/** A value everyone judges invalid. */
export const BAD = 'bad';

export class Network {
  readonly nodes: Node[];
  /** Undelivered messages, each with its receiver. */
  readonly pending: { readonly to: number; readonly input: Input }[] = [];
  /** All that was ever sent, for those who come back. */
  private readonly sent: Input[] = [];

  private readonly powers: readonly number[];

  private readonly offset: number;

  /** The last power is the hostile validator's; `offset` is the proposer of round 0. */
  constructor(powers: readonly number[], offset = 0) {
    this.powers = powers;
    this.offset = offset;
    const correct = powers.slice(0, -1);
    this.nodes = correct.map((_, self) => new Node(this.config(self), this));
    for (const node of this.nodes) node.take({ type: 'start' });
  }

  get hostile(): number {
    return this.powers.length - 1;
  }

  config(self: number): HeightConfig {
    const proposer = (round: number) => (round + this.offset) % this.powers.length;
    return { height: HEIGHT, validators: { powers: this.powers }, self, proposer };
  }

  /** To all correct nodes, also those whose message it is. */
  broadcast(input: Input): void {
    this.sent.push(input);
    for (const to of this.nodes.keys()) this.pending.push({ to, input });
  }

  /** To one node only, as a hostile validator may. */
  whisper(to: number, input: Input): void {
    this.pending.push({ to: to % this.nodes.length, input });
  }

  deliver(index: number): void {
    const [message] = this.pending.splice(index % Math.max(1, this.pending.length), 1);
    if (message !== undefined) this.nodes[message.to]?.take(message.input);
  }

  crash(index: number, moment: Crash): void {
    const message = this.pending.findIndex(({ to }) => to === index);
    const input = this.pending.splice(message, message < 0 ? 0 : 1)[0]?.input;
    this.nodes[index]?.crash(input, moment);
    for (const again of this.sent) this.pending.push({ to: index, input: again });
  }

  /** Delivers everything, sends again what is held, fires the oldest timers, until all decided. */
  settle(maxRounds: number): void {
    for (let turn = 0; turn < maxRounds * 4; turn += 1) {
      while (this.pending.length > 0) this.deliver(0);
      if (this.nodes.every(({ decision }) => decision !== undefined)) return;
      for (const node of this.nodes) this.resend(node);
      for (const node of this.nodes) node.fire(0);
    }
  }

  private resend(node: Node): void {
    const votes = heldVotes(node.state).map((vote): Input => ({ type: 'vote', vote }));
    for (const input of [...votes, ...node.groundsOfDecision()]) {
      for (const to of this.nodes.keys()) this.pending.push({ to, input });
    }
  }

  checkAgreement(): void {
    const decided = this.nodes.flatMap(({ decision }) => decision ?? []);
    expect(new Set(decided).size).toBeLessThanOrEqual(1);
    expect(decided).not.toContain(BAD);
  }
}

export class Node {
  state: State;
  readonly timers: Extract<Effect, { type: 'scheduleTimeout' }>[] = [];
  decision: string | undefined;
  private record: Recoverable;
  private readonly signed = new Map<string, string | null>();

  private readonly config: HeightConfig;
  private readonly network: Network;

  constructor(config: HeightConfig, network: Network) {
    this.config = config;
    this.network = network;
    this.state = createHeight(config);
    this.record = recoverable(this.state);
  }

  take(input: Input, crash?: Crash): void {
    const { state, effects } = step(this.state, input);
    this.state = state;
    if (crash === 'before the record') return;
    const isSigning = effects.some(({ type }) => type === 'vote' || type === 'propose');
    if (isSigning) this.record = JSON.parse(JSON.stringify(recoverable(state)));
    if (crash === undefined) for (const effect of effects) this.carryOut(effect);
  }

  fire(index: number): void {
    const [timer] = this.timers.splice(index % Math.max(1, this.timers.length), 1);
    if (timer !== undefined) {
      this.take({ type: 'timeout', timeout: timer.timeout, round: timer.round });
    }
  }

  /** Dies while an input is processed, and comes back with what was recorded. */
  crash(input: Input | undefined, moment: Crash): void {
    if (input !== undefined) this.take(input, moment);
    this.timers.length = 0;
    this.state = restoreHeight(this.config, this.record);
    const { ownProposal } = this.record;
    if (ownProposal !== null) this.publish(ownProposal);
    this.take({ type: 'start' });
    for (const vote of heldVotes(this.state)) this.network.broadcast({ type: 'vote', vote });
  }

  private carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'requestValue': {
        const value = `v${this.config.self}.${effect.round}`;
        this.network.whisper(this.config.self ?? 0, { ...effect, type: 'valueReady', value });
        break;
      }
      case 'propose':
        this.noteSigned('proposal', effect.proposal.round, effect.proposal.value);
        this.publish(effect.proposal);
        break;
      case 'vote':
        this.noteSigned(effect.vote.type, effect.vote.round, effect.vote.value);
        this.network.broadcast({ type: 'vote', vote: effect.vote });
        break;
      case 'scheduleTimeout':
        this.timers.push(effect);
        break;
      case 'evidence': {
        const culprit =
          'validator' in effect.first ? effect.first.validator : effect.first.proposer;
        expect(culprit).toBe(this.network.hostile);
        break;
      }
      case 'decide':
        this.decide(effect.value, effect.round);
        break;
    }
  }

  private publish(proposal: Proposal): void {
    const grounds = polka(this.state, proposal.validRound);
    if (grounds !== undefined) this.network.broadcast({ type: 'certificate', ...grounds });
    this.network.broadcast({ type: 'proposal', proposal, validity: 'valid' });
  }

  private decide(value: string, round: number): void {
    expect(this.decision ?? value).toBe(value);
    expect(decisionOf(this.state)).toEqual({ round, value });
    this.decision = value;
    for (const input of this.groundsOfDecision()) this.network.broadcast(input);
  }

  /** What convinces the others too: the commit certificate, then the proposals. */
  groundsOfDecision(): Input[] {
    const decision = decisionOf(this.state);
    if (decision === null) return [];
    const certificate = commit(this.state, decision.round);
    if (certificate === undefined) throw new Error('a decision has a certificate');
    const proposals = [...this.state.proposals.byRound.values()].flat();
    return [
      { type: 'certificate', ...certificate },
      ...proposals.map((kept): Input => ({ type: 'proposal', ...kept })),
    ];
  }

  /** The promise a correct validator keeps over all its lives. */
  private noteSigned(type: string, round: number, value: string | null): void {
    const key = `${type} ${round}`;
    if (this.signed.has(key)) expect(this.signed.get(key), `${key} twice`).toBe(value);
    this.signed.set(key, value);
  }
}
