import type { Term, UnknownYear } from '../calendar/working-days.ts';
import { type Complaint, type ComplaintForm, EVENTS_MAX, type Outcome } from './complaint.ts';

/** Somebody does something to a complaint at a time. */
export interface Doing {
  readonly by: string;
  readonly at: number;
}

/** Why a complaint stays as it is: codes of problems. */
export type ComplaintRefusal =
  | 'complaint-closed'
  | 'complaint-answered'
  | 'complaint-unanswered'
  | 'complaint-events-full';

export type Judged = Complaint | ComplaintRefusal;

/** A complaint as it came in. */
export function received(
  form: ComplaintForm,
  { secretHash, at, term }: { secretHash: string; at: number; term: Term | UnknownYear },
): Complaint {
  return {
    ...{ form, secretHash, receivedAt: at },
    term: 'unknownYear' in term ? null : { ...term },
    ...{ assignee: null, answer: null, closed: null, escalatedAt: null, events: [] },
  };
}

/** Given to an officer, also from another one; what was answered stays answered. */
export function assigned(complaint: Complaint, officer: string, doing: Doing): Judged {
  if (complaint.closed !== null) return 'complaint-closed';
  return noted({ ...complaint, assignee: officer }, 'assigned', doing);
}

/** Answered once: what the complainant was told is not told otherwise. */
export function answered(complaint: Complaint, text: string, doing: Doing): Judged {
  if (complaint.closed !== null) return 'complaint-closed';
  if (complaint.answer !== null) return 'complaint-answered';
  return noted({ ...complaint, answer: { text, ...doing } }, 'answered', doing);
}

/** Closed when whoever complained has his answer, never before. */
export function closedWith(complaint: Complaint, outcome: Outcome, doing: Doing): Judged {
  if (complaint.closed !== null) return 'complaint-closed';
  if (complaint.answer === null) return 'complaint-unanswered';
  return noted({ ...complaint, closed: { outcome, ...doing } }, 'closed', doing);
}

/** Told on, once, when its term has run without an answer; undefined: nothing to tell. */
export function escalated(complaint: Complaint, now: number): Complaint | undefined {
  if (complaint.escalatedAt !== null || !isOverdue(complaint, now)) return undefined;
  return { ...complaint, escalatedAt: now };
}

/** Whether the term has run and nobody answered within it. */
export function isOverdue({ term, answer }: Complaint, now: number): boolean {
  return term !== null && now >= term.dueAt && (answer === null || answer.at >= term.dueAt);
}

/** Whether it was answered before its term had run; without a known term nobody can say so. */
export function isInTerm({ term, answer }: Complaint): boolean {
  return term !== null && answer !== null && answer.at < term.dueAt;
}

/** Where it stands, in one word. */
export function stateOf({ assignee, answer, closed }: Complaint) {
  if (closed !== null) return 'closed';
  if (answer !== null) return 'answered';
  return assignee === null ? 'received' : 'assigned';
}

function noted(complaint: Complaint, kind: string, { by, at }: Doing): Judged {
  if (complaint.events.length >= EVENTS_MAX) return 'complaint-events-full';
  return { ...complaint, events: [...complaint.events, { kind, by, at }] };
}
