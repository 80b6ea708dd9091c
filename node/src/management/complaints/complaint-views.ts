import type { Seeing } from '@mingjing/service';
import type { NodeField } from '../../api/field-table.ts';
import { maskedContact, maskedText } from '../mask.ts';
import type { Complaint } from './complaint.ts';
import { isOverdue, stateOf } from './complaint-rules.ts';

/** What a list shows: nothing that somebody wrote. */
export function complaintLine(id: string, complaint: Complaint, now: number) {
  const { assignee, form, receivedAt } = complaint;
  return {
    ...{ id, category: form.category, record_id: form.record_id ?? null, assignee },
    ...{ received_at: receivedAt, state: stateOf(complaint), ...termView(complaint) },
    overdue: isOverdue(complaint, now),
    has_contact: form.contact !== undefined,
  };
}

/** What its page shows: the text and the contact as far as its reader sees them. */
export function complaintView(
  id: string,
  complaint: Complaint,
  { now, see }: { readonly now: number; readonly see: Seeing<NodeField> },
) {
  const { answer, closed, escalatedAt, events, form } = complaint;
  return {
    ...complaintLine(id, complaint, now),
    text: see('complaint-text', form.text, maskedText),
    contact: see('complaint-contact', form.contact, maskedContact),
    answer:
      answer === null ? null : { ...answer, text: see('complaint-text', answer.text, maskedText) },
    ...{ outcome: closed?.outcome ?? null, events, escalated_at: escalatedAt },
  };
}

/** What whoever complained sees of it; who handled it is the operator's own matter. */
export function ticketView(ticket: string, complaint: Complaint, now: number) {
  const { answer, closed, form, receivedAt } = complaint;
  const state = stateOf(complaint);
  return {
    ...{ ticket, category: form.category, received_at: receivedAt, ...termView(complaint) },
    state: state === 'assigned' ? 'received' : state,
    overdue: isOverdue(complaint, now),
    answer: answer === null ? null : { text: answer.text, at: answer.at },
    outcome: closed?.outcome ?? null,
  };
}

function termView({ term }: Complaint) {
  const { day = null, dueAt = null, basis = null } = term ?? {};
  return { due_day: day, due_at: dueAt, due_basis: basis };
}
