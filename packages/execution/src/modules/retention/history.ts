import type { LogCheckpoint, LogHistory, LogMark } from '@mingjing/protocol';
import type { RegistryReader } from '../../state/registry.ts';
import type { Context } from '../context.ts';

/** UTC day in ms: age is judged at this grain, so the state keeps one mark a day and log. */
export const DAY_MS = 24 * 60 * 60 * 1000;
/** Marks of one log, which are rewritten once a day. Beyond that the older half is thinned. */
export const MARKS_MAX = 1024;

/** Identifier of a log's history in the registry. */
export function logKey(nodeId: string, source: number): string {
  return `${nodeId}/${source}`;
}

/** The history of a log; one without marks when it was never anchored. */
export function historyOf(registry: RegistryReader, nodeId: string, source: number): LogHistory {
  return (
    registry.get('logHistory', logKey(nodeId, source)) ?? {
      ...{ nodeId, source, marks: [], disposedTo: 0, disposedTime: 0 },
    }
  );
}

/**
 * Marks how large the logs were, once a UTC day. Every entry below a mark's size existed at its
 * block time, so an entry's age is at least the mark's: measured between block times, a local
 * clock makes nothing old.
 */
export function markLogs(
  context: Pick<Context, 'registry' | 'time' | 'height'>,
  nodeId: string,
  logs: readonly LogCheckpoint[],
): void {
  const { registry, time, height } = context;
  for (const { source, size, root } of logs) {
    const history = historyOf(registry, nodeId, source);
    const latest = history.marks.at(-1);
    if (latest !== undefined && dayOf(latest.time) === dayOf(time)) continue;
    if (size === (latest?.size ?? history.disposedTo)) continue;
    const marks = thinned([...history.marks, { time, height, size, root }]);
    registry.set('logHistory', logKey(nodeId, source), { ...history, marks });
  }
}

// Leaving a mark out only makes entries younger than they are.
function thinned(marks: LogMark[]): LogMark[] {
  if (marks.length <= MARKS_MAX) return marks;
  return marks.filter((_, index) => index >= MARKS_MAX / 2 || index % 2 === 1);
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}
