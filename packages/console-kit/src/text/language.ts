/** Languages of the consoles; the first is spoken unless the address says otherwise. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Parameter of the address that names the language: a link keeps it. */
export const LANGUAGE_PARAM = 'lang';

/** The language that the query of an address asks for. */
export function languageOf(search: string): Language {
  const asked = new URLSearchParams(search).get(LANGUAGE_PARAM);
  return LANGUAGES.find((language) => language === asked) ?? LANGUAGES[0];
}
