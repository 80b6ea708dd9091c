import type { ValueId } from '../types.ts';

/** What one more vote has completed; `round` is the round of the votes, or the one to skip to. */
export type Threshold =
  | { readonly type: 'polkaAny'; readonly round: number }
  | { readonly type: 'polkaNil'; readonly round: number }
  | { readonly type: 'polkaValue'; readonly round: number; readonly value: ValueId }
  | { readonly type: 'precommitAny'; readonly round: number }
  | { readonly type: 'precommitValue'; readonly round: number; readonly value: ValueId }
  | { readonly type: 'skip'; readonly round: number };

/** More than two thirds: while less than a third is hostile, two such sets share a correct one. */
export function isQuorum(power: number, totalPower: number): boolean {
  return 3 * power > 2 * totalPower;
}

/** More than one third: at least one correct validator is among them. */
export function isSkip(power: number, totalPower: number): boolean {
  return 3 * power > totalPower;
}
