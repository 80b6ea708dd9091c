import type { Run } from './runs.ts';

/**
 * Gives the overlapping pairs of whole characters of a run, as code points: 明镜记 gives 明镜, 镜记;
 * a single character comes alone, with 0 before it.
 */
export function eachPair(run: string, take: (first: number, second: number) => void): void {
  let [before, pairs] = [0, 0];
  eachCharacter(run, (character) => {
    if (before !== 0) {
      take(before, character);
      pairs += 1;
    }
    before = character;
  });
  if (pairs === 0 && before !== 0) take(0, before);
}

/** What a pair of code points is as a text. */
export function pairText(first: number, second: number): string {
  return first === 0 ? String.fromCodePoint(second) : String.fromCodePoint(first, second);
}

/** The pairs of a run as texts. */
export function bigrams(run: string): string[] {
  const pairs: string[] = [];
  eachPair(run, (first, second) => pairs.push(pairText(first, second)));
  return pairs;
}

/** What the index holds of a text, in order: pairs of CJK characters, and words. */
export function termsOf(runs: readonly Run[]): string[] {
  return runs.flatMap(({ isCjk, text }) => (isCjk ? bigrams(text) : [text]));
}

/** Gives the characters of a run, as code points: what a search for a single one looks up. */
export function eachCharacter(run: string, take: (character: number) => void): void {
  for (let at = 0; at < run.length; ) {
    const code = run.codePointAt(at) as number;
    take(code);
    at += code > 0xffff ? 2 : 1;
  }
}
