import type { Document } from '@mingjing/storage';
import { type CaseFile, type Evidence, reportClock, reportDueAt } from './case.ts';

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
    evidence: evidence.map(evidenceView),
    actions: actions.map(({ form: said, by, at }) => ({ ...said, by, at })),
    report: report === null ? null : { ...report.form, attested_by: report.by, at: report.at },
    closing: closing === null ? null : { ...closing.form, by: closing.by, at: closing.at },
  };
}

function evidenceView({ copy, removedAt, sizeBytes, ...said }: Evidence) {
  return {
    ...{ ...said, size_bytes: sizeBytes, removed_at: removedAt },
    copy: copy === null ? null : copyView(copy),
  };
}

function copyView({ at, orderId, recipientKey, sha256, sizeBytes }: NonNullable<Evidence['copy']>) {
  return { order_id: orderId, recipient_key: recipientKey, sha256, size_bytes: sizeBytes, at };
}
