import type { Document } from '@mingjing/storage';
import { findingView, maskedFindingView } from '../screening/judgement.ts';
import { isOpen, type Review } from './review.ts';

/** A review in a list: rules and times, no piece of a text. */
export function listedReview({ id, value }: Document<Review>) {
  return { ...factsOf(id, value), findings: value.findings.map(maskedFindingView) };
}

/** One review as reviewers see it. */
export function readReview({ id, value }: Document<Review>, now: number) {
  return {
    ...factsOf(id, value),
    overdue: isOpen(value.state) && now > value.dueAt,
    findings: value.findings.map(findingView),
    attachments: value.attachments.map(({ commitment, record, role, sizeBytes }) => {
      return { record, commitment, role, size_bytes: sizeBytes };
    }),
    looks: value.looks,
    used_by: value.use?.transactionId ?? null,
    taken_down_by: value.takenDownBy ?? null,
  };
}

function factsOf(id: string, review: Review) {
  const { approvedUntil, author, categories, dueAt, enteredAt, kind, state } = review;
  return {
    ...{ id, kind, state, author, categories, transaction_id: review.transactionId },
    ...{ entered_at: enteredAt, due_at: dueAt, approved_until: approvedUntil },
    looks_taken: review.looks.length,
  };
}

/** What the author is told by the id that he was given. */
export function standingOf({ id, value }: Document<Review>) {
  const { approvedUntil, dueAt, enteredAt, looks, state, use } = value;
  const isDecided = state === 'approved' || state === 'refused';
  return {
    ...{ id, state, entered_at: enteredAt, due_at: dueAt, approved_until: approvedUntil },
    reason: isDecided ? (looks.at(-1)?.reason ?? null) : null,
    // An approval that nothing used waits for a new signature over the same content.
    sign_again: state === 'approved' && use === null,
    used_by: use?.transactionId ?? null,
  };
}
