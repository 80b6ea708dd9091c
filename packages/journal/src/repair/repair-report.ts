import type { JournalSourceName } from '@mingjing/protocol';
import type { FolderFault } from '../offline/report.ts';

/** Entries [from, to) that neither the journal nor the copy holds whole. */
export interface LostEntries {
  readonly source: JournalSourceName;
  readonly from: number;
  readonly to: number;
  readonly part: 'stub' | 'body';
}

/** Why nothing was repaired; nothing of the journal was changed. */
export type RepairRefusal =
  /** The journal in the folder is of another chain or node. */
  | { readonly reason: 'journal-foreign' }
  /** The manifest says that bodies [from, to) were disposed of, and no certificate says so. */
  | {
      readonly reason: 'disposal-not-certified';
      readonly source: JournalSourceName;
      readonly from: number;
      readonly to: number;
    }
  | { readonly reason: 'copy-missing' | 'copy-other-chain' | 'copy-other-node' }
  /** The copy is not what the log's own signature in it says, from this entry on. */
  | {
      readonly reason: 'copy-damaged';
      /** Undefined when its manifest cannot be read. */
      readonly source?: JournalSourceName;
      readonly index: number;
    }
  /** The copy has another root than the journal signed, or the chain anchored, at this size. */
  | {
      readonly reason: 'copy-contradicts';
      readonly source: JournalSourceName;
      readonly size: number;
      readonly by: 'checkpoint' | 'cosigned' | 'anchor';
    }
  /** What is damaged is in no verified part of the copy. The first hundred ranges. */
  | { readonly reason: 'entries-lost'; readonly lost: readonly LostEntries[] }
  /** What these tails held, if more than is known otherwise, nobody can tell. */
  | { readonly reason: 'tail-unreadable'; readonly files: readonly string[] }
  /** The journal as it would be does not verify. */
  | { readonly reason: 'not-whole'; readonly faults: readonly FolderFault[] };

/** What a repair did. */
export interface RepairDone {
  /** What was found; none: the journal is whole, and nothing was done. */
  readonly faults: readonly FolderFault[];
  /** Files that were written anew, relative to the folder, and files that were put away. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Files that were deleted: they held bodies that were disposed of. */
  readonly dropped: readonly string[];
  /** Folder that keeps the files as they were found; undefined when nothing was done. */
  readonly kept: string | undefined;
  /** Tails that were given up, as the caller said. */
  readonly givenUp: readonly string[];
}

export type RepairOutcome =
  | { readonly ok: true; readonly value: RepairDone }
  | ({ readonly ok: false } & RepairRefusal);

/** Ranges told of what is lost; beyond them it is not worth reading on. */
const LOST_MAX = 100;

/** Collects what is lost, neighbours together. */
export class Losses {
  readonly all: LostEntries[] = [];

  add(source: JournalSourceName, part: LostEntries['part'], from: number, to: number): void {
    const last = this.all.at(-1);
    if (last?.source === source && last.part === part && last.to === from) {
      this.all[this.all.length - 1] = { ...last, to };
      return;
    }
    if (this.all.length < LOST_MAX) this.all.push({ source, part, from, to });
  }
}
