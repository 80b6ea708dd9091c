import en from '../../i18n/en.json' with { type: 'json' };
import zh from '../../i18n/zh-CN.json' with { type: 'json' };

/** The catalogue of this package, to be joined with those of a program. */
export const INSPECTION_TEXTS = { 'zh-CN': zh, en } as const;

export type RenderLanguage = keyof typeof INSPECTION_TEXTS;

/**
 * Says a key of the catalogue with its blanks filled. Programs bring their own, which also knows
 * the keys of facts; undefined when a key has no text.
 */
export type Say = (
  key: string,
  values?: Readonly<Record<string, string | number>>,
) => string | undefined;
