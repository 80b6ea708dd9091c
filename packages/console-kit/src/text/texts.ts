import { createInstance } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import en from '../i18n/en.json' with { type: 'json' };
import zh from '../i18n/zh-CN.json' with { type: 'json' };
import { LANGUAGES, type Language } from './language.ts';

/** Fills the blanks of a text. */
export type Fields = Readonly<Record<string, string | number>>;

/** The text of a dotted key; the key itself where there is none, so that it is seen. */
export type Say = (key: string, fields?: Fields) => string;

/** One catalogue: the same keys in both languages, which a test holds them to. */
export interface Catalogue {
  readonly zh: object;
  readonly en: object;
}

const texts = createInstance();
void texts.use(initReactI18next).init({
  lng: LANGUAGES[0],
  fallbackLng: false,
  resources: { 'zh-CN': { translation: { kit: zh } }, en: { translation: { kit: en } } },
  // Texts are text nodes, never markup; blanks are written as in the other catalogues.
  interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  initAsync: false,
  react: { useSuspense: false },
});

/** Puts a catalogue under a name: `addTexts('today', …)` makes `today.title` a text. */
export function addTexts(name: string, catalogue: Catalogue): void {
  texts.addResourceBundle('zh-CN', 'translation', { [name]: catalogue.zh }, true);
  texts.addResourceBundle('en', 'translation', { [name]: catalogue.en }, true);
}

/** Makes the whole page speak a language. */
export function speak(language: Language): void {
  if (texts.language !== language) void texts.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The language that the page speaks now. */
export function spoken(): Language {
  return LANGUAGES.find((language) => language === texts.language) ?? LANGUAGES[0];
}

/** The texts in the language of the page. */
export function useText(): Say {
  const { t } = useTranslation(undefined, { i18n: texts });
  return (key, fields) => t(key, { ...fields });
}

/** The text of a key, or undefined where no catalogue has one. */
export function findText(key: string, fields?: Fields): string | undefined {
  return texts.exists(key) ? texts.t(key, { ...fields }) : undefined;
}
