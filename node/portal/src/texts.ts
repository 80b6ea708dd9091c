// The two languages of the page. English has the same keys, which the compiler checks.
import type {
  CasePart,
  CaseReason,
  ExportPart,
  ExportReason,
  InspectionPart,
  InspectionReason,
  ReceiptFacts,
  ReceiptPart,
  ReceiptReason,
  RetentionPart,
  RetentionReason,
} from '@mingjing/proofs';
import en from './i18n/en.json' with { type: 'json' };
import zh from './i18n/zh-CN.json' with { type: 'json' };
import type { InspectionCheckName, ShownCheckName } from './inspection-verdict.ts';

export type Texts = typeof zh;
export type Language = 'zh-CN' | 'en';

// Whatever a verification can answer has a text: a new reason does not compile without one.
zh.reason satisfies Record<ReceiptReason, string>;
zh.part satisfies Record<ReceiptPart, string>;
zh.retention.part satisfies Record<RetentionPart, string>;
zh.retention.reason satisfies Record<Exclude<RetentionReason, ReceiptReason>, string>;
zh.export.part satisfies Record<ExportPart, string>;
zh.export.reason satisfies Record<Exclude<ExportReason, RetentionReason>, string>;
zh.inspection.part satisfies Record<Exclude<InspectionPart, `later-${string}`>, string>;
zh.inspection.reason satisfies Record<Exclude<InspectionReason, ExportReason>, string>;
zh.inspection.shown satisfies Record<ShownCheckName | 'noAnchor', string>;
zh.inspection.explain satisfies Record<InspectionCheckName, string>;
zh.case.part satisfies Record<CasePart, string>;
zh.case.reason satisfies Record<Exclude<CaseReason, InspectionReason>, string>;
zh.message satisfies Record<ReceiptFacts['messageType'], string>;

export const TEXTS: Readonly<Record<Language, Texts>> = { 'zh-CN': zh, en };

/** Why a certificate was refused: in words of its own, or in those that a receipt shares. */
export function certificateReason(reason: RetentionReason, texts: Texts): string {
  const own: Readonly<Partial<Record<RetentionReason, string>>> = texts.retention.reason;
  const shared: Readonly<Partial<Record<RetentionReason, string>>> = texts.reason;
  return own[reason] ?? shared[reason] ?? reason;
}

/** The same of an export. */
export function exportReason(reason: ExportReason, texts: Texts): string {
  const own: Readonly<Partial<Record<ExportReason, string>>> = texts.export.reason;
  return own[reason] ?? certificateReason(reason as RetentionReason, texts);
}

/** The same of an inspection. */
export function inspectionReason(reason: InspectionReason, texts: Texts): string {
  const own: Readonly<Partial<Record<InspectionReason, string>>> = texts.inspection.reason;
  return own[reason] ?? exportReason(reason as ExportReason, texts);
}

/** The same of a case. */
export function caseReason(reason: CaseReason, texts: Texts): string {
  const own: Readonly<Partial<Record<CaseReason, string>>> = texts.case.reason;
  return own[reason] ?? inspectionReason(reason as InspectionReason, texts);
}

/** Fills the blanks `{{name}}` of a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (blank, name: string) => String(values[name] ?? blank));
}
