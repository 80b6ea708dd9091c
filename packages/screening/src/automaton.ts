import { AhoCorasick } from '@monyone/aho-corasick';

/** Units searched at once: bounds how many occurrences the library holds in memory. */
const SLICE_UNITS = 8192;

/** Finds many keywords in one pass (Aho-Corasick). */
export class Automaton {
  readonly #library: AhoCorasick;
  readonly #longest: number;

  /** Keywords are not empty; repeated ones count once. */
  constructor(keywords: readonly string[]) {
    const distinct = [...new Set(keywords)];
    this.#library = new AhoCorasick(distinct);
    this.#longest = distinct.reduce((most, { length }) => Math.max(most, length), 1);
  }

  /** Calls `found` for each occurrence, overlapping ones too, ascending by where they end. */
  scan(text: string, found: (keyword: string, begin: number) => void): void {
    const overlap = this.#longest - 1;
    for (let from = 0; from < text.length; from += SLICE_UNITS) {
      // An occurrence that ends within the overlap was found in the slice before.
      const first = Math.max(0, from - overlap);
      const slice = text.slice(first, from + SLICE_UNITS);
      for (const { begin, end, keyword } of this.#library.matchInText(slice)) {
        if (first + end > from) found(keyword, first + begin);
      }
    }
  }
}
