import type { Run } from './runs.ts';

/** Overlapping pairs of whole characters: 明镜记 gives 明镜, 镜记; a single character is itself. */
export function bigrams(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((second, i) => `${characters[i]}${second}`);
}

/** What the index holds of a text, in order: pairs of CJK characters, and words. */
export function termsOf(runs: readonly Run[]): string[] {
  return runs.flatMap(({ isCjk, text }) => (isCjk ? bigrams(text) : [text]));
}

/** Every CJK character of a text once: what a search for a single character looks up. */
export function charactersOf(runs: readonly Run[]): string[] {
  return [...new Set(runs.flatMap(({ isCjk, text }) => (isCjk ? [...text] : [])))];
}
