// What collectors found, in words.
import { type CheckLevel, type Fact, INSPECTION_TEXTS } from '@mingjing/inspection';
import { createTexts, type LANGUAGES } from '@mingjing/service';

export const TEXTS = createTexts(INSPECTION_TEXTS);
/** Whether a fact has its sentence, with a word or number in each of its blanks. */
export function isSaid(language: (typeof LANGUAGES)[number], { key, values }: Fact): boolean {
  const text = TEXTS.find(language, key, values);
  return text !== undefined && !/[{}]/.test(text);
}

/** What is said of looks, to be read when one is not as expected. */
export const said = (checks: readonly { readonly level: CheckLevel; readonly fact: object }[]) =>
  checks.map(({ fact, level }) => `${level} ${JSON.stringify(fact)}`).join('\n');
