import { normalise, type Run, runsOf } from '../text/runs.ts';

/** Runs that must all occur; those of a phrase next to each other and in this order. */
export interface TextTerm {
  readonly isPhrase: boolean;
  readonly runs: readonly Run[];
}

const TERMS_MAX = 16;
const RUNS_MAX = 64;
const PART = /"([^"]*)"?|([^\s"]+)/gu;

/**
 * The terms of a text as it was typed. Nothing in it is an operator: besides the quotes of a
 * phrase, signs only separate. Undefined when there are more terms than are looked up at once.
 */
export function parseText(text: string): TextTerm[] | undefined {
  const terms = Array.from(normalise(text).matchAll(PART), ([, phrase, plain]) => ({
    isPhrase: phrase !== undefined,
    runs: runsOf(phrase ?? plain ?? ''),
  })).filter(({ runs }) => runs.length > 0);
  const runs = terms.reduce((sum, term) => sum + term.runs.length, 0);
  return terms.length > TERMS_MAX || runs > RUNS_MAX ? undefined : terms;
}

/** True when a text, as its runs, has a term. */
export function hasTerm(runs: readonly Run[], term: TextTerm): boolean {
  if (!term.isPhrase || term.runs.length === 1) {
    return term.runs.every((wanted) => runs.some((run) => hasRun(run, wanted)));
  }
  return runs.some((_, start) => isPhraseAt(runs, start, term.runs));
}

function hasRun(run: Run, wanted: Run): boolean {
  if (run.isCjk !== wanted.isCjk) return false;
  return wanted.isCjk ? run.text.includes(wanted.text) : run.text === wanted.text;
}

function isPhraseAt(runs: readonly Run[], start: number, phrase: readonly Run[]): boolean {
  return phrase.every((wanted, i) => {
    const run = runs[start + i];
    if (run === undefined || run.isCjk !== wanted.isCjk) return false;
    if (!wanted.isCjk) return run.text === wanted.text;
    if (i === 0) return run.text.endsWith(wanted.text);
    const isLast = i === phrase.length - 1;
    return isLast ? run.text.startsWith(wanted.text) : run.text === wanted.text;
  });
}
