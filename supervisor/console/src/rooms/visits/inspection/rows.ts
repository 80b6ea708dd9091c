import type { StateKind } from '@mingjing/console-kit';
import { type SheetRow, sayIn, sheetOf } from '@mingjing/inspection/sheet';
import type { Verdict } from '@mingjing/proofs';
import type { Inspection, InspectionHead } from './answers.ts';

type Language = 'zh-CN' | 'en';

/** How each verdict looks: unknown is never green. */
export const LOOKS: Readonly<Record<Verdict, StateKind>> = {
  ...{ met: 'met', 'mostly-met': 'due', 'not-met': 'failed' },
  ...{ 'not-applicable': 'unknown', 'not-measured': 'unknown' },
};

/** How an inspection stands. */
export const STATES: Readonly<Record<InspectionHead['state'], StateKind>> = {
  ...{ measuring: 'due', open: 'due', sealed: 'met', 'broken-off': 'unknown' },
};

/** A verdict in words. */
export function verdictText(verdict: Verdict, language: Language): string {
  return sayIn(language)(`inspection.verdict.${verdict}`) ?? verdict;
}

/** The lines of an inspection as its paper says them, by item. */
export function rowsOf(
  { answers, began, form, phrase }: Inspection,
  language: Language,
): ReadonlyMap<string, SheetRow> {
  const sheet = sheetOf(
    {
      ...{ form, answers, phrase, kind: 'inspection', head: {}, foot: {}, recordHash: '' },
      ...{ chainId: '', nodeId: '', height: began.height, beganAt: began.at, endedAt: began.at },
    },
    language,
    // What an operator's program says in words of its own shows by their name.
    (key, values) => sayIn(language)(key, values) ?? key,
  );
  const items = new Map(form.items.map(({ id, no }) => [no, id]));
  const rows = sheet.sections.flatMap((section) => section.rows);
  return new Map(rows.map((row) => [items.get(row.no) ?? '', row]));
}
