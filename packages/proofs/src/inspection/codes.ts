import { ANSWER_KINDS, RUN_KINDS, VERDICT_REASONS, VERDICTS } from './answer.ts';

/** Numbers of the words of a record: the place in its list, from 1. Lists only grow at the end. */
const LISTS = {
  verdict: VERDICTS,
  kind: ANSWER_KINDS,
  reason: VERDICT_REASONS,
  run: RUN_KINDS,
} as const;
type Lists = typeof LISTS;

/** The number that stands for a word. */
export function codeOf<L extends keyof Lists>(list: L, word: Lists[L][number]): number {
  return (LISTS[list] as readonly string[]).indexOf(word) + 1;
}

/** The word that a number stands for; undefined: none. */
export function wordOf<L extends keyof Lists>(list: L, code: number): Lists[L][number] | undefined {
  return LISTS[list][code - 1];
}
