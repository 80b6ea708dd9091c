// Things of every officer on the shelves of a node before its desks open, and what is asked of the
// routes to which it matters whose a thing is.
import { currencyRules } from '@mingjing/screening';
import type { Caller, Relation } from '@mingjing/service';
import { Collection, type DocumentChange, Shelf } from '@mingjing/storage';
import { vi } from 'vitest';
import { requestsOn } from '../src/management/assurance/requests/request.ts';
import { casesOn } from '../src/management/cases/case.ts';
import { type Complaint, closedComplaintsOn } from '../src/management/complaints/complaint.ts';
import { versionsOn as documentsOn } from '../src/management/documents/document.ts';
import { challengesOn } from '../src/management/duty/challenge.ts';
import { findingsOn } from '../src/management/inspection/findings/finding.ts';
import { pausesOn } from '../src/management/inspection/pauses/pause-window.ts';
import { type Review, reviewsOn } from '../src/management/review/review.ts';
import { ReviewTies } from '../src/management/review/review-ties.ts';
import {
  proposedVersion,
  versionId,
  versionsOn,
} from '../src/management/screening/rule-set-version.ts';
import type { RevealState } from '../src/management/users/reveal-rules.ts';
import type { RelationFixtures } from './access-cells.ts';

const HANDLERS = ['duty', 'reviewer', 'security-admin'] as const;
const REVEALERS = ['security-admin', 'reviewer', 'disclosure'] as const;
const STAFF = [
  ...['system-admin', 'security-admin', 'audit-admin'],
  ...['disclosure', 'duty', 'reviewer'],
] as readonly Caller[];
const AT = Date.UTC(2026, 0, 5);
const DAY_MS = 24 * 60 * 60 * 1000;
const LATER = Date.UTC(2099, 0, 1);
const RULES = 'planted';
const SLOT = 'registration-system';
/** A user for whom the reviewer speaks, one whom he only knows, and one of another organisation. */
const AUTHOR = 'user-1';
const OTHER_AUTHOR = 'user-2';
export const USER_ABROAD = 'user-abroad';

const officer = (role: Caller) => `jia-${role}`;
/** By whose it is; `f`s are a thing of another organisation's node. */
const idOf = (maker: Caller | undefined) =>
  maker === undefined ? 'f'.repeat(24) : String(STAFF.indexOf(maker) + 1).padStart(24, '0');
const revealOf = (maker: Caller | undefined) => `${AUTHOR}:${idOf(maker)}`;

/** Lets every node that starts from here on find these things where its desks look for theirs. */
export function plantThings(): void {
  const open = Shelf.open.bind(Shelf);
  vi.spyOn(Shelf, 'open').mockImplementation(async (folder, options) => {
    const shelf = await open(folder, options);
    if (folder.endsWith('management')) await shelf.change(thingsOf(shelf));
    if (folder.endsWith('vault')) await shelf.change(revealsOf(shelf));
    return shelf;
  });
}

function thingsOf(shelf: Shelf): DocumentChange[] {
  const ties = new ReviewTies(shelf).collection;
  return [
    ties.put(officer('reviewer'), { users: [AUTHOR] }),
    reviewsOn(shelf).put(idOf('reviewer'), reviewOf(AUTHOR)),
    reviewsOn(shelf).put(idOf('duty'), reviewOf(OTHER_AUTHOR)),
    ...STAFF.flatMap((maker) => [
      closedComplaintsOn(shelf).put(idOf(maker), complaintOf(maker)),
      challengesOn(shelf).put(idOf(maker), challengeOf(maker)),
      documentsOn(shelf).put(`${SLOT}.${idOf(maker)}`, documentOf(maker)),
      casesOn(shelf).put(idOf(maker), caseOf(maker)),
      requestsOn(shelf).put(idOf(maker), requestOf(maker)),
      pausesOn(shelf).put(idOf(maker), pauseOf(maker)),
      findingsOn(shelf).put(idOf(maker), findingOf(maker)),
      versionsOn(shelf).put(versionId(RULES, STAFF.indexOf(maker) + 1), versionOf(maker)),
    ]),
  ];
}

