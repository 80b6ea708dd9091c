import { officerId, orNull, time } from '@mingjing/host/desk';
import type { Alarm, Severity } from '@mingjing/oversight';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const HOUR_MS = 60 * 60_000;
/** By when an alarm is to be disposed of, counted from when it was raised. */
const DEADLINE_MS: Readonly<Record<Severity, number>> = {
  critical: 2 * HOUR_MS,
  major: 24 * HOUR_MS,
  minor: 72 * HOUR_MS,
};
/** How often an alarm that nobody disposes of is told on, each after the same time again. */
const ESCALATIONS_MAX = 3;
/** Steps of one alarm, beyond which it takes only what disposes of it: a file that people read. */
export const STEPS_MAX = 50;

/** What officers do about an alarm; the last three dispose of it. */
export const ALARM_ACTIONS = ['acknowledge', 'note', 'resolve', 'false-alarm', 'refer'] as const;
export type AlarmAction = (typeof ALARM_ACTIONS)[number];
const DISPOSING: readonly AlarmAction[] = ['resolve', 'false-alarm', 'refer'];

const step = Type.Object({
  action: Type.Enum([...ALARM_ACTIONS]),
  by: officerId,
  at: time,
  reason: Type.String(),
});

const handling = Type.Object({
  /** When the desk first saw it. */
  seenAt: time,
  deadline: time,
  /** Times at which it was told on. */
  escalations: Type.Array(time),
  steps: Type.Array(step),
  disposedAt: orNull(time),
});
/** What was done about one alarm; it only grows. */
export type Handling = Static<typeof handling>;

/** Handlings by the ids of their alarms. */
export function handlingsOn(shelf: Shelf): Collection<Handling> {
  return new Collection<Handling>(shelf, {
    name: 'alarm-handlings',
    isValid: (value): value is Handling => Value.Check(handling, value),
  });
}

/** The handling of an alarm that the desk sees for the first time. */
export function newHandling({ severity }: Pick<Alarm, 'severity'>, now: number): Handling {
  const deadline = now + DEADLINE_MS[severity];
  return { seenAt: now, deadline, escalations: [], steps: [], disposedAt: null };
}

export type StepRefusal = 'alarm-disposed' | 'alarm-steps-full';

/** The handling after a step, or why it cannot be taken. A note may follow a disposition. */
export function afterStep(
  before: Handling,
  taken: Handling['steps'][number],
): Handling | StepRefusal {
  const isOver = before.disposedAt !== null && taken.action !== 'note';
  if (isOver) return 'alarm-disposed';
  const isDisposing = DISPOSING.includes(taken.action);
  if (before.steps.length >= STEPS_MAX && !isDisposing) return 'alarm-steps-full';
  const disposedAt = isDisposing ? taken.at : before.disposedAt;
  return { ...before, steps: [...before.steps, taken], disposedAt };
}

/** The handling after it was told on, where that is due; undefined: it is not. */
export function escalated(before: Handling, now: number): Handling | undefined {
  const { deadline, disposedAt, escalations, seenAt } = before;
  if (disposedAt !== null || escalations.length >= ESCALATIONS_MAX) return undefined;
  const due = deadline + escalations.length * (deadline - seenAt);
  return now < due ? undefined : { ...before, escalations: [...escalations, now] };
}

export function isOverdue({ deadline, disposedAt }: Handling, now: number): boolean {
  return disposedAt === null && now >= deadline;
}
