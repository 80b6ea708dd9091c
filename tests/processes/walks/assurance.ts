import type { WalkStep } from './step.ts';

const ASSURANCE = '/v1/management/assurance';
const INCIDENTS = '/v1/management/incidents';
const REQUESTS = '/v1/management/requests';
const WINDOWS = '/v1/management/test-windows';
const HOUR_MS = 3_600_000;

const incident = {
  ...{ kind: 'outage', level: 'ordinary', summary: '演练', found_at: 1, persons_affected: 0 },
  ...{ critical: false, drill: true },
};
const letter = {
  ...{ number: '1', authority: '市公安局', jurisdiction: 'CN', basis: '第三十条', scope: '一份' },
  ...{ contact: '一人', received_at: 1, due_at: 2, letter: 'ab'.repeat(32) },
};
const announced = () => ({
  ...{ authority: '支队', notice_number: '1', addresses: ['192.0.2.0/24'] },
  ...{ from: Date.now() + HOUR_MS, to: Date.now() + 2 * HOUR_MS },
});

/** What assurance does at the desks: each route that changes something, and what it changed. */
export const ASSURANCE_STEPS: readonly WalkStep[] = [
  { route: `POST ${ASSURANCE}/measure`, as: 'system-admin', body: () => ({}) },
  { route: `POST ${ASSURANCE}/drills`, as: 'system-admin', body: () => ({ backup: '/no-backup' }) },
  {
    ...{ route: `POST ${INCIDENTS}`, as: 'duty', body: () => incident },
    keep: ({ id }, known) => known.set('incident', id),
  },
  { route: `GET ${INCIDENTS}/:id`, as: 'audit-admin', parameters: ['incident'] },
  {
    ...{ route: `POST ${INCIDENTS}/:id/steps`, as: 'security-admin', parameters: ['incident'] },
    body: () => ({ what: 'noted', text: '已知' }),
  },
  {
    ...{ route: `POST ${REQUESTS}`, as: 'disclosure', body: () => letter },
    keep: ({ id }, known) => known.set('request', id),
  },
  { route: `GET ${REQUESTS}`, as: 'audit-admin' },
  { route: `GET ${REQUESTS}/:id`, as: 'audit-admin', parameters: ['request'] },
  {
    ...{ route: `POST ${REQUESTS}/:id/steps`, as: 'disclosure', parameters: ['request'] },
    body: () => ({ what: 'verified', how: '回拨' }),
  },
  {
    ...{ route: `POST ${WINDOWS}`, as: 'security-admin', body: announced },
    keep: ({ id }, known) => known.set('window', id),
  },
  { route: `GET ${WINDOWS}/labels`, as: 'duty', query: '?time=1&address=192.0.2.1' },
  { route: `POST ${WINDOWS}/:id/end`, as: 'security-admin', parameters: ['window'] },
];
