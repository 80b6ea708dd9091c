import { type Atom, atomsOf, Gap } from './atoms.ts';
import { isStandInSign, standIn } from './look-alikes.ts';

/** Significant characters in a row, by UTF-16 code unit, and where each came from. */
export interface Line {
  readonly text: string;
  /** Place of each unit in the original text: code units, the end not included. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** What separates each unit from the one before. */
  readonly gaps: readonly Gap[];
}

/** A text as rules see it. */
export interface Reading extends Line {
  /** `text` with the case that was written. */
  readonly cased: string;
  /** Units that a percent sign follows. */
  readonly percents: ReadonlySet<number>;
  /** Latin letters with digits and signs read as the letters they may stand for. */
  readonly disguised: Line & {
    /** Where each unit lies, or would lie, in `text`. */
    readonly places: readonly number[];
  };
}

/** A character of the disguised line that no phrase has: other scripts end a word. */
const BARRIER = '\u0000';

/** Reads a well-formed text; linear in its length. */
export function read(text: string): Reading {
  const reader = new Reader();
  for (let start = 0; start < text.length; ) {
    const code = text.codePointAt(start) ?? 0;
    const end = start + (code > 0xffff ? 2 : 1);
    const atoms = atomsOf(code);
    for (const atom of atoms) reader.take(atom, start, end);
    start = end;
  }
  return reader.reading();
}

class LineWriter {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly gaps: Gap[] = [];
  readonly #parts: string[] = [];
  #gap: Gap = Gap.none;

  get length(): number {
    return this.starts.length;
  }

  separate(gap: Gap): void {
    if (gap > this.#gap) this.#gap = gap;
  }

  /** The next character may have two units; nothing separates them. */
  write(text: string, start: number, end: number): void {
    this.#parts.push(text);
    for (let i = 0; i < text.length; i++) {
      this.starts.push(start);
      this.ends.push(end);
      this.gaps.push(i === 0 ? this.#gap : Gap.none);
    }
    this.#gap = Gap.none;
  }

  line(): Line {
    const { ends, gaps, starts } = this;
    return { text: this.#parts.join(''), starts, ends, gaps };
  }
}

class Reader {
  readonly #line = new LineWriter();
  readonly #disguised = new LineWriter();
  readonly #places: number[] = [];
  readonly #cased: string[] = [];
  readonly #percents = new Set<number>();
  #lineEnds = 0;
  #isDotBefore = false;
  #isWordBefore = false;
  /** A sign that stands for a letter if a letter or digit follows as directly as one precedes. */
  #signs: { text: string; start: number; end: number; gap: Gap }[] = [];

  take(atom: Atom, start: number, end: number): void {
    if (atom.text === '') this.#separate(atom, start, end);
    else this.#write(atom, start, end);
  }

  reading(): Reading {
    return {
      ...this.#line.line(),
      cased: this.#cased.join(''),
      percents: this.#percents,
      disguised: { ...this.#disguised.line(), places: this.#places },
    };
  }

  #separate({ gap, isLineEnd, isSpace, sign }: Atom, start: number, end: number): void {
    if (isLineEnd) this.#lineEnds++;
    const isStop = this.#isDotBefore && isSpace;
    const isApart = gap === Gap.clause || isStop || this.#lineEnds > 1;
    this.#isDotBefore = sign === '.';
    const width = isApart ? Gap.clause : Gap.soft;
    this.#line.separate(width);
    if (sign === '%' && this.#line.length > 0) this.#percents.add(this.#line.length - 1);
    if (isStandInSign(sign) && (this.#signs.length > 0 || this.#isWordBefore)) {
      this.#signs.push({ text: sign, start, end, gap: width });
      return;
    }
    this.#dropSigns();
    this.#disguised.separate(width);
    this.#isWordBefore = false;
  }

  #write({ text, cased }: Atom, start: number, end: number): void {
    this.#lineEnds = 0;
    this.#isDotBefore = false;
    this.#writeDisguised(text, start, end);
    this.#line.write(text, start, end);
    this.#cased.push(cased);
  }

  #writeDisguised(text: string, start: number, end: number): void {
    const letter = standIn(text);
    if (letter === undefined) {
      this.#dropSigns();
      this.#put(BARRIER, start, end);
      this.#isWordBefore = false;
      return;
    }
    for (const sign of this.#signs) this.#put(standIn(sign.text) ?? BARRIER, sign.start, sign.end);
    this.#signs = [];
    this.#put(letter, start, end);
    this.#isWordBefore = true;
  }

  #put(text: string, start: number, end: number): void {
    this.#disguised.write(text, start, end);
    this.#places.push(this.#line.length);
  }

  #dropSigns(): void {
    for (const { gap } of this.#signs) this.#disguised.separate(gap);
    this.#signs = [];
  }
}
