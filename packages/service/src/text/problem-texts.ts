import { LANGUAGES } from './language.ts';
import type { BothTexts } from './texts.ts';

/**
 * What a problem (RFC 9457) of this shell says, in both languages: title and detail in one line.
 * Undefined where something else answered, or an older version that said it in one language.
 */
export function problemTexts(problem: unknown): BothTexts | undefined {
  const texts = memberOf(problem, 'texts');
  const [zh, en] = LANGUAGES.map((language) => lineOf(memberOf(texts, language)));
  return zh === undefined || en === undefined ? undefined : { 'zh-CN': zh, en };
}

function lineOf(texts: unknown): string | undefined {
  const [title, detail] = [memberOf(texts, 'title'), memberOf(texts, 'detail')];
  if (typeof title !== 'string') return undefined;
  return typeof detail === 'string' ? `${title} (${detail})` : title;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
