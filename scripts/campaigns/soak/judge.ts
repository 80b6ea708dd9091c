// Every alarm has its cause and every cause its alarm, one for one.
import type { Alarm } from '@mingjing/oversight';
import type { Cause } from './causes.ts';

/** An alarm as it was raised. */
export interface SeenAlarm extends Pick<Alarm, 'id' | 'rule' | 'subject'> {
  /** When it stood in the file, by this machine's clock, ms. */
  readonly seenAt: number;
}

export interface AlarmVerdict {
  /** Alarms with the one cause of each. */
  readonly matched: readonly { readonly alarm: SeenAlarm; readonly cause: Cause }[];
  /** False alarms, among them a second one of a cause that has its alarm. */
  readonly unexplained: readonly SeenAlarm[];
  /** Causes that had to raise an alarm and did not. */
  readonly missing: readonly Cause[];
}

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
    open.delete(cause);
    matched.push({ alarm, cause });
  }
  return { matched, unexplained, missing: [...open].filter(({ isOwed }) => isOwed) };
}

function fits({ rule, subject, seenAt }: SeenAlarm, cause: Cause): boolean {
  const isAbout = subject === cause.subject || subject.startsWith(`${cause.subject}@`);
  return rule === cause.rule && isAbout && seenAt >= cause.from && seenAt <= cause.to;
}
