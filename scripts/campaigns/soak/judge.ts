// Every alarm has its cause and every cause its alarm, one for one.
import type { Alarm, AlarmRule } from '@mingjing/oversight';
import type { Cause } from './causes.ts';

/** An alarm as it was raised. */
export interface SeenAlarm extends Pick<Alarm, 'id' | 'rule' | 'since' | 'subject'> {
  /** When it stood in the file, by this machine's clock, ms. */
  readonly seenAt: number;
  /** Whether it still stands at the end. */
  readonly isOpen: boolean;
}

export interface AlarmVerdict {
  /** Alarms with the one cause of each. */
  readonly matched: readonly { readonly alarm: SeenAlarm; readonly cause: Cause }[];
  /** False alarms, among them a second one of a cause that has its alarm. */
  readonly unexplained: readonly SeenAlarm[];
  /** Causes that had to raise an alarm and did not. */
  readonly missing: readonly Cause[];
  /** Alarms that still stand, though what they say is over. */
  readonly stuck: readonly SeenAlarm[];
}

/** Alarms of these rules end when what they say is over; what others say has happened. */
const CLEARING: readonly AlarmRule[] = [
  ...(['tip-stalled', 'verification-behind', 'coverage-gap'] as const),
  ...(['journal-withheld', 'journal-incomplete', 'heartbeat-missing', 'roll-back'] as const),
  ...(['publish-unjournalled', 'order-withheld'] as const),
];

/** Matches alarms, in the order in which they were raised, to causes that are not matched yet. */
export function judgeAlarms(alarms: readonly SeenAlarm[], causes: readonly Cause[]): AlarmVerdict {
  const open = new Set(causes);
  const matched: { alarm: SeenAlarm; cause: Cause }[] = [];
  const unexplained: SeenAlarm[] = [];
  for (const alarm of alarms) {
    const fitting = [...open].filter((cause) => fits(alarm, cause));
    // What is owed goes first: else a cause that may be silent would take its alarm.
    const cause = fitting.find(({ isOwed }) => isOwed) ?? fitting[0];
    if (cause === undefined) {
      unexplained.push(alarm);
      continue;
    }
    if (cause.isMany !== true) open.delete(cause);
    matched.push({ alarm, cause });
  }
  const missing = [...open].filter(({ isOwed }) => isOwed);
  const stuck = alarms.filter(({ isOpen, rule }) => isOpen && CLEARING.includes(rule));
  return { matched, unexplained, missing, stuck };
}

function fits({ rule, since, subject, seenAt }: SeenAlarm, cause: Cause): boolean {
  if (cause.isMany) return rule === cause.rule && since >= cause.from && since <= cause.to;
  const isAbout = subject === cause.subject || subject.startsWith(`${cause.subject}@`);
  return rule === cause.rule && isAbout && seenAt >= cause.from && seenAt <= cause.to;
}
