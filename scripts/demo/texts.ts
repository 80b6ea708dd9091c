import { createTexts } from '@mingjing/service';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };

/** What fills the blanks of a text. */
export type TextFields = Readonly<Record<string, string | number>>;

/** Every sentence of the demonstration, in both languages. */
export const texts = createTexts({ 'zh-CN': zh, en });

/** One line in both languages, for what must be understood whoever sits there. */
export function bothLanguages(key: string, fields?: TextFields): string {
  const both = texts.both(key, fields);
  return `${both['zh-CN']} / ${both.en}`;
}
