import { useAnswer } from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Centre } from '../answers.ts';

const CENTRE_MS = 5000;

/** What the security centre of this node knows of all nodes. */
export function useCentre() {
  return useAnswer(
    ['assurance', 'centre'],
    () => ask<Centre>({ path: '/v1/management/assurance' }),
    CENTRE_MS,
  );
}
