import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import {
  INCIDENT_KINDS,
  INCIDENT_LEVELS,
  type IncidentKind,
  type IncidentLevel,
  TIMER_RULES,
  type TimerRule,
} from './timers.ts';

const HOUR_MS = 60 * 60 * 1000;
const TEXT_MAX = 4000;
/**
 * Remarks and changes of level of one incident: it is one document of at most a mebibyte. What it
 * must be reported by, and its end, find room beyond them.
 */
export const REMARKS_MAX = 200;
/** The same as they are kept, bytes. */
const REMARKS_BYTES_MAX = 512 * 1024;

const text = Type.String({ minLength: 1, maxLength: TEXT_MAX, pattern: '\\S' });
const kind = Type.Enum([...INCIDENT_KINDS]);
const level = Type.Enum([...INCIDENT_LEVELS]);

/** What an officer says of an incident when it is found. */
export const incidentForm = Type.Object(
  {
    ...{ kind, level, summary: text },
    /** Ms; timers run from here. */
    found_at: Type.Integer({ minimum: 0 }),
    persons_affected: Type.Integer({ minimum: 0, maximum: 2_000_000_000 }),
    critical: Type.Boolean(),
    /** A drill goes the same way, and says of itself everywhere that it is one. */
    drill: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type IncidentForm = Static<typeof incidentForm>;

/** What is done about it: a timer met, another level, a remark, its end. */
export const incidentStep = Type.Union([
  Type.Object(
    {
      ...{ what: Type.Literal('reported'), timer: Type.String({ maxLength: 64 }) },
      ...{ to: text, receipt: Type.String({ maxLength: 256 }) },
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { what: Type.Literal('classified'), level, reason: text },
    { additionalProperties: false },
  ),
  Type.Object({ what: Type.Literal('noted'), text }, { additionalProperties: false }),
  Type.Object({ what: Type.Literal('closed'), text }, { additionalProperties: false }),
]);
export type IncidentStep = Static<typeof incidentStep>;

const taken = Type.Object({ step: incidentStep, by: Type.String(), at: Type.Number() });

const incident = Type.Object({
  form: incidentForm,
  by: Type.String(),
  at: Type.Number(),
  steps: Type.Array(taken),
});
export type Incident = Static<typeof incident>;

export interface IncidentTimer {
  readonly rule: TimerRule;
  readonly dueAt: number;
  /** When it was met; null: not yet. */
  readonly metAt: number | null;
  /** It was met too late, or is not met and too late by now. */
  readonly isBreached: boolean;
}

export type StepRefusal = 'closed' | 'full' | 'timer-unknown' | 'timer-met' | 'timers-open';

export function incidentsOn(shelf: Shelf): Collection<Incident> {
  return new Collection<Incident>(shelf, {
    name: 'incidents',
    isValid: (value): value is Incident => Value.Check(incident, value),
  });
}

/** The level in force: the last that somebody gave it. */
export function levelOf({ form, steps }: Incident): IncidentLevel {
  const given = steps.flatMap(({ step }) => (step.what === 'classified' ? [step.level] : []));
  return given.at(-1) ?? form.level;
}

export function isClosed({ steps }: Incident): boolean {
  return steps.some(({ step }) => step.what === 'closed');
}

/**
 * What runs for an incident. A lower level takes no timer away that was met, and a higher one
 * brings more of them; all run from the moment at which it was found.
 */
export function timersOf(found: Incident, now: number): readonly IncidentTimer[] {
  const at = levelOf(found);
  return TIMER_RULES.filter(
    (rule) => applies(rule, found.form, at) || metAt(found, rule.id) !== null,
  ).map((rule) => {
    const dueAt = found.form.found_at + rule.hours * HOUR_MS;
    const met = metAt(found, rule.id);
    // "At once" has no length: it is late when it was not done, never for how long it took.
    const isLate = (met ?? now) > dueAt && (rule.hours > 0 || met === null);
    return { rule, dueAt, metAt: met, isBreached: isLate };
  });
}

/** Why a step cannot be taken now; undefined when it can. */
export function stepRefusal(
  found: Incident,
  step: IncidentStep,
  now: number,
): StepRefusal | undefined {
  if (isClosed(found)) return 'closed';
  if (isRemark(step)) return hasRoomFor(found, step) ? undefined : 'full';
  const timers = timersOf(found, now);
  if (step.what === 'closed') {
    return timers.some((timer) => timer.metAt === null) ? 'timers-open' : undefined;
  }
  const timer = timers.find(({ rule }) => rule.id === step.timer);
  if (timer === undefined) return 'timer-unknown';
  return timer.metAt === null ? undefined : 'timer-met';
}

type Remark = Extract<IncidentStep, { what: 'noted' | 'classified' }>;

function isRemark(step: IncidentStep): step is Remark {
  return step.what === 'noted' || step.what === 'classified';
}

function hasRoomFor({ steps }: Incident, step: Remark): boolean {
  const remarks = [...steps.map((each) => each.step).filter(isRemark), step];
  if (remarks.length > REMARKS_MAX) return false;
  return Buffer.byteLength(JSON.stringify(remarks)) <= REMARKS_BYTES_MAX;
}

function applies(rule: TimerRule, form: IncidentForm, level: IncidentLevel): boolean {
  if (rule.isCritical !== undefined && rule.isCritical !== form.critical) return false;
  return (rule.kinds as readonly IncidentKind[]).includes(form.kind) && rule.levels.includes(level);
}

function metAt({ steps }: Incident, timer: string): number | null {
  const met = steps.find(({ step }) => step.what === 'reported' && step.timer === timer);
  return met?.at ?? null;
}
