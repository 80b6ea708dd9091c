import { useAnswer } from '@mingjing/console-kit';
import { ask } from '../../../api.ts';
import type { Drills } from './drill-line.ts';

const DRILLS_MS = 2000;

export function useDrills(subject: string | undefined) {
  return useAnswer(
    ['inspection', 'drills', subject],
    () => ask<Drills>({ path: '/v1/inspection/drills', query: { subject } }),
    DRILLS_MS,
  );
}
