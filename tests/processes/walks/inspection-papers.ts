import { join } from 'node:path';
import { useSmallForm } from '../../../node/test/inspection/small-form.ts';
import type { Known, WalkStep } from './step.ts';

const RUNS = '/v1/inspection/runs';
const FINDINGS = '/v1/inspection/findings';
const ITEMS = ['unique-identity-two-factors', 'machine-room-premises', 'no-currency'];
const DAY_MS = 24 * 60 * 60 * 1000;

const day = () => new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10);
const homeOf = (known: Known) => join(known.get('folder') ?? '', 'jia-validator');
const ofRun = (what: string, as: WalkStep['as'], query = ''): WalkStep => ({
  ...{ route: `GET ${RUNS}/:id/${what}`, as, parameters: ['whole'], query },
});

/** A self-check of a small form, what it leaves behind, a finding, and a rehearsal. */
export const INSPECTION_PAPER_STEPS: readonly WalkStep[] = [
  {
    ...{ route: `POST ${RUNS}`, as: 'security-admin' },
    body(known) {
      useSmallForm(homeOf(known), ITEMS);
      return { phrase: '天涯共此时' };
    },
    keep: ({ id }, known) => known.set('whole', id),
  },
  // Its events end with the run: what it leaves behind is there only then.
  ofRun('events', 'duty'),
  {
    ...{ route: 'POST /v1/inspection/rehearsals', as: 'duty' },
    body: () => ({ answers: [{ question: 'two-factors', shown: true }] }),
  },
  ofRun('record', 'reviewer'),
  ofRun('bundle', 'disclosure'),
  ofRun('pdf', 'audit-admin', '?language=en'),
  ofRun('html', 'audit-admin'),
  {
    ...{ route: `POST ${FINDINGS}`, as: 'security-admin' },
    body: (known) => ({
      ...{ run: known.get('whole'), item: 'no-currency', owner: 'jia-duty' },
      ...{ due_on: day(), what: '现场确认' },
    }),
    keep: ({ id }, known) => known.set('finding', id),
  },
  {
    ...{ route: `POST ${FINDINGS}/:id/moves`, as: 'audit-admin', parameters: ['finding'] },
    body: () => ({ owner: 'jia-duty', due_on: day(), reason: '等待到场' }),
  },
];
