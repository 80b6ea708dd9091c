import { Automaton } from './automaton.ts';
import { findPattern, type PatternName, type Range } from './patterns.ts';
import { type Phrase, stands, standsDisguised } from './phrase.ts';
import type { Reading } from './reading.ts';
import type { ReadTerm } from './terms.ts';

/** Where a term was found: units of the reading, and code units of the original text. */
export interface Hit extends Range {
  readonly term: number;
  readonly start: number;
  readonly stop: number;
}

type PhraseTerm = { readonly index: number; readonly phrase: Phrase };

/** Finds all terms of a rule set in one pass over each line of a reading. */
export class TermFinder {
  readonly #plain = new Map<string, PhraseTerm[]>();
  readonly #disguised = new Map<string, PhraseTerm[]>();
  readonly #patterns: (readonly [index: number, name: PatternName])[] = [];
  readonly #automaton: Automaton;
  readonly #disguisedAutomaton: Automaton;

  /** Hits are told by the index of a term. */
  constructor(terms: readonly ReadTerm[]) {
    for (const [index, term] of terms.entries()) {
      if (term.kind === 'pattern') this.#patterns.push([index, term.name]);
      if (term.kind !== 'phrase') continue;
      const { phrase } = term;
      add(this.#plain, phrase.text, { index, phrase });
      if (phrase.disguised !== undefined) add(this.#disguised, phrase.disguised, { index, phrase });
    }
    this.#automaton = new Automaton([...this.#plain.keys()]);
    this.#disguisedAutomaton = new Automaton([...this.#disguised.keys()]);
  }

  /** Calls `found` for each hit; those of one term need not come in order. */
  find(reading: Reading, found: (hit: Hit) => void): void {
    this.#automaton.scan(reading.text, (keyword, begin) => {
      for (const { index, phrase } of this.#plain.get(keyword) ?? []) {
        if (!stands(phrase, reading, begin)) continue;
        found(hitAt(index, reading, begin, begin + keyword.length));
      }
    });
    this.#disguisedAutomaton.scan(reading.disguised.text, (keyword, begin) => {
      for (const { index, phrase } of this.#disguised.get(keyword) ?? []) {
        if (!standsDisguised(phrase, reading, begin)) continue;
        found(disguisedHit(index, reading, begin, begin + keyword.length));
      }
    });
    for (const [index, name] of this.#patterns) {
      for (const { begin, end } of findPattern(name, reading)) {
        found(hitAt(index, reading, begin, end));
      }
    }
  }
}

function add(map: Map<string, PhraseTerm[]>, key: string, term: PhraseTerm): void {
  const terms = map.get(key);
  if (terms === undefined) map.set(key, [term]);
  else terms.push(term);
}

function hitAt(term: number, { starts, ends }: Reading, begin: number, end: number): Hit {
  const start = starts[begin] ?? 0;
  return { term, begin, end, start, stop: ends[end - 1] ?? start };
}

function disguisedHit(term: number, { disguised }: Reading, from: number, to: number): Hit {
  const { ends, places, starts } = disguised;
  const [begin, start] = [places[from] ?? 0, starts[from] ?? 0];
  const end = (places[to - 1] ?? begin) + 1;
  return { term, begin, end, start, stop: ends[to - 1] ?? start };
}