function revealsOf(shelf: Shelf): DocumentChange[] {
  const reveals = new Collection<RevealState>(shelf, {
    ...{ name: 'reveals', isValid: (value): value is RevealState => value !== undefined },
  });
  return REVEALERS.map((role) =>
    reveals.put(revealOf(role), {
      ...{ user: AUTHOR, by: officer(role), role, purpose: 'sanction', reason: '核实' },
      ...{ askedAt: LATER, approvedBy: null, approvedAt: null, openedAt: null },
    }),
  );
}

function complaintOf(maker: Caller): Complaint {
  const doing = { by: officer(maker), at: AT };
  return {
    form: { category: 'other', text: '内容有误' },
    ...{ secretHash: '0'.repeat(64), receivedAt: AT, term: null, assignee: officer(maker) },
    ...{ answer: { text: '已更正', ...doing }, closed: { outcome: 'upheld', ...doing } },
    ...{ escalatedAt: null, events: [] },
  };
}

function challengeOf(maker: Caller) {
  const call = { officer: officer(maker), at: AT, answerBy: AT, answeredAt: null, signature: null };
  return {
    ...({ cause: 'random', askedBy: null, issuedAt: AT, nonce: '0'.repeat(64) } as const),
    ...{ isCovered: true, calls: [call] },
    state: 'unanswered' as const,
  };
}

function documentOf(maker: Caller) {
  const facts = { issuer: '检测机构', owner: idOf('duty'), issued_on: '2026-01-01' };
  return {
    ...({ slot: SLOT, fileName: 'paper.pdf', mediaType: 'application/pdf', size: 5 } as const),
    ...{ sha256: '0'.repeat(64), facts: { ...facts, expires_on: '2099-01-01', example: true } },
    ...{ uploadedBy: officer(maker), uploadedAt: AT, attestation: null, withdrawn: null },
    damagedAt: null,
  };
}

function caseOf(maker: Caller) {
  const made = { by: officer(maker), at: AT };
  return {
    form: {
      ...({ found_by: 'rule', reference: '', found_at: AT, basis: '网络安全法' } as const),
      ...{ description: '违法信息', records: [], users: [AUTHOR] },
    },
    ...{ opened: made, evidence: [], actions: [], report: null },
    closing: { form: { outcome: 'unfounded', reason: '查无实据' } as const, ...made },
  };
}

function requestOf(maker: Caller) {
  return {
    form: {
      ...{ number: '协2026-1', authority: '公安机关', basis: '法律', scope: '日志' },
      ...{ contact: '值班室', jurisdiction: 'CN-11', letter: '0'.repeat(64) },
      ...{ received_at: AT, due_at: AT + DAY_MS },
    },
    ...{ by: officer(maker), at: AT, stopped: null, steps: [] },
  };
}

function pauseOf(maker: Caller) {
  const form = { from: AT, to: AT + 1, reason: '演练' };
  return { form, by: officer(maker), at: AT, approvedBy: null, approvedAt: null };
}

function findingOf(maker: Caller) {
  const form = { run: idOf('duty'), item: 'duty-staff', owner: officer(maker), what: '补齐材料' };
  const met = { run: idOf('duty'), at: AT, verdict: 'met' } as const;
  return {
    ...({ form: { ...form, due_on: '2026-01-31' }, verdict: 'not-met' } as const),
    ...{ opened: { by: officer('audit-admin'), at: AT }, moves: [], retests: [], closed: met },
  };
}

function versionOf(maker: Caller) {
  const rules = { ...currencyRules(), id: RULES, version: STAFF.indexOf(maker) + 1 };
  return proposedVersion(rules, officer(maker), AT);
}

function reviewOf(author: string): Review {
  return {
    ...{ kind: 'held', state: 'lapsed', digest: '', transactionId: '', author, categories: [] },
    ...{ validUntil: AT, attachments: [], findings: [], enteredAt: AT, dueAt: AT, looks: [] },
    ...{ files: [], use: null, approvedUntil: null },
  };
}

/** Whose thing it is that a caller asks about; undefined: his role can have none of his own. */
function makerOf(makers: readonly Caller[], relation: Relation, caller: Caller) {
  if (relation === 'own') return makers.includes(caller) ? caller : undefined;
  return makers.find((maker) => maker !== caller);
}

