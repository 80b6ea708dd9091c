import type { Document } from '@mingjing/storage';
import { type CaseFile, reportClock, reportDueAt } from './case.ts';

/** A case in a list: no free text. */
export function listedCase({ id, value }: Document<CaseFile>, now: number) {
  const { closing, evidence, form, opened } = value;
  return {
    ...{ id, found_by: form.found_by, found_at: form.found_at, opened_at: opened.at },
    ...{ report_due_at: reportDueAt(value), report_clock: reportClock(value, now) },
    records: form.records.length,
    evidence: evidence.length,
    outcome: closing?.form.outcome ?? null,
  };
}

/** One case, whole. */
export function readCase({ id, value }: Document<CaseFile>, now: number) {
  const { actions, closing, evidence, form, opened, report } = value;
  return {
    ...{ id, ...form, opened_by: opened.by, opened_at: opened.at },
    ...{ report_due_at: reportDueAt(value), report_clock: reportClock(value, now) },
    evidence: evidence.map(({ sizeBytes, ...rest }) => ({ ...rest, size_bytes: sizeBytes })),
    actions: actions.map(({ form: said, by, at }) => ({ ...said, by, at })),
    report: report === null ? null : { ...report.form, attested_by: report.by, at: report.at },
    closing: closing === null ? null : { ...closing.form, by: closing.by, at: closing.at },
  };
}
