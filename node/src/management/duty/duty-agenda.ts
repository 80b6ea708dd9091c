import type { AgendaSource, DueItem } from '../agenda.ts';
import { dayOf } from '../calendar/shanghai-days.ts';
import type { WorkCalendars } from '../calendar/work-calendar.ts';
import { restsAhead } from '../calendar/working-days.ts';
import { type Appointing, ownOfficer } from '../officers.ts';
import { waitingCall } from './challenge.ts';
import type { DutyDesk, IssuedChallenge } from './duty-desk.ts';
import { gapsIn, onDuty, uncoveredRests } from './roster.ts';
import type { Shift } from './shift.ts';

/** Weekends and holidays are told of so long before they begin. */
const REST_AHEAD_DAYS = 14;
/** Other gaps so long before. */
const GAP_AHEAD_MS = 3 * 24 * 60 * 60 * 1000;

const PLANNERS = ['duty', 'security-admin'] as const;
const area = 'duty';

/** Shifts that lack, weekends that nobody covers, and challenges that wait or were not answered. */
export function dutyAgenda(
  host: Appointing,
  { calendars, desk }: { readonly calendars: WorkCalendars; readonly desk: DutyDesk },
): AgendaSource {
  return {
    area,
    async due(now) {
      const roster = desk.roster(now);
      const [latest] = await desk.challenges.list({ reverse: true, limit: 1 });
      const rests = restItems(roster, calendars, now);
      return [...challengeItems(host, latest), ...gapItems(roster, now), ...rests];
    },
  };
}

function challengeItems(host: Appointing, latest: IssuedChallenge | undefined): DueItem[] {
  if (latest === undefined || latest.value.state === 'answered') return [];
  const waiting = waitingCall(latest.value);
  const reference = latest.id;
  if (waiting === undefined) {
    const roles = ['security-admin', 'audit-admin'] as const;
    return [{ area, kind: 'unanswered', reference, roles, dueAt: null }];
  }
  const role = ownOfficer(host, waiting.officer)?.role;
  const roles = role === undefined ? [] : [role];
  return [{ area, kind: 'challenge', reference, roles, dueAt: waiting.answerBy }];
}

function gapItems(roster: readonly Shift[], now: number): DueItem[] {
  const roles = PLANNERS;
  if (onDuty(roster, now).length === 0) {
    return [{ area, kind: 'uncovered-now', reference: dayOf(now), roles, dueAt: null }];
  }
  const [gap] = gapsIn(roster, { from: now, to: now + GAP_AHEAD_MS });
  if (gap === undefined) return [];
  return [{ area, kind: 'gap', reference: dayOf(gap.from), roles, dueAt: gap.from }];
}

function restItems(roster: readonly Shift[], calendars: WorkCalendars, now: number): DueItem[] {
  const rests = restsAhead(calendars.current, now, REST_AHEAD_DAYS);
  return uncoveredRests(roster, rests).map(({ from }) => ({
    ...{ area, kind: 'rest-uncovered', reference: dayOf(from), roles: PLANNERS },
    // Before it begins: once it is the weekend nobody is there to mend it.
    dueAt: from,
  }));
}
