// The two languages of the page. English has the same keys, which the compiler checks.
import type { ReceiptFacts, ReceiptPart, ReceiptReason } from '@mingjing/proofs';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };

export type Texts = typeof zh;
export type Language = 'zh-CN' | 'en';

// Whatever a verification can answer has a text: a new reason does not compile without one.
zh.reason satisfies Record<ReceiptReason, string>;
zh.part satisfies Record<ReceiptPart, string>;
zh.message satisfies Record<ReceiptFacts['messageType'], string>;

export const TEXTS: Readonly<Record<Language, Texts>> = { 'zh-CN': zh, en };

/** Fills the blanks `{{name}}` of a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (blank, name: string) => String(values[name] ?? blank));
}
