import type { WalkStep } from './step.ts';

export const IDENTITY_STEPS: readonly WalkStep[] = [
  { route: 'GET /v1/users/:id', as: 'nobody', parameters: ['user-1'] },
  { route: 'GET /v1/agreements', as: 'nobody' },
];
