import { useAnswer } from '@mingjing/console-kit';
import { ask } from '../../api.ts';

const VISITS_MS = 5000;

export interface Attendance {
  readonly officer: string;
  readonly at: number;
  readonly signature: string;
}

export interface Visit {
  readonly id: string;
  readonly state: 'waiting' | 'open' | 'ended';
  readonly notice_number: string;
  readonly organisation: string;
  readonly ends_at: number;
  readonly begun: Attendance;
  readonly joined: Attendance | null;
  readonly ended: {
    readonly at: number;
    readonly reason: string;
    readonly by: string | null;
  } | null;
  readonly permits: readonly string[];
}

/** Visits, latest first; one that somebody joins shows it at once. */
export function useVisits() {
  const path = '/v1/desk/visits?limit=50';
  return useAnswer(
    ['visits'],
    () => ask<{ readonly items: readonly Visit[] }>({ path }),
    VISITS_MS,
  );
}

export function useVisit(id: string) {
  return useAnswer(['visits', id], () => ask<Visit>({ path: `/v1/desk/visits/${id}` }), VISITS_MS);
}
