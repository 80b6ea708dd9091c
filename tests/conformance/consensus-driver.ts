/**
 * Replays lives of one node (`driver_macro_*`). Votes, proposals and decisions of each event are
 * compared as a multiset, and the state after it; of timeouts, that one which had a consequence
 * had been asked for.
 */
import {
  createHeight,
  decisionOf,
  type Effect,
  type HeightConfig,
  type Input,
  lockedOf,
  roundOf,
  type State,
  step,
  stepOf,
  type TimeoutType,
  type Vote,
  validOf,
} from '@mingjing/consensus';
import { canonical, isEqual, type Outcome, readLines } from './itf.ts';

interface Life {
  readonly id: string;
  readonly validators: readonly string[];
  readonly weights?: readonly number[];
  readonly node: string;
  readonly events: readonly LifeEvent[];
  /** `agree`, or `differs at event N` where the specification's scenario departs from the paper. */
  readonly paper?: string;
}

interface Message {
  readonly type: Vote['type'];
  readonly height: number;
  readonly round: number;
  readonly value: string | null;
  readonly from: string;
}

interface LifeEvent extends Message {
  readonly ev: string;
  readonly kind: TimeoutType;
  readonly validRound: number;
  readonly votes: readonly Message[];
  readonly getValueAnswer?: string;
  readonly outs: readonly ({ readonly out: string } & Record<string, unknown>)[];
  readonly post: {
    readonly round: number;
    readonly step: string;
    readonly lockedRound: number;
    readonly lockedValue: string | null;
    readonly validRound: number;
    readonly validValue: string | null;
    readonly decided?: readonly [number, string];
  };
}

/**
 * Replays every life of a file. A life that the vector says departs from the paper may differ at
 * the event it names and nowhere before; where it does not differ, it has passed like any other.
 */
export function replayDriver(path: string): Outcome[] {
  return readLines(path).map((line) => {
    const life = line as Life;
    const found = firstDifference(life);
    const isDeviation = found !== undefined && life.paper === `differs at event ${found.event}`;
    const difference = found === undefined ? undefined : `event ${found.event}: ${found.text}`;
    return { id: life.id, difference, isDeviation };
  });
}

function firstDifference(life: Life): { event: number; text: string } | undefined {
  let state = createHeight(configOf(life));
  const asked = new Set<string>();
  for (const [index, event] of life.events.entries()) {
    const input = toInput(event, life.validators);
    const result = input ? takeEvent(state, input, event.getValueAnswer) : { state, effects: [] };
    state = result.state;
    const expected = {
      outs: sortedTexts(event.outs),
      post: { decided: null, ...event.post, step: stepNameOf(event.post.step) },
    };
    const got = { outs: sortedTexts(result.effects.map((e) => toOut(e, life))), post: post(state) };
    const hadConsequence = event.ev === 'timeout' && result.effects.length > 0;
    if (hadConsequence && !asked.has(`${event.kind} ${event.round}`)) {
      return { event: index, text: `the timeout ${event.kind} ${event.round} was not asked for` };
    }
    for (const effect of result.effects) {
      if (effect.type === 'scheduleTimeout') asked.add(`${effect.timeout} ${effect.round}`);
    }
    if (!isEqual(expected, got)) {
      return { event: index, text: `expected ${canonical(expected)}, got ${canonical(got)}` };
    }
  }
  return undefined;
}

function configOf({ validators, weights, node }: Life): HeightConfig {
  return {
    height: 0,
    validators: { powers: weights ?? validators.map(() => 1) },
    self: validators.indexOf(node),
    proposer: (round) => (round + 1) % validators.length,
  };
}

function takeEvent(state: State, input: Input, answer: string | undefined) {
  const first = step(state, input);
  const request = first.effects.find((effect) => effect.type === 'requestValue');
  if (request === undefined || answer === undefined) return first;
  const { round } = request;
  const second = step(first.state, { type: 'valueReady', round, value: answer });
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

function toInput(event: LifeEvent, validators: readonly string[]): Input | undefined {
  const { height, round, value, validRound } = event;
  switch (event.ev) {
    case 'start':
      return { type: 'start' };
    case 'proposal': {
      const proposer = validators.indexOf(event.from);
      const proposal = { height, round, value: String(value), validRound, proposer };
      return { type: 'proposal', proposal, validity: value === 'invalid' ? 'invalid' : 'valid' };
    }
    case 'vote': {
      const validator = validators.indexOf(event.from);
      return { type: 'vote', vote: { type: event.type, height, round, value, validator } };
    }
    case 'timeout':
      return { type: 'timeout', timeout: event.kind, round };
    case 'certificate':
      return toCertificate(event.votes, validators);
    // A buffer of the specification's driver comes to the front; we have no such buffer.
    case 'PendingDInput':
      return undefined;
    default:
      throw new Error(`unknown event ${event.ev}`);
  }
}

function toCertificate(votes: readonly Message[], validators: readonly string[]): Input {
  const first = votes[0];
  if (first?.value == null) throw new Error('a certificate is for a value');
  return {
    type: 'certificate',
    kind: first.type === 'prevote' ? 'polka' : 'commit',
    round: first.round,
    value: first.value,
    validators: votes.map(({ from }) => validators.indexOf(from)),
  };
}

/** An effect as the vectors write it; the names of validators instead of their positions. */
function toOut(effect: Effect, { validators }: Life): Record<string, unknown> {
  switch (effect.type) {
    case 'requestValue':
      return { out: 'getValue', round: effect.round };
    case 'propose': {
      const { proposer, ...proposal } = effect.proposal;
      return { out: 'proposal', ...proposal, from: validators[proposer] };
    }
    case 'vote': {
      const { validator, ...vote } = effect.vote;
      return { out: 'vote', ...vote, from: validators[validator] };
    }
    case 'decide':
      return { out: 'decide', round: effect.round, value: effect.value };
    default:
      return { out: effect.type };
  }
}

const compared = new Set(['getValue', 'proposal', 'vote', 'decide']);

function sortedTexts(outs: readonly Record<string, unknown>[]): string[] {
  return outs
    .filter(({ out }) => compared.has(String(out)))
    .map(canonical)
    .sort((a, b) => (a < b ? -1 : 1));
}

function stepNameOf(spec: string): string {
  return spec === 'no' ? 'new' : spec;
}

function post(state: State): LifeEvent['post'] | object {
  const locked = lockedOf(state);
  const valid = validOf(state);
  const decision = decisionOf(state);
  return {
    round: roundOf(state),
    step: stepOf(state),
    lockedRound: locked?.round ?? -1,
    lockedValue: locked?.value ?? null,
    validRound: valid?.round ?? -1,
    validValue: valid?.value ?? null,
    decided: decision === null ? null : [decision.round, decision.value],
  };
}
