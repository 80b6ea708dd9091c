import type { JournalSourceName } from '@mingjing/protocol';
import type { JournalPart } from '../reader/verify-log.ts';

/** What of a folder is not as it was written. `log`: the extent of a whole log. */
export type FolderPart =
  | JournalPart
  | 'manifest'
  | 'tail'
  | 'segment'
  | 'file'
  | 'log'
  | 'anchor'
  | 'cosigned'
  | 'witness';

/** The time in which the acts at fault fell, ms since the epoch; an open end is unknown. */
export interface TimeWindow {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** One place of a folder that is not as it was written. */
export interface FolderFault {
  /** Undefined for what belongs to no single log. */
  readonly source: JournalSourceName | undefined;
  readonly part: FolderPart;
  readonly reason: string;
  /** The first entry at fault, and the one after the last: [index, end). */
  readonly index: number;
  readonly end: number;
  readonly window: TimeWindow;
  /** The file, relative to the folder, where one is at fault. */
  readonly file: string | undefined;
}

/** What the folder holds of one log. */
export interface LogReport {
  readonly source: JournalSourceName;
  readonly size: number;
  readonly root: Uint8Array;
  /** Entries that the log's own checkpoint covers. */
  readonly signedSize: number;
  /** Entries that an anchor given by the caller covers. */
  readonly anchoredSize: number;
  /** Times of the first and the last entry; undefined in an empty log. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly sealedSegments: number;
  /** Entries whose body is gone, as a disposal certificate says. */
  readonly disposed: number;
}

/** A time longer than two heartbeats in which the program wrote none. */
export interface Silence {
  readonly from: number;
  readonly to: number;
  /** The program had said that it stops. */
  readonly isAnnounced: boolean;
}

export interface FolderReport {
  /** True when there is no fault. Silences are told and are none: a machine may fail. */
  readonly ok: boolean;
  readonly chainId: string;
  readonly nodeId: string;
  /** The program ended in order: everything is signed. */
  readonly isClosed: boolean;
  readonly logs: readonly LogReport[];
  readonly faults: readonly FolderFault[];
  readonly silences: readonly Silence[];
}

/** Whether the next opening mends a fault by itself: it signs what lacks a checkpoint. */
export function isSignedByOpening({ part, reason }: FolderFault): boolean {
  return part === 'checkpoint' && ['missing', 'too-old'].includes(reason);
}

/** Faults told of one folder; beyond them it is not worth reading on. */
export const FAULTS_MAX = 100;

/** Faults in the order in which they are found. */
export class Faults {
  readonly all: FolderFault[] = [];

  add(fault: Pick<FolderFault, 'source' | 'part' | 'reason'> & Partial<FolderFault>): void {
    if (this.all.length >= FAULTS_MAX) return;
    const { index = 0, end = index + 1 } = fault;
    const nowhere = { window: { from: undefined, to: undefined }, file: undefined };
    this.all.push({ ...nowhere, ...fault, index, end });
  }

  has(source: JournalSourceName): boolean {
    return this.all.some((fault) => fault.source === source);
  }
}
