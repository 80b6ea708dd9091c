import { assert } from '@mingjing/crypto';
import en from '../../i18n/en.json' with { type: 'json' };
import zh from '../../i18n/zh-CN.json' with { type: 'json' };
import { LANGUAGES, type Language } from './language.ts';

/** Texts of both languages, nested as in the files of `i18n/`. */
export type Catalogue = Readonly<Record<Language, object>>;
export type TextFields = Readonly<Record<string, string | number>>;
/** A message in both languages, for a terminal that does not negotiate one. */
export type BothTexts = Readonly<Record<Language, string>>;

export interface Texts {
  /** The text of a dotted key with its blanks filled, or undefined when there is none. */
  find(language: Language, key: string, fields?: TextFields): string | undefined;
  /** The same in both languages; a key that lacks is a broken invariant. */
  both(key: string, fields?: TextFields): BothTexts;
}

/**
 * The texts of this package with those of a program laid over them, one catalogue after the other.
 * Both languages must have the same keys: asserted, because a catalogue is part of the code.
 */
export function createTexts(...catalogues: readonly Catalogue[]): Texts {
  const maps = { 'zh-CN': flatten(zh), en: flatten(en) };
  for (const language of LANGUAGES) {
    const laid = catalogues.flatMap((catalogue) => [...flatten(catalogue[language])]);
    for (const [key, text] of laid) maps[language].set(key, text);
  }
  for (const language of LANGUAGES) {
    for (const key of maps[language].keys()) {
      assert(maps['zh-CN'].has(key) && maps.en.has(key), `text '${key}' is in one language only`);
    }
  }
  const find = (language: Language, key: string, fields: TextFields = {}) => {
    const text = maps[language].get(key);
    return text === undefined ? undefined : fill(text, fields);
  };
  const both = (key: string, fields?: TextFields): BothTexts => {
    const [chinese, english] = [find('zh-CN', key, fields), find('en', key, fields)];
    assert(chinese !== undefined && english !== undefined, `no text '${key}'`);
    return { 'zh-CN': chinese, en: english };
  };
  return { find, both };
}

function flatten(value: object, prefix = '', into = new Map<string, string>()) {
  for (const [name, child] of Object.entries(value)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof child === 'object' && child !== null) flatten(child, key, into);
    else into.set(key, String(child));
  }
  return into;
}

function fill(text: string, fields: TextFields): string {
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (blank, name: string) =>
    Object.hasOwn(fields, name) ? String(fields[name]) : blank,
  );
}
