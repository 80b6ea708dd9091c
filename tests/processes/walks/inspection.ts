import type { WalkStep } from './step.ts';

const RUNS = '/v1/inspection/runs';
const PAUSES = '/v1/inspection/pauses';
const CONFIRMATIONS = '/v1/inspection/confirmations';
const HOUR_MS = 3_600_000;
const item = 'no-crawler';

const nothing = () => ({});
const window = () => ({ from: Date.now(), to: Date.now() + HOUR_MS, reason: '演练' });

/** The inspection of a node: what persons confirm, a drill's window, a run that is broken off. */
export const INSPECTION_STEPS: readonly WalkStep[] = [
  {
    ...{ route: `POST ${CONFIRMATIONS}`, as: 'duty' },
    body: () => ({ item, agrees: true, saw: '现场查看' }),
  },
  {
    ...{ route: `POST ${CONFIRMATIONS}/:item/withdraw`, as: 'duty', parameters: [item] },
    body: nothing,
  },
  {
    ...{ route: `POST ${PAUSES}`, as: 'system-admin', body: window },
    keep: ({ id }, known) => known.set('pause', id),
  },
  { route: `POST ${PAUSES}/:id/approve`, as: 'audit-admin', parameters: ['pause'], body: nothing },
  {
    // Whoever is on duty is called, and nobody answers: it runs until it is broken off.
    ...{ route: `POST ${RUNS}`, as: 'security-admin' },
    body: () => ({ phrase: '海上生明月', only: ['duty-roster-phone'] }),
    keep: ({ id }, known) => known.set('inspection', id),
  },
  { route: `GET ${RUNS}/:id`, as: 'audit-admin', parameters: ['inspection'] },
  { route: `POST ${RUNS}/:id/stop`, as: 'audit-admin', parameters: ['inspection'], body: nothing },
  { route: `GET ${RUNS}/:id/events`, as: 'audit-admin', parameters: ['inspection'] },
];
