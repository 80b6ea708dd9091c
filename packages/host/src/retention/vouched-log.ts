import type { JournalSourceName, SignedCopy } from '@mingjing/protocol';

/** What other nodes gave back for a log of this one, each verified when it was taken. */
export interface VouchedLog {
  /** Entries that `note` covers. */
  readonly size: number;
  /** The log's checkpoint, signed by it and cosigned by the witnesses. */
  readonly note: string;
  /** Ids of the nodes that cosigned. */
  readonly witnesses: readonly string[];
  /** What others stated to hold of the log. */
  readonly copies: readonly SignedCopy[];
}

/** What others gave for a log last; undefined when nobody gave anything. */
export type VouchedLogs = (source: JournalSourceName) => Promise<VouchedLog | undefined>;
