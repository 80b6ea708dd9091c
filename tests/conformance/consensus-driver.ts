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
import {
  canonical,
  idOrNil,
  idText,
  isEqual,
  type Outcome,
  type Plain,
  type Trace,
} from './itf.ts';

interface Life {
  readonly id: string;
  readonly validators: readonly Plain[];
  readonly weights?: readonly number[];
  /** `validators[(round+K) mod n]` or `validators[round mod n]`. */
  readonly proposer?: string;
  readonly node: Plain;
  readonly events: readonly LifeEvent[];
  /** `agree`, or `differs at event N` where the specification's scenario departs from the paper. */
  readonly paper?: string;
}

interface Message {
  readonly type: Vote['type'];
  readonly height: number;
  readonly round: number;
  readonly value: Plain;
  readonly from: Plain;
}

interface LifeEvent extends Message {
  readonly ev: string;
  readonly kind: TimeoutType;
  readonly validRound: number;
  readonly votes: readonly Message[];
  readonly getValueAnswer?: Plain;
  readonly outs: readonly ({ readonly out: string } & Record<string, unknown>)[];
  readonly post: {
    readonly round: number;
    readonly step: string;
    readonly lockedRound: number;
    readonly lockedValue: Plain;
    readonly validRound: number;
    readonly validValue: Plain;
    readonly decided?: readonly [number, Plain];
  };
}

/**
 * Replays one life. A life that the vector says departs from the paper may differ at the event it
 * names and nowhere before; where it does not differ, it has passed like any other.
 */
export function replayDriver(trace: Trace): Pick<Outcome, 'difference' | 'isDeviation'> {
  const life = trace as unknown as Life;
  const found = firstDifference(life);
  const isDeviation = found !== undefined && life.paper === `differs at event ${found.event}`;
  const difference = found === undefined ? undefined : `event ${found.event}: ${found.text}`;
  return { difference, isDeviation };
}

function firstDifference(life: Life): { event: number; text: string } | undefined {
  let state = createHeight(configOf(life));
  const names = life.validators.map(idText);
  const asked = new Set<string>();
  for (const [index, event] of life.events.entries()) {
    const input = toInput(event, names);
    const result = input ? takeEvent(state, input, event.getValueAnswer) : { state, effects: [] };
    state = result.state;
    const expected = {
      outs: sortedTexts(event.outs.map(idsAsText)),
      post: expectedPost(event),
    };
    const got = {
      outs: sortedTexts(result.effects.map((e) => toOut(e, names))),
      post: post(state),
    };
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

function configOf({ validators, weights, node, proposer }: Life): HeightConfig {
  const self = validators.map(idText).indexOf(idText(node));
  const offset = turnOffset(proposer);
  return {
    height: 0,
    validators: { powers: weights ?? validators.map(() => 1) },
    self: self < 0 ? undefined : self,
    proposer: (round) => (round + offset) % validators.length,
  };
}

/** How far the turn is ahead of the round, from the text that says whose turn it is. */
function turnOffset(proposer = 'validators[(round+1) mod n]'): number {
  const match = /^validators\[(?:round|\(round ?\+ ?(\d+)\)) mod n\]$/.exec(proposer);
  if (match === null) throw new Error(`unknown rule of proposers: ${proposer}`);
  return Number(match[1] ?? 0);
}

function takeEvent(state: State, input: Input, answer: Plain | undefined) {
  const first = step(state, input);
  const request = first.effects.find((effect) => effect.type === 'requestValue');
  if (request === undefined || answer === undefined) return first;
  const { round } = request;
  const second = step(first.state, { type: 'valueReady', round, value: idText(answer) });
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

function toInput(event: LifeEvent, validators: readonly string[]): Input | undefined {
  const { height, round, value, validRound } = event;
  switch (event.ev) {
    case 'start':
      return { type: 'start' };
    case 'proposal': {
      const proposer = validators.indexOf(idText(event.from));
      const proposal = { height, round, value: idText(value), validRound, proposer };
      return { type: 'proposal', proposal, validity: value === 'invalid' ? 'invalid' : 'valid' };
    }
    case 'vote': {
      const validator = validators.indexOf(idText(event.from));
      const vote = { type: event.type, height, round, value: idOrNil(value), validator };
      return { type: 'vote', vote };
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
    value: idText(first.value),
    validators: votes.map(({ from }) => validators.indexOf(idText(from))),
  };
}

/** An effect as the vectors write it; the names of validators instead of their positions. */
function toOut(effect: Effect, names: readonly string[]): Record<string, unknown> {
  switch (effect.type) {
    case 'requestValue':
      return { out: 'getValue', round: effect.round };
    case 'propose': {
      const { proposer, ...proposal } = effect.proposal;
      return { out: 'proposal', ...proposal, from: names[proposer] };
    }
    case 'vote': {
      const { validator, ...vote } = effect.vote;
      return { out: 'vote', ...vote, from: names[validator] };
    }
    case 'decide':
      return { out: 'decide', round: effect.round, value: effect.value };
    default:
      return { out: effect.type };
  }
}

/** An expected output with its ids as the core has them. */
function idsAsText(out: { readonly out: string } & Record<string, unknown>) {
  const ids = ['value', 'from'].filter((name) => name in out);
  const texts = ids.map((name) => [name, idOrNil(out[name] as Plain)] as const);
  return { ...out, ...Object.fromEntries(texts) };
}

function expectedPost({ post }: LifeEvent): object {
  const { decided, lockedValue, validValue } = post;
  return {
    ...post,
    step: stepNameOf(post.step),
    lockedValue: idOrNil(lockedValue),
    validValue: idOrNil(validValue),
    decided: decided ? [decided[0], idText(decided[1])] : null,
  };
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
