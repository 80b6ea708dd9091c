import { LANGUAGES, type Language } from '@mingjing/service';
import { PURPOSES, type PurposeName } from './consents.ts';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };

const TEXTS: Readonly<Record<Language, Readonly<Record<PurposeName, { readonly v1: string }>>>> = {
  'zh-CN': zh.consents,
  en: en.consents,
};

/** What somebody is asked to consent to, in both languages: what he signs is the version. */
export function purposeViews() {
  return PURPOSES.map(({ name, version, isNeeded }) => ({
    ...{ purpose: name, version, needed: isNeeded },
    text: Object.fromEntries(LANGUAGES.map((each) => [each, TEXTS[each][name][`v${version}`]])),
  }));
}
