import type { DrillOutcome } from '@mingjing/host/offline';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Finding } from '../centre/findings.ts';
import type { DrillAnswer } from './run-drill.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const drill = Type.Object({
  startedAt: Type.Number(),
  endedAt: Type.Number(),
  /** Who asked for it; empty: whoever may read the home. */
  startedBy: Type.String(),
  backup: Type.String(),
  result: Type.Union([Type.Literal('passed'), Type.Literal('failed')]),
  /** Why it failed; empty when it did not. */
  reason: Type.String(),
  height: Type.Number(),
  stateRoot: Type.String(),
  backupOf: Type.String(),
  transactions: Type.Number(),
  attachments: Type.Number(),
});
export type Drill = Static<typeof drill>;

/** Record of all drills, by the time at which they ended. */
export function drillsOn(shelf: Shelf): Collection<Drill> {
  return new Collection<Drill>(shelf, {
    name: 'drills',
    isValid: (value): value is Drill => Value.Check(drill, value),
  });
}

/** What is known of a drill beside its answer. */
export type DrillFrame = Pick<Drill, 'startedAt' | 'endedAt' | 'startedBy' | 'backup'>;

/**
 * The record of a drill: passed when nothing was found and the restored state is the one that this
 * chain has at that height; `ownRoot` is undefined for a height that this node does not have.
 */
export function recordOf(
  frame: DrillFrame,
  answer: DrillAnswer,
  ownRoot: string | undefined,
): Drill {
  if (!isOutcome(answer)) {
    const nothing = { height: 0, stateRoot: '', backupOf: '', transactions: 0, attachments: 0 };
    return { ...frame, ...nothing, result: 'failed', reason: answer.code };
  }
  const { height, stateRoot, backupOf, transactions, attachments } = answer;
  const reason = faultOf(answer, ownRoot);
  const result = reason === '' ? 'passed' : 'failed';
  return {
    ...{ ...frame, result, reason, height, stateRoot, backupOf, transactions, attachments },
  };
}

function faultOf({ findings, stateRoot }: DrillOutcome, ownRoot: string | undefined): string {
  if (findings > 0) return 'DOES_NOT_HOLD';
  if (ownRoot === undefined) return 'HEIGHT_UNKNOWN';
  return ownRoot === stateRoot ? '' : 'ANOTHER_STATE';
}

/** That no drill passed in the last `days`, or none ever did. */
export function drillFindings(
  latestPassed: Drill | undefined,
  latest: Drill | undefined,
  { now, days }: { readonly now: number; readonly days: number },
): readonly Finding[] {
  const found: Finding[] = [];
  if (latest?.result === 'failed') {
    const details = [latest.reason, latest.endedAt];
    found.push({ kind: 'drill-failed', level: 'alarm', subject: 'restore', details });
  }
  if (latestPassed === undefined) {
    found.push({ kind: 'drill-none', level: 'warning', subject: 'restore', details: [] });
  } else if (now - latestPassed.endedAt > days * DAY_MS) {
    const details = [latestPassed.endedAt];
    found.push({ kind: 'drill-old', level: 'warning', subject: 'restore', details });
  }
  return found;
}

function isOutcome(answer: DrillAnswer): answer is DrillOutcome {
  return 'stateRoot' in answer;
}
