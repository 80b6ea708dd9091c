import type { StateKind } from '@mingjing/console-kit';
import type { Alarm } from '../live/answers.ts';

export const SEVERITIES = ['critical', 'major', 'minor'] as const;

export const SEVERITY_KINDS: Readonly<Record<Alarm['severity'], StateKind>> = {
  critical: 'failed',
  major: 'due',
  minor: 'unknown',
};

/** Alarms with the one first that has to be dealt with first: by time, then severity, then age. */
export function byUrgency<T extends Alarm>(alarms: readonly T[]): T[] {
  const due = ({ due_at: at }: T) => at ?? Number.POSITIVE_INFINITY;
  const rank = ({ severity }: T) => SEVERITIES.indexOf(severity);
  return [...alarms].sort((a, b) => {
    if (due(a) !== due(b)) return due(a) < due(b) ? -1 : 1;
    return rank(a) - rank(b) || a.since - b.since;
  });
}
