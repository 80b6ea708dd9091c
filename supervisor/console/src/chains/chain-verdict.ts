import type { StateKind } from '@mingjing/console-kit';
import type { Situation } from '../live/answers.ts';
import type { Chain } from './chain-list.ts';
import type { Standing } from './standings.ts';

/** A chain that said nothing for so long is no longer known to be well, ms. */
const SILENCE_MS = 25_000;

export interface ChainVerdict {
  readonly kind: StateKind;
  /** Key of its word. */
  readonly word: string;
}

/**
 * A chain in one word: what is wrong with its follower, then with the chain itself, and green
 * only when all three statements are proved and it was heard lately.
 */
export function verdictOf(
  { state }: Pick<Chain, 'state'>,
  standing: Standing | undefined,
  now: number,
): ChainVerdict {
  if (state === 'failed') return { kind: 'failed', word: stateKey(state) };
  if (state === 'starting') return { kind: 'unknown', word: stateKey(state) };
  if (standing === undefined) return { kind: 'unknown', word: 'several.state.closed' };
  const { fault, heardAt, situation } = standing;
  if (situation === undefined || fault !== undefined) {
    return {
      kind: 'unknown',
      word: fault === 'ended' ? 'several.state.ended' : 'several.state.closed',
    };
  }
  const states = statesOf(situation);
  if (states.includes('failed')) return { kind: 'failed', word: 'several.state.alarmed' };
  if (now - heardAt > SILENCE_MS) return { kind: 'unknown', word: 'several.state.silent' };
  if (states.includes('unknown')) return { kind: 'unknown', word: 'several.state.unknown' };
  return { kind: 'met', word: 'several.state.proved' };
}

function statesOf({ coverage, heads, journals }: Situation) {
  return [coverage, journals, heads].map(({ state }) => state);
}

export function stateKey(state: Chain['state']): string {
  return `several.state.${state}`;
}
