import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { type Finding, finding } from '../screening/judgement.ts';
import { APPROVAL_MS, REVIEW_LAPSES_MS } from './limits.ts';

/** Held before it is published; or published, and flagged by a rule or drawn as a sample. */
export const REVIEW_KINDS = ['held', 'flagged', 'sample'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];
export const REVIEW_STATES = [
  'waiting',
  'second-look',
  'approved',
  'refused',
  'lapsed',
  'confirmed',
  'objected',
] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];
export const DECISIONS = ['approve', 'refuse', 'confirm', 'object', 'second-look'] as const;
export type Decision = (typeof DECISIONS)[number];

const look = Type.Object({
  by: Type.String(),
  at: Type.Number(),
  decision: Type.Enum([...DECISIONS]),
  reason: Type.String(),
});

const file = Type.Object({ name: Type.String(), sizeBytes: Type.Number() });

const review = Type.Object({
  kind: Type.Enum([...REVIEW_KINDS]),
  state: Type.Enum([...REVIEW_STATES]),
  /** What an approval is good for: the same content of the same author. */
  digest: Type.String(),
  transactionId: Type.String(),
  author: Type.String(),
  categories: Type.Array(Type.Number()),
  /** Until when the signed transaction may be in a block, ms. */
  validUntil: Type.Number(),
  /** By record, the commitments of its attachments with their roles and sizes. */
  attachments: Type.Array(
    Type.Object({
      record: Type.Number(),
      commitment: Type.String(),
      role: Type.Number(),
      sizeBytes: Type.Number(),
    }),
  ),
  findings: Type.Array(finding),
  enteredAt: Type.Number(),
  dueAt: Type.Number(),
  looks: Type.Array(look),
  /** Kept of a held submission until it is decided: `0` the transaction, then each attachment. */
  files: Type.Array(file),
  /** Files that it has no longer and whose bytes may still be on the disk. */
  leaving: Type.Optional(Type.Array(file)),
  /** The transaction that an approval was used by. */
  use: Type.Union([
    Type.Object({ transactionId: Type.String(), validUntil: Type.Number() }),
    Type.Null(),
  ]),
  approvedUntil: Type.Union([Type.Number(), Type.Null()]),
  /** Id of the order that took its content down: then the review has no text and no file of it. */
  takenDownBy: Type.Optional(Type.String()),
});
export interface Review extends Static<typeof review> {
  findings: Finding[];
}

export function reviewsOn(shelf: Shelf): Collection<Review> {
  return new Collection<Review>(shelf, {
    name: 'reviews',
    isValid: (value): value is Review => Value.Check(review, value),
  });
}

/** A reviewer's decision, as he gives it. */
export interface Verdict {
  readonly by: string;
  readonly at: number;
  readonly decision: Decision;
  readonly reason: string;
}

export type ReviewRefusal =
  | 'review-decided'
  | 'review-lapsed'
  | 'review-wrong-decision'
  | 'review-second-person';

/** Whether an officer may give this decision now: a second look is another person's. */
export function verdictFault(
  { enteredAt, kind, looks, state }: Review,
  { at, by, decision }: Verdict,
): ReviewRefusal | undefined {
  if (state === 'lapsed' || at - enteredAt > REVIEW_LAPSES_MS) return 'review-lapsed';
  if (!isOpen(state)) return 'review-decided';
  if (state === 'second-look') {
    if (looks.some((before) => before.by === by)) return 'review-second-person';
    if (decision === 'second-look') return 'review-wrong-decision';
  }
  const isOfHeld = decision === 'approve' || decision === 'refuse';
  const isRight = decision === 'second-look' || isOfHeld === (kind === 'held');
  return isRight ? undefined : 'review-wrong-decision';
}

const STATES_AFTER: Readonly<Record<Decision, ReviewState>> = {
  approve: 'approved',
  refuse: 'refused',
  confirm: 'confirmed',
  object: 'objected',
  'second-look': 'second-look',
};

/** A review with a decision that was checked. */
export function decided(before: Review, verdict: Verdict): Review {
  const isApproved = verdict.decision === 'approve';
  return {
    ...before,
    state: STATES_AFTER[verdict.decision],
    looks: [...before.looks, { ...verdict }],
    approvedUntil: isApproved ? verdict.at + APPROVAL_MS : null,
  };
}

export function isOpen(state: ReviewState): boolean {
  return state === 'waiting' || state === 'second-look';
}

/** Whether a held submission still says something about the next one of the same content. */
export function isBinding({ approvedUntil, kind, state }: Review, now: number): boolean {
  if (kind !== 'held') return false;
  return isOpen(state) || (state === 'approved' && (approvedUntil ?? 0) > now);
}

/** A review that has no files any more; what it had is to leave the disk. */
export function withoutFiles(before: Review): Review {
  const leaving = [...(before.leaving ?? []), ...before.files];
  return { ...before, files: [], ...(leaving.length === 0 ? {} : { leaving }) };
}

/** Whether nobody needs the files of a review that it still has, or that still leave the disk. */
export function hasRemains({ files, leaving = [], state }: Review): boolean {
  return leaving.length > 0 || (files.length > 0 && !isOpen(state));
}

/** A review without anything of its content, which an order took down. */
export function withoutContent(before: Review, orderId: string): Review {
  const findings = before.findings.map((each) => ({ ...each, found: [] }));
  const state = isOpen(before.state) ? 'lapsed' : before.state;
  const { leaving: _gone, ...left } = before;
  return { ...left, findings, state, files: [], approvedUntil: null, takenDownBy: orderId };
}

/** Whether nobody decided in time. */
export function hasLapsed({ enteredAt, state }: Review, now: number): boolean {
  return isOpen(state) && now - enteredAt > REVIEW_LAPSES_MS;
}
