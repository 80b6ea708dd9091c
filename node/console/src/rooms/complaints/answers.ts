import { useAnswer } from '@mingjing/console-kit';
import { ask } from '../../api.ts';

const LIST_MS = 15_000;
const LIMIT = 20;

/** A complaint in the list: nothing that somebody wrote. */
export interface ComplaintLine {
  readonly id: string;
  readonly category: string;
  readonly record_id: string | null;
  readonly assignee: string | null;
  readonly received_at: number;
  readonly state: string;
  readonly due_day: string | null;
  readonly due_at: number | null;
  /** `projected`: of a year whose working days are not announced yet. */
  readonly due_basis: string | null;
  readonly overdue: boolean;
}

export interface ComplaintAnswer extends ComplaintLine {
  readonly text: string;
  /** Whether there is one, also where it is not shown. */
  readonly has_contact: boolean;
  readonly contact: string | null;
  readonly answer: { readonly text: string; readonly by: string; readonly at: number } | null;
  readonly outcome: string | null;
  readonly events: readonly { readonly kind: string; readonly by: string; readonly at: number }[];
}

export interface ComplaintCounts {
  readonly received: number;
  readonly answered: number;
  readonly answered_in_term: number;
  readonly escalated: number;
  readonly closed: number;
}

export interface ShiftLine {
  readonly id: string;
  readonly officer: string;
  readonly from: number;
  readonly to: number;
  readonly phone: string;
}

export interface Gap {
  readonly from: number;
  readonly to: number;
}

export interface DutyAnswer {
  readonly time: number;
  readonly now: readonly {
    readonly officer: string;
    readonly name: string | null;
    readonly until: number;
    readonly phone: string;
  }[];
  readonly gaps: readonly Gap[];
  readonly uncovered_rests: readonly Gap[];
}

export interface ChallengeLine {
  readonly id: string;
  readonly cause: string;
  readonly asked_by: string | null;
  readonly issued_at: number;
  readonly state: string;
  readonly calls: readonly {
    readonly officer: string;
    readonly at: number;
    readonly answered_at: number | null;
  }[];
}

/** What whoever is called signs to answer. */
export interface OwnChallenge {
  readonly chain_id: string;
  readonly node_id: string;
  readonly officer: string;
  readonly id: string;
  readonly nonce: string;
  readonly answer_by: number;
}

export interface ChallengeCounts {
  readonly issued: number;
  readonly answered_by_first: number;
  readonly answered_after_escalation: number;
  readonly unanswered: number;
  readonly uncovered: number;
  readonly seconds_median: number | null;
  readonly seconds_longest: number | null;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

export interface ComplaintFilter {
  readonly state: 'open' | 'closed';
  readonly category: string | undefined;
  readonly whose: string | undefined;
  readonly after: string | undefined;
}

export function useComplaints({ state, category, whose, after }: ComplaintFilter) {
  return useAnswer(
    ['complaints', 'list', state, category, whose, after],
    () =>
      ask<Page<ComplaintLine>>({
        path: '/v1/management/complaints',
        query: { state, category, whose, cursor: after, limit: LIMIT },
      }),
    LIST_MS,
  );
}

export function useComplaint(id: string) {
  return useAnswer(
    ['complaints', 'one', id],
    () => ask<ComplaintAnswer>({ path: `/v1/management/complaints/${encodeURIComponent(id)}` }),
    LIST_MS,
  );
}

export function useDuty() {
  return useAnswer(
    ['duty', 'now'],
    () => ask<DutyAnswer>({ path: '/v1/management/duty' }),
    LIST_MS,
  );
}

export function useShifts(after: string | undefined) {
  return useAnswer(
    ['duty', 'shifts', after],
    () =>
      ask<Page<ShiftLine>>({
        path: '/v1/management/duty/shifts',
        query: { cursor: after, limit: LIMIT },
      }),
    LIST_MS,
  );
}

/** The challenge that waits for this officer; null: none does. */
export function useOwnChallenge() {
  return useAnswer(
    ['duty', 'mine'],
    async () => {
      const path = '/v1/management/duty/challenges/mine';
      return (await ask<{ challenge: OwnChallenge | null }>({ path })).challenge;
    },
    LIST_MS,
  );
}
