import type { StateKind } from '@mingjing/console-kit';
import type { Alarm } from '../live/answers.ts';

export const SEVERITIES = ['critical', 'major', 'minor'] as const;

export const SEVERITY_KINDS: Readonly<Record<Alarm['severity'], StateKind>> = {
  critical: 'failed',
  major: 'failed',
  minor: 'due',
};

/** Alarms with the one first that has to be dealt with first: by time, then severity, then age. */
export function byUrgency(alarms: readonly Alarm[]): Alarm[] {
  const due = ({ due_at: at }: Alarm) => at ?? Number.POSITIVE_INFINITY;
  const rank = ({ severity }: Alarm) => SEVERITIES.indexOf(severity);
  return [...alarms].sort((a, b) => {
    if (due(a) !== due(b)) return due(a) < due(b) ? -1 : 1;
    return rank(a) - rank(b) || a.since - b.since;
  });
}
