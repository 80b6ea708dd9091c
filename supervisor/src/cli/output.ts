import { type BothTexts, problemTexts, ServiceError } from '@mingjing/service/command-line';
import { SupervisorError, type SupervisorErrorCode } from '../errors.ts';
import { texts } from '../texts.ts';

export interface CommonOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

type Fields = Readonly<Record<string, string | number>>;

/** One line of the catalogue for people, one JSON object for programs. */
export function say(options: CommonOptions, key: string, fields: Fields, json: unknown): void {
  const language = options.lang === 'en' ? 'en' : 'zh-CN';
  const text = texts.both(`cli.${key}`, fields)[language];
  console.log(options.json ? JSON.stringify(json) : text);
}

/** A word that stands in such a line, where the catalogue has one for it. */
export function wordFor({ lang }: CommonOptions, key: string, otherwise: string): string {
  return texts.find(lang === 'en' ? 'en' : 'zh-CN', `cli.${key}`) ?? otherwise;
}

/** One clear line for an error, in both languages, on standard error. */
export function explain(error: unknown, { json = false }: CommonOptions): void {
  const { code, text } = told(error);
  if (json) console.error(JSON.stringify({ error: code, zh: text['zh-CN'], en: text.en }));
  else console.error(`✗ ${code}: ${bothLine(text)}`);
}

function bothLine(text: BothTexts): string {
  const { 'zh-CN': zh, en } = text;
  return zh === en ? zh : `${zh} · ${en}`;
}

/** Errors that say in their own fields what was refused, in both languages. */
const BRING_TEXTS: readonly SupervisorErrorCode[] = ['CONFIG_REFUSED', 'COPY_REFUSED'];

/** Code and texts of an error, whichever part it comes from. */
export function told(error: unknown): { code: string; text: BothTexts } {
  const { code = 'INTERNAL', zh, en, message, path } = (error ?? {}) as Record<string, string>;
  if (error instanceof SupervisorError) {
    const { fields } = error;
    if (BRING_TEXTS.includes(error.code)) {
      return { code, text: { 'zh-CN': String(fields['zh']), en: String(fields['en']) } };
    }
    return { code, text: filled(`cli.errors.${error.code}`, fields) };
  }
  if (error instanceof ServiceError) return { code, text: error.texts };
  const answered = problemTexts((error as { problem?: unknown } | null)?.problem);
  if (answered !== undefined) return { code, text: answered };
  if (texts.find('en', `cli.errors.${code}`) !== undefined) {
    const detail = [path, message].filter((part) => part !== undefined).join(': ');
    return { code, text: texts.both(`cli.errors.${code}`, { detail }) };
  }
  // What a chain answered, which may be of a version that says it in one language.
  if (texts.find('en', `problems.${code}.title`) !== undefined) {
    return { code, text: texts.both(`problems.${code}.title`) };
  }
  if (zh !== undefined && en !== undefined) return { code, text: { 'zh-CN': zh, en } };
  return { code, text: texts.both('cli.errors.INTERNAL', { detail: message ?? String(error) }) };
}

/** A text whose blank `reason` an error may fill in each language, from its `zh` and `en`. */
function filled(key: string, fields: Fields): BothTexts {
  const { zh, en } = fields;
  const chinese = zh === undefined ? fields : { ...fields, reason: zh };
  const english = en === undefined ? fields : { ...fields, reason: en };
  return { 'zh-CN': texts.both(key, chinese)['zh-CN'], en: texts.both(key, english).en };
}
