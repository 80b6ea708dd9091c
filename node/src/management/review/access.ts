import { type AccessTable, anyone, byRelation, only } from '@mingjing/service';

const READERS = ['home', 'reviewer', 'security-admin', 'audit-admin'] as const;

/** Own: of a user who is the caller, or for whom he speaks. */
const OF_OTHERS = byRelation({ organisation: ['reviewer'] }, { own: 'review-own-content' });

/** Reviewers alone see contents and decide; who watches over them sees what they decided. */
export const REVIEW_ACCESS: AccessTable = {
  'GET /v1/reviews': only(...READERS),
  'GET /v1/reviews/:id': only(...READERS),
  'GET /v1/reviews/:id/contents/:number': OF_OTHERS,
  'POST /v1/reviews/:id/decisions': OF_OTHERS,
  // The author has no account: the id that he was given is what he asks by.
  'GET /v1/reviews/:id/standing': anyone(),
  'GET /v1/review-statistics': only(...READERS),
  'GET /v1/reviewers/:officer/users': only(...READERS),
  'PUT /v1/reviewers/:officer/users': only('security-admin'),
};
