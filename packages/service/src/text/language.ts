export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
const DEFAULT_LANGUAGE: Language = 'zh-CN';
/** More ranges than any browser sends; a longer header is not worth reading to its end. */
const RANGES_MAX = 16;

/** The language of the answer by Accept-Language (RFC 9110, 12.5.4); Chinese when in doubt. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return DEFAULT_LANGUAGE;
  let best: Language = DEFAULT_LANGUAGE;
  let bestQuality = 0;
  for (const range of acceptLanguage.split(',', RANGES_MAX)) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = languageOfTag(tag.trim());
    const quality = qualityOf(parameters);
    if (language !== undefined && quality > bestQuality) {
      best = language;
      bestQuality = quality;
    }
  }
  return best;
}

function languageOfTag(tag: string): Language | undefined {
  if (tag === '*') return DEFAULT_LANGUAGE;
  const primary = tag.split('-', 1)[0];
  if (primary === 'zh') return 'zh-CN';
  return primary === 'en' ? 'en' : undefined;
}

function qualityOf(parameters: readonly string[]): number {
  const text = parameters.map((part) => part.trim()).find((part) => part.startsWith('q='));
  if (text === undefined) return 1;
  const quality = Number(text.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}
