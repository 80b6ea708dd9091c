import { createTexts, type Language } from '@mingjing/service/command-line';
import en from '../../i18n/en.json' with { type: 'json' };
import zh from '../../i18n/zh-CN.json' with { type: 'json' };

const texts = createTexts({ 'zh-CN': zh, en });

/** What a problem that a node answered with means, in both languages; undefined when unknown. */
export function problemTitles(code: string): [zh: string, en: string] | undefined {
  const key = `problems.${code}.title`;
  const [chinese, english] = [texts.find('zh-CN', key), texts.find('en', key)];
  return chinese === undefined || english === undefined ? undefined : [chinese, english];
}

/** A text of the catalogue in both languages. */
export function bothTexts(
  key: string,
  fields: Record<string, string | number> = {},
): [zh: string, en: string] {
  const { 'zh-CN': chinese, en: english } = texts.both(key, fields);
  return [chinese, english];
}

/** What every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/** Where a command says what it has to say: text for people, one JSON object for programs. */
export class Output {
  readonly language: Language;
  readonly #isJson: boolean;

  constructor({ json = false, lang = 'zh-CN' }: CommonOptions) {
    this.language = lang === 'en' ? 'en' : 'zh-CN';
    this.#isJson = json;
  }

  /** A line of the catalogue, for people only. */
  line(key: string, fields: Record<string, string | number> = {}): void {
    if (!this.#isJson) console.log(this.text(key, fields));
  }

  /** Lines that are texts already, for people only. */
  lines(lines: readonly string[]): void {
    if (!this.#isJson) for (const line of lines) console.log(line);
  }

  /** Facts with their labels from the catalogue, one a line, for people only. */
  facts(facts: readonly (readonly [key: string, value: string | number])[]): void {
    if (this.#isJson) return;
    const labels = facts.map(([key]) => this.text(`cli.label.${key}`));
    const width = Math.max(...labels.map(widthOf));
    for (const [index, [, value]] of facts.entries()) {
      const label = labels[index] ?? '';
      console.log(`  ${label}${' '.repeat(width - widthOf(label))}  ${value}`);
    }
  }

  /** Rows under their headings, for people only; signs that steer a terminal are shown as such. */
  table(headings: readonly string[], rows: readonly (readonly string[])[]): void {
    if (this.#isJson) return;
    const lines = [headings, ...rows.map((row) => row.map(printable))];
    const widths = headings.map((_, i) => Math.max(...lines.map((line) => widthOf(line[i] ?? ''))));
    for (const line of lines) {
      const cells = line.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)));
      console.log(`  ${cells.join('  ').trimEnd()}`);
    }
  }

  /** The same for a program. */
  json(value: unknown): void {
    if (this.#isJson) console.log(JSON.stringify(value));
  }

  /** A text of the catalogue, or undefined when there is none. */
  find(key: string): string | undefined {
    return texts.find(this.language, key);
  }

  text(key: string, fields: Record<string, string | number> = {}): string {
    return texts.find(this.language, key, fields) ?? key;
  }
}

const CELL_CHARS_MAX = 80;

// What is in a journal was typed by anybody.
function printable(text: string): string {
  const shown = text.replace(/\p{C}/gu, '\u{FFFD}');
  return shown.length <= CELL_CHARS_MAX ? shown : `${shown.slice(0, CELL_CHARS_MAX - 1)}…`;
}

// A Chinese character takes two columns of a terminal.
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character.charCodeAt(0) > 0x2e7f ? 2 : 1;
  return width;
}
