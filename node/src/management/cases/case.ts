import { CASE_EVIDENCE_BYTES_MAX, CASE_FILES_MAX } from '@mingjing/protocol';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { orNull } from '../stored-shapes.ts';
import {
  ACTIONS_MAX,
  CLOCK_AHEAD_MS,
  FOUND_BEFORE_MS,
  NAME_CHARS_MAX,
  REMINDER_MS,
  REPORT_MS,
  SEALING_BYTES_MAX,
  SUBJECTS_MAX,
  TEXT_CHARS_MAX,
} from './limits.ts';

const said = (maximum: number) => Type.String({ minLength: 1, maxLength: maximum, pattern: '\\S' });
const time = Type.Integer({ minimum: 0 });
const closed = { additionalProperties: false };

/** How unlawful content came to be known. */
const FOUND_BY = ['complaint', 'review', 'rule', 'authority'] as const;

export const caseForm = Type.Object(
  {
    found_by: Type.Enum([...FOUND_BY]),
    /** Ticket, review, rule or number of a letter. */
    reference: Type.String({ maxLength: NAME_CHARS_MAX }),
    /** When it was found, ms: the clock of the report runs from here. */
    found_at: time,
    /** The law it is against. */
    basis: said(NAME_CHARS_MAX),
    description: said(TEXT_CHARS_MAX),
    records: Type.Array(Type.String({ pattern: '^[0-9a-f]{72}$' }), {
      maxItems: SUBJECTS_MAX,
      uniqueItems: true,
    }),
    users: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }), {
      maxItems: SUBJECTS_MAX,
      uniqueItems: true,
    }),
  },
  closed,
);

const ACTION_KINDS = ['takedown', 'freeze', 'limit', 'warning', 'none'] as const;
export const actionForm = Type.Object(
  {
    kind: Type.Enum([...ACTION_KINDS]),
    /** Id of the order on the chain; empty where there is none. */
    order_id: Type.String({ pattern: '^([0-9a-f]{64})?$' }),
    note: said(TEXT_CHARS_MAX),
  },
  closed,
);

export const reportForm = Type.Object(
  {
    /** The authority that it was sent to, and what it gave for it. */
    to: said(NAME_CHARS_MAX),
    receipt: said(NAME_CHARS_MAX),
    sent_at: time,
  },
  closed,
);

export const closingForm = Type.Object(
  { outcome: Type.Enum(['handled', 'unfounded']), reason: said(TEXT_CHARS_MAX) },
  closed,
);

const evidence = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** Of an attachment of the chain; empty for a file that was added. */
  commitment: Type.String(),
  sha256: Type.String(),
  sizeBytes: Type.Number(),
  by: Type.String(),
  at: Type.Number(),
  /** What took its place when an order took it down: sealed to an authority, bound to the order. */
  copy: orNull(
    Type.Object({
      orderId: Type.String(),
      recipientKey: Type.String(),
      sha256: Type.String(),
      sizeBytes: Type.Number(),
      at: Type.Number(),
    }),
  ),
  /** When the period of the evidence was over, ms. */
  removedAt: orNull(Type.Number()),
});
export type Evidence = Static<typeof evidence>;

const made = { by: Type.String(), at: Type.Number() };
const caseFile = Type.Object({
  form: caseForm,
  opened: Type.Object(made),
  evidence: Type.Array(evidence),
  actions: Type.Array(Type.Object({ form: actionForm, ...made })),
  report: orNull(Type.Object({ form: reportForm, ...made })),
  closing: orNull(Type.Object({ form: closingForm, ...made })),
});
/** The file on one case of unlawful content. */
export type CaseFile = Static<typeof caseFile>;

export function casesOn(shelf: Shelf): Collection<CaseFile> {
  return new Collection<CaseFile>(shelf, {
    name: 'cases',
    isValid: (value): value is CaseFile => Value.Check(caseFile, value),
  });
}

export type CaseFault =
  | 'case-found-time'
  | 'case-nothing-named'
  | 'case-closed'
  | 'case-full'
  | 'case-order-missing'
  | 'case-order-unknown'
  | 'case-reported'
  | 'case-report-time'
  | 'case-not-reported'
  | 'case-nothing-done';

/** Why evidence is not shown. */
export type EvidenceRefusal = 'removed' | 'taken-down';

/** Who does something to a case, and when. */
export interface Doer {
  readonly by: string;
  readonly at: number;
}

export function openingFault(form: Static<typeof caseForm>, now: number): CaseFault | undefined {
  const { found_at: found, records, users, found_by: by, reference } = form;
  if (found > now + CLOCK_AHEAD_MS || now - found > FOUND_BEFORE_MS) return 'case-found-time';
  const isNamed = records.length + users.length > 0 || (by === 'authority' && reference !== '');
  return isNamed ? undefined : 'case-nothing-named';
}

export function evidenceFault(
  { closing, evidence: held }: CaseFile,
  sizeBytes: number,
): CaseFault | undefined {
  if (closing !== null) return 'case-closed';
  const room = (held.length + 1) * SEALING_BYTES_MAX;
  const bytes = held.reduce((sum, each) => sum + each.sizeBytes, sizeBytes + room);
  const isFull = held.length >= CASE_FILES_MAX || bytes > CASE_EVIDENCE_BYTES_MAX;
  return isFull ? 'case-full' : undefined;
}

export function actionFault(
  { actions, closing }: CaseFile,
  { kind, order_id: order }: Static<typeof actionForm>,
  isOnChain: boolean,
): CaseFault | undefined {
  if (closing !== null) return 'case-closed';
  if (actions.length >= ACTIONS_MAX) return 'case-full';
  const needsOrder = kind === 'takedown' || kind === 'freeze';
  if (order === '') return needsOrder ? 'case-order-missing' : undefined;
  return isOnChain ? undefined : 'case-order-unknown';
}

export function reportFault(
  { closing, form, report }: CaseFile,
  { sent_at: sent }: Static<typeof reportForm>,
  now: number,
): CaseFault | undefined {
  if (closing !== null) return 'case-closed';
  if (report !== null) return 'case-reported';
  const isPossible = sent >= form.found_at && sent <= now + CLOCK_AHEAD_MS;
  return isPossible ? undefined : 'case-report-time';
}

/** A handled case was reported and something was done; another person than its opener closes it. */
export function closingFault(
  { actions, closing, report }: CaseFile,
  { outcome }: Static<typeof closingForm>,
): CaseFault | undefined {
  if (closing !== null) return 'case-closed';
  if (outcome === 'unfounded') return undefined;
  if (report === null) return 'case-not-reported';
  return actions.length === 0 ? 'case-nothing-done' : undefined;
}

export type ReportClock = 'running' | 'remind' | 'overdue' | 'in-time' | 'late' | 'not-needed';

/** Until when a case is to be reported. */
export function reportDueAt({ form }: CaseFile): number {
  return form.found_at + REPORT_MS;
}

/** Where the clock of the report stands. */
export function reportClock(file: CaseFile, now: number): ReportClock {
  const due = reportDueAt(file);
  if (file.report !== null) return file.report.form.sent_at <= due ? 'in-time' : 'late';
  if (file.closing !== null) return 'not-needed';
  if (now > due) return 'overdue';
  return due - now <= REMINDER_MS ? 'remind' : 'running';
}
