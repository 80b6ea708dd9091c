import type { AgendaSource, DueItem } from '../agenda.ts';
import type { ReviewDesk } from './review-desk.ts';

/** Told at once; who has more waiting begins with the most urgent. */
const TOLD_MAX = 100;
const AREA = 'review';

/** Reviews that wait for a reviewer, and who asked for a second look. */
export function reviewAgenda(desk: ReviewDesk): AgendaSource {
  return {
    area: AREA,
    due: () => {
      const waiting = desk.waiting().toSorted(([, a], [, b]) => a.dueAt - b.dueAt);
      return waiting.slice(0, TOLD_MAX).map(([reference, { dueAt, kind, state }]): DueItem => {
        const what = state === 'second-look' ? state : kind;
        return { area: AREA, kind: what, reference, roles: ['reviewer'], dueAt };
      });
    },
  };
}
