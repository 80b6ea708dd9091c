/** A short language for tables of steps: inputs by constructor, effects and states as text. */
import { expect } from 'vitest';
import {
  createHeight,
  type Effect,
  type HeightConfig,
  type Input,
  lockedOf,
  type Proposal,
  roundOf,
  type State,
  step,
  stepOf,
  type TimeoutType,
  type Validity,
  type ValueId,
  type Vote,
  validOf,
} from '../src/index.ts';

export const HEIGHT = 7;

/** Four validators of equal power; we are 1, and the proposer of round r is r mod 4. */
export const four: HeightConfig = configOf([1, 1, 1, 1], 1);

export function configOf(powers: readonly number[], self: number | undefined): HeightConfig {
  const proposer = (round: number) => round % powers.length;
  return { height: HEIGHT, validators: { powers }, self, proposer };
}

/** One row of a table: what happens, and what must follow. */
export interface Row {
  readonly what: string;
  readonly input: Input;
  readonly effects: readonly string[];
  /** `round step`, then ` locked V@R` and ` valid V@R` where set. */
  readonly state: string;
}

/** Runs a table from a state (a new height unless given); returns where it ended. */
export function run(rows: readonly Row[], from: State | HeightConfig = four): State {
  let state = 'keeper' in from ? from : createHeight(from);
  for (const row of rows) {
    const result = step(state, row.input);
    const got = { effects: result.effects.map(effectText), state: stateText(result.state) };
    expect(got, row.what).toEqual({ effects: row.effects, state: row.state });
    state = result.state;
  }
  return state;
}

/** Feeds inputs without looking; returns the state and the text of all effects. */
export function feed(from: State, inputs: readonly Input[]): { state: State; effects: string[] } {
  let state = from;
  const effects: string[] = [];
  for (const input of inputs) {
    const result = step(state, input);
    state = result.state;
    effects.push(...result.effects.map(effectText));
  }
  return { state, effects };
}

export const start: Input = { type: 'start' };

export function vote(
  type: Vote['type'],
  validator: number,
  round: number,
  value: ValueId | null,
): Input {
  return { type: 'vote', vote: { type, height: HEIGHT, round, value, validator } };
}

export function prevote(validator: number, round: number, value: ValueId | null): Input {
  return vote('prevote', validator, round, value);
}

export function precommit(validator: number, round: number, value: ValueId | null): Input {
  return vote('precommit', validator, round, value);
}

/** A proposal of the right proposer of `four`. */
export function proposal(
  round: number,
  value: ValueId,
  validRound = -1,
  validity: Validity = 'valid',
): Input {
  return { type: 'proposal', proposal: proposalOf(round, value, validRound), validity };
}

export function proposalOf(round: number, value: ValueId, validRound = -1): Proposal {
  return { height: HEIGHT, round, value, validRound, proposer: round % 4 };
}

export function certificate(
  kind: 'polka' | 'commit',
  round: number,
  value: ValueId,
  validators: readonly number[],
): Input {
  return { type: 'certificate', kind, round, value, validators };
}

export function timeout(type: TimeoutType, round: number): Input {
  return { type: 'timeout', timeout: type, round };
}

export function valueReady(round: number, value: ValueId): Input {
  return { type: 'valueReady', round, value };
}

export function effectText(effect: Effect): string {
  switch (effect.type) {
    case 'requestValue':
      return `request ${effect.round}`;
    case 'propose': {
      const { round, value, validRound } = effect.proposal;
      return `propose ${round} ${value} from ${validRound}`;
    }
    case 'vote':
      return `${effect.vote.type} ${effect.vote.round} ${effect.vote.value ?? 'nil'}`;
    case 'scheduleTimeout':
      return `timeout ${effect.timeout} ${effect.round}`;
    case 'roundStarted':
      return `round ${effect.round} of ${effect.proposer}`;
    case 'decide':
      return `decide ${effect.round} ${effect.value}`;
    case 'evidence':
      return `evidence ${saidBy(effect.first)} / ${saidBy(effect.second)}`;
  }
}

function saidBy(said: Vote | Proposal): string {
  if ('proposer' in said) return `${said.proposer} proposal ${said.round} ${said.value}`;
  return `${said.validator} ${said.type} ${said.round} ${said.value ?? 'nil'}`;
}

export function stateText(state: State): string {
  const locked = lockedOf(state);
  const valid = validOf(state);
  const parts = [`${roundOf(state)} ${stepOf(state)}`];
  if (locked !== undefined) parts.push(`locked ${locked.value}@${locked.round}`);
  if (valid !== undefined) parts.push(`valid ${valid.value}@${valid.round}`);
  return parts.join(' ');
}

/** How most tables begin. */
export const enterRound0: Row = {
  what: 'the height starts in round 0, of which 0 is the proposer',
  input: start,
  effects: ['round 0 of 0', 'timeout propose 0'],
  state: '0 propose',
};
export const proposalA: Row = {
  what: 'the proposal arrives and is valid (line 22)',
  input: proposal(0, 'a'),
  effects: ['prevote 0 a'],
  state: '0 prevote',
};
