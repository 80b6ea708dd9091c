import { type BothTexts, ServiceError } from '@mingjing/service';
import { SupervisorError } from '../errors.ts';
import { texts } from '../texts.ts';

export interface CommonOptions {
  readonly json?: boolean;
}

type Fields = Readonly<Record<string, string | number>>;

/** One line in both languages for people, one JSON object for programs. */
export function say(options: CommonOptions, key: string, fields: Fields, json: unknown): void {
  console.log(options.json ? JSON.stringify(json) : bothLine(texts.both(`cli.${key}`, fields)));
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

function told(error: unknown): { code: string; text: BothTexts } {
  const { code = 'INTERNAL', zh, en, message } = (error ?? {}) as Record<string, string>;
  if (error instanceof SupervisorError) {
    const { fields } = error;
    if (error.code === 'CONFIG_REFUSED') {
      return { code, text: { 'zh-CN': String(fields['zh']), en: String(fields['en']) } };
    }
    return { code, text: texts.both(`cli.errors.${error.code}`, fields) };
  }
  if (error instanceof ServiceError) return { code, text: error.texts };
  if (texts.find('en', `cli.errors.${code}`) !== undefined) {
    return { code, text: texts.both(`cli.errors.${code}`, { detail: message ?? '' }) };
  }
  if (zh !== undefined && en !== undefined) return { code, text: { 'zh-CN': zh, en } };
  return { code, text: texts.both('cli.errors.INTERNAL', { detail: message ?? String(error) }) };
}