/** Asked about the thing of a relation by its id. */
function by(makers: readonly Caller[], path: (id: string) => string, body?: object) {
  return (relation: Relation, caller: Caller) => {
    if (relation === 'foreign') return { path: path(idOf(undefined)), body };
    const maker = makerOf(makers, relation, caller);
    return maker === undefined ? undefined : { path: path(idOf(maker)), body };
  };
}

const NO_SIGNATURE = 'A'.repeat(86);
const complaint = (act: string) => (id: string) => `/v1/management/complaints/${id}/${act}`;
const reveal = (act: string) => (id: string) => `/v1/management/reveals/${AUTHOR}:${id}/${act}`;

/** What is asked of each route with a line by relation; sessions are asked by the test itself. */
export const RELATION_FIXTURES: RelationFixtures = {
  'POST /v1/management/complaints/:id/assign': (relation, caller) => {
    const body = { officer: officer(caller) };
    return by(HANDLERS, complaint('assign'), body)(relation, caller);
  },
  'POST /v1/management/complaints/:id/answer': by(HANDLERS, complaint('answer'), { text: '已改' }),
  'POST /v1/management/complaints/:id/close': by(HANDLERS, complaint('close'), {
    outcome: 'upheld',
  }),
  'POST /v1/management/complaints/:id/reveal': by(HANDLERS, complaint('reveal'), {
    reason: '联系投诉人',
  }),
  'POST /v1/management/reveals/:id/approval': by(REVEALERS, reveal('approval')),
  'POST /v1/management/reveals/:id/opening': by(REVEALERS, reveal('opening')),
  'GET /v1/management/users/:id': (relation) => {
    if (relation === 'own') return undefined;
    const id = relation === 'foreign' ? USER_ABROAD : AUTHOR;
    return { path: `/v1/management/users/${id}` };
  },
  'POST /v1/management/duty/challenges/:id/answer': by(
    STAFF,
    (id) => `/v1/management/duty/challenges/${id}/answer`,
    { signature: NO_SIGNATURE },
  ),
  'POST /v1/management/documents/:id/attest': by(
    ['system-admin', 'security-admin'],
    (id) => `/v1/management/documents/${SLOT}.${id}/attest`,
    { signature: NO_SIGNATURE },
  ),
  'POST /v1/cases/:id/closing': by(HANDLERS, (id) => `/v1/cases/${id}/closing`, {
    ...{ outcome: 'unfounded', reason: '查无实据' },
  }),
  'POST /v1/management/requests/:id/steps': by(
    ['disclosure', 'duty'],
    (id) => `/v1/management/requests/${id}/steps`,
    { what: 'approved', reason: '依法协助' },
  ),
  'POST /v1/screening/rule-sets/:name/:version/decision': (relation, caller) => {
    const maker = makerOf(['reviewer', 'security-admin'], relation, caller);
    if (relation !== 'foreign' && maker === undefined) return undefined;
    const version = relation === 'foreign' ? 99 : STAFF.indexOf(maker ?? 'duty') + 1;
    const body = { approve: true, reason: '已审阅' };
    return { path: `/v1/screening/rule-sets/${RULES}/${version}/decision`, body };
  },
  // Only the system administrator asks, who is none of those who agree.
  'POST /v1/inspection/pauses/:id/approve': by(
    ['security-admin', 'audit-admin', 'system-admin'],
    (id) => `/v1/inspection/pauses/${id}/approve`,
    {},
  ),
  'POST /v1/inspection/findings/:id/moves': by(
    STAFF,
    (id) => `/v1/inspection/findings/${id}/moves`,
    { owner: officer('duty'), due_on: '2099-01-01', reason: '等待到货' },
  ),
  'GET /v1/reviews/:id/contents/:number': by(
    ['reviewer', 'duty'],
    (id) => `/v1/reviews/${id}/contents/0`,
  ),
  'POST /v1/reviews/:id/decisions': by(
    ['reviewer', 'duty'],
    (id) => `/v1/reviews/${id}/decisions`,
    {
      ...{ decision: 'approve', reason: '合规' },
    },
  ),
};
