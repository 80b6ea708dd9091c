import type { Language } from '@mingjing/service';
import { type TextFields, texts } from './texts.ts';

/** A fact that did not hold: the rest of its step is skipped. */
export class FactFailedError extends Error {
  override readonly name = 'FactFailedError';
  readonly code = 'FACT_FAILED';
}

/** Writes the demonstration on standard output, one block for each step. */
export class Printer {
  readonly language: Language;
  #isMuted = false;

  constructor(language: Language) {
    this.language = language;
  }

  /** Nothing more is said: whoever interrupted is not interested in the rest. */
  mute(): void {
    this.#isMuted = true;
  }

  text(key: string, fields?: TextFields): string {
    return texts.both(key, fields)[this.language];
  }

  /** A line from the catalogue. */
  line(key: string, fields?: TextFields): void {
    this.plain(this.text(key, fields));
  }

  /** A line as it is; what came from outside shows no control characters. */
  plain(text: string): void {
    if (!this.#isMuted) console.log(text.replaceAll(/\p{Cc}/gu, '?'));
  }

  /** Opens the block of a step: its number, its name, and what it shows. */
  open(step: string, number: number, count: number): Block {
    const names = texts.both(`title.${step}`);
    const name = this.language === 'en' ? names.en : `${names['zh-CN']} · ${names.en}`;
    this.plain('');
    this.plain(`[${number}/${count}] ${name}`);
    this.plain(`  ${this.text(`shown.${step}`)}`);
    return new Block(this);
  }
}

/** The facts of one step. */
export class Block {
  readonly #printer: Printer;

  constructor(printer: Printer) {
    this.#printer = printer;
  }

  text(key: string, fields?: TextFields): string {
    return this.#printer.text(key, fields);
  }

  /** States a fact. */
  fact(key: string, fields?: TextFields): void {
    this.#printer.plain(`  · ${this.text(`fact.${key}`, fields)}`);
  }

  /** States a fact if it is so; else says what it should be, and ends the step. */
  check(key: string, fields: TextFields, got: string | number, expected: string | number): void {
    this.fact(key, fields);
    if (got === expected) return;
    throw new FactFailedError(this.text('failed', { expected, got }));
  }

  /** A line that is not a fact of its own, below the fact before it. */
  detail(text: string): void {
    this.#printer.plain(`      ${text}`);
  }

  look(target: string): void {
    this.#printer.plain(`  ${this.text('look')}${target}`);
  }
}

/** A time as it is shown: seconds with one digit. */
export function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1000).toFixed(1);
}

/** A size as it is shown. */
export function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** A hash as it is shown: its first eight digits and its last six. */
export function shortHash(hex: string): string {
  return `${hex.slice(0, 8)}…${hex.slice(-6)}`;
}
