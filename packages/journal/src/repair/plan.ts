import { assert } from '@mingjing/crypto';
import { type JournalSourceName, SOURCE_NAMES } from '@mingjing/protocol';
import { FAULTS_MAX, type FolderFault, type FolderPart } from '../offline/report.ts';
import type { Compared, ComparedLog } from './repair-folder.ts';

/** Parts that are mended without writing a log anew. */
const APART: readonly FolderPart[] = ['checkpoint', 'cosigned', 'file', 'tail'];

/** What is written anew. */
export interface RepairPlan {
  /**
   * The tails are no use, or a log lacks entries at its end: everything goes into the logs' own
   * files, as at a start, and an empty tail begins.
   */
  readonly absorbs: boolean;
  /** Entries that each of the logs to be written will have in its own files. */
  readonly ends: ReadonlyMap<JournalSourceName, number>;
  /** Entries that each log will have, in its own files or in the tails. */
  readonly sizes: ReadonlyMap<JournalSourceName, number>;
}

/** What has to be written anew, by what was found. */
export async function planOf({ manifest, tails, logs, report }: Compared): Promise<RepairPlan> {
  const { faults } = report;
  const stored = (source: JournalSourceName) => manifest?.logs.get(source)?.range.size;
  const dues = new Map<JournalSourceName, number>();
  // Tails that lack show that the manifest may be an old one.
  const isKnown = manifest !== undefined && tails.unreadable.length === 0 && !tails.isMissing;
  for (const log of logs) {
    // Its own files say how long it was; behind a manifest that holds lies what was cut short.
    const extent = isKnown ? 0 : await log.own.extent();
    const signed = log.roots.map(({ size }) => size);
    const least = Math.max(stored(log.source) ?? 0, extent, log.own.tailEnd, log.trusted);
    dues.set(log.source, Math.max(least, ...signed));
  }
  for (const [source, end] of tails.claimed) dues.set(source, Math.max(end, due(dues, source)));
  const isBeyond = (fault: FolderFault) =>
    fault.source !== undefined &&
    !APART.includes(fault.part) &&
    fault.end > (stored(fault.source) ?? 0);
  const isShort = ({ source, own }: ComparedLog) =>
    due(dues, source) > Math.max(stored(source) ?? 0, own.tailEnd);
  const absorbs =
    manifest === undefined ||
    faults.some((fault) => fault.part === 'tail' || isBeyond(fault)) ||
    logs.some(isShort);
  // Beyond a bound no fault is told: then every log may have some.
  const isAny = absorbs || faults.length >= FAULTS_MAX;
  const isFaulty = (source: JournalSourceName) =>
    faults.some((fault) => fault.source === source && !APART.includes(fault.part));
  const written = SOURCE_NAMES.filter((source) => isAny || isFaulty(source));
  const ends = written.map((source) => {
    const end = absorbs ? due(dues, source) : stored(source);
    return [source, end ?? 0] as const;
  });
  return { absorbs, ends: new Map(ends), sizes: dues };
}

function due(dues: ReadonlyMap<JournalSourceName, number>, source: JournalSourceName): number {
  const size = dues.get(source);
  assert(size !== undefined, 'every log was compared');
  return size;
}
