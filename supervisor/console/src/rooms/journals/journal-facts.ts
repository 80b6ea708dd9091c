import type { StateKind } from '@mingjing/console-kit';
import type { JournalLog, NodeJournal } from './answers.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days for which a log is kept at a time; 0 where nothing anchors it yet. */
export function daysKept({ kept_since: since }: JournalLog, now: number): number {
  return since === null ? 0 : Math.max(0, Math.floor((now - since) / DAY_MS));
}

/** Entries that the node signed for and that are not held here. */
export function missing({ head_size: head, size }: JournalLog): number {
  return Math.max(0, head - size);
}

/** The journal of a node in one line. */
export interface JournalFacts {
  readonly entries: number;
  readonly whole: number;
  readonly logs: number;
  readonly missing: number;
  /** Of the log kept for the shortest time. */
  readonly days: number;
  readonly periodDays: number;
  readonly isPeriodFull: boolean;
  /** Oldest time at which a log was whole last; null: one never was. */
  readonly wholeAt: number | null;
  /** Latest cosignature; null: none in this run. */
  readonly cosignedAt: number | null;
  readonly state: StateKind;
}

export function factsOf({ logs, blame }: NodeJournal, now: number): JournalFacts {
  // A log without an entry was not begun: it has nothing to be kept.
  const begun = logs.filter(({ head_size: size }) => size > 0);
  const shortest = [...begun].sort((a, b) => daysKept(a, now) - daysKept(b, now))[0];
  const times = logs.map(({ whole_at: at }) => at);
  const cosigned = logs.flatMap(({ cosigned: signed }) => signed?.at ?? []);
  const whole = logs.filter(({ is_whole: isWhole }) => isWhole).length;
  const isWhole = whole === logs.length;
  return {
    entries: logs.reduce((sum, { size }) => sum + size, 0),
    ...{ whole, logs: logs.length },
    missing: logs.reduce((sum, log) => sum + missing(log), 0),
    days: shortest === undefined ? 0 : daysKept(shortest, now),
    periodDays: shortest?.period_days ?? 0,
    isPeriodFull: begun.length > 0 && begun.every(({ is_period_full: isFull }) => isFull),
    wholeAt: times.includes(null) ? null : Math.min(...times.map((at) => at ?? 0)),
    cosignedAt: cosigned.length === 0 ? null : Math.max(...cosigned),
    state: blame.length > 0 ? 'failed' : isWhole ? 'met' : 'unknown',
  };
}
