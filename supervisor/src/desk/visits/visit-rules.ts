import {
  JOIN_MS,
  stateOf,
  VISIT_MS_MAX,
  type Visit,
  type VisitEnd,
  type VisitForm,
} from './visit.ts';

export type BeginRefusal = 'visit-past' | 'visit-too-long' | 'visit-notice-in-use' | 'visit-busy';
export type JoinRefusal = 'visit-not-waiting' | 'visit-busy';

interface Comer {
  readonly officer: string;
  readonly session: string;
}

/** Why a visit cannot begin at `now` beside those under way; undefined: it can. */
export function beginRefusal(
  { notice_number: notice, ends_at: endsAt }: VisitForm,
  comer: Comer,
  underWay: readonly Visit[],
  now: number,
): BeginRefusal | undefined {
  if (endsAt <= now) return 'visit-past';
  if (endsAt - now > VISIT_MS_MAX) return 'visit-too-long';
  if (underWay.some(({ noticeNumber }) => noticeNumber === notice)) return 'visit-notice-in-use';
  return isBusy(comer, underWay) ? 'visit-busy' : undefined;
}

/** Why another officer than the one who began it cannot join a visit; undefined: he can. */
export function joinRefusal(
  visit: Visit,
  comer: Comer,
  underWay: readonly Visit[],
): JoinRefusal | undefined {
  if (stateOf(visit) !== 'waiting') return 'visit-not-waiting';
  return isBusy(comer, underWay) ? 'visit-busy' : undefined;
}

/** Why a visit ends by itself at `now`; undefined: it goes on. */
export function endOf(
  visit: Visit,
  now: number,
  isSession: (session: string) => boolean,
): VisitEnd | undefined {
  if (visit.ended !== null) return undefined;
  if (now >= visit.endsAt) return 'expired';
  const { begun, joined } = visit;
  if (joined === null && now >= begun.at + JOIN_MS) return 'not-joined';
  const sessions = [begun, joined].flatMap((each) => (each === null ? [] : [each.session]));
  return sessions.every(isSession) ? undefined : 'session-ended';
}

/** Whether an officer is one of the two. */
export function takesPart({ begun, joined }: Visit, officer: string): boolean {
  return begun.officer === officer || joined?.officer === officer;
}

// One place at a time: an officer who is at two visits is at neither.
function isBusy({ officer }: Comer, underWay: readonly Visit[]): boolean {
  return underWay.some((visit) => takesPart(visit, officer));
}
